import { isJsonObject, type JsonObject, type JsonValue } from '@patchbay/kernel';
import { z } from 'zod';

/** Names the format; a later one that older servers cannot read gets another. */
export const WORKFLOW_FORMAT = 'patchbay.workflow/1';
const MAX_CONNECTORS = 50;

const json = z.custom<JsonObject>(isJsonObject, 'must be an object');

/** A workflow as one JSON file: with the custom connectors it calls, and without anything that is one workspace's. */
export const WORKFLOW_FILE = z.strictObject({
  format: z.literal(WORKFLOW_FORMAT),
  workflow: json,
  /** By the key under which the workflow's nodes name them. */
  connectors: z
    .array(z.strictObject({ key: z.string().min(1).max(100), definition: json }))
    .max(MAX_CONNECTORS)
    .default([]),
  /** What the workspace has to have before it runs. */
  needs: z
    .strictObject({ connections: z.array(z.string().max(200)).default([]), secrets: z.array(z.string().max(200)).default([]) })
    .default({ connections: [], secrets: [] }),
});

export type WorkflowFile = z.output<typeof WORKFLOW_FILE>;

/** The definition with every action node, also those of for-eaches, put through `change`. Takes any JSON. */
export function mapActions(definition: JsonObject, change: (node: JsonObject) => JsonObject): JsonObject {
  const nodes = definition['nodes'];
  if (!Array.isArray(nodes)) return definition;
  return {
    ...definition,
    nodes: nodes.map((node: JsonValue): JsonValue => {
      if (!isJsonObject(node)) return node;
      if (node['type'] === 'action') return change(node);
      const body = node['body'];
      return node['type'] === 'forEach' && isJsonObject(body) ? { ...node, body: mapActions(body, change) } : node;
    }),
  };
}

/** Names of the workspace secrets a connector reads. */
export function secretNames(definition: JsonObject): string[] {
  return [...JSON.stringify(definition).matchAll(/\{\{\s*workspace\.([A-Za-z_]\w*)/g)].flatMap(([, name]) => name ?? []);
}
