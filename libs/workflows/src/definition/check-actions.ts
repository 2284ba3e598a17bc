import { parseTemplate, type Problems, type Reference } from '@patchbay/http-connectors';
import { CONTACT_FIELDS, type JsonObject, type WorkspaceId } from '@patchbay/kernel';
import type { CompiledWorkflow } from '../plan/compile-workflow.js';
import type { CheckedNode } from '../plan/plan.js';
import { SchemaView, type JsonKind, type Place } from '../schema/json-types.js';
import type { ActionFacts, ActionProblem, ActionQuery } from './action-directory.js';
import { checkInput } from './check-input.js';
import type { WorkflowNode } from './workflow.schema.js';

/** See ActionDirectory. */
export interface Actions {
  find(workspaceId: WorkspaceId, query: ActionQuery): Promise<ActionFacts | ActionProblem>;
}

/** What every failed node leaves as its output, so that a branch behind the port `error` can read it. */
const FAILURE_SCHEMA: JsonObject = {
  type: 'object',
  properties: { code: { type: 'string' }, message: { type: 'string' } },
  additionalProperties: false,
};

/**
 * Checks a workflow against the actions it calls: that they exist, that their inputs are complete and fit, and that what is read of an earlier node can
 * be there. Problems are collected.
 */
export async function checkActions(
  compiled: CompiledWorkflow,
  at: { readonly workspaceId: WorkspaceId; readonly actions: Actions },
  problems: Problems,
): Promise<void> {
  const facts = await findActions(compiled.nodes, at, problems);
  const sources = new Map<string, SchemaView>();
  for (const { node } of compiled.nodes) sources.set(node.id, new SchemaView(outputSchema(node, facts.get(node.id))));
  sources.set('input', new SchemaView(compiled.definition.inputSchema as JsonObject));
  sources.set('contact', new SchemaView(CONTACT_SCHEMA));
  for (const { node, path, references } of compiled.nodes) {
    for (const { reference, place } of references) checkReference(reference, place, sources, problems);
    const action = facts.get(node.id);
    if (node.type !== 'action' || !action) continue;
    checkInput(node.input, `${path}.input`, {
      view: new SchemaView(action.inputSchema),
      action: action.name,
      problems,
      kindsOf: (source) => kindsOf(source, sources),
    });
  }
}

async function findActions(
  nodes: readonly CheckedNode[],
  { workspaceId, actions }: { readonly workspaceId: WorkspaceId; readonly actions: Actions },
  problems: Problems,
): Promise<Map<string, ActionFacts>> {
  const known = new Map<string, Promise<ActionFacts | ActionProblem>>();
  const facts = new Map<string, ActionFacts>();
  for (const { node, path } of nodes) {
    if (node.type !== 'action') continue;
    const key = `${node.connector}\n${node.action ?? ''}`;
    const asked = known.get(key) ?? actions.find(workspaceId, node);
    known.set(key, asked);
    const found = await asked;
    if ('member' in found) problems.add(`${path}.${found.member}`, found.message);
    else facts.set(node.id, found);
  }
  return facts;
}

/** What a node yields: the action's answer or, when it failed, `{ error }`. */
function outputSchema(node: WorkflowNode, action: ActionFacts | undefined): JsonObject {
  switch (node.type) {
    case 'action':
      return action ? action.outputSchema : {};
    case 'condition':
      return shape({ branch: { type: 'string' } });
    case 'forEach':
      return shape({
        total: { type: 'integer' },
        succeeded: { type: 'integer' },
        failed: { type: 'integer' },
        results: { type: 'array' },
      });
    case 'delay':
      return shape({ seconds: { type: 'integer' } });
    case 'join':
      return shape({ arrived: { type: 'array', items: { type: 'string' } } });
    default:
      return {};
  }
}

const shape = (properties: JsonObject): JsonObject => ({ type: 'object', properties, additionalProperties: false });

const CONTACT_SCHEMA: JsonObject = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    ...Object.fromEntries(CONTACT_FIELDS.map((field) => [field, { type: ['string', 'null'] }])),
    customFields: { type: 'object' },
    metadata: { type: 'object' },
    createdAt: { type: 'string' },
    updatedAt: { type: 'string' },
  },
};

function placeOf({ root, path }: Reference, sources: ReadonlyMap<string, SchemaView>): Place {
  const source = sources.get(root);
  if (!source) return 'anything';
  const place = source.at(path);
  // A failed node's output is its error.
  return place === 'absent' && path[0] === 'error' && !FIXED.has(root) ? new SchemaView(FAILURE_SCHEMA).at(path.slice(1)) : place;
}

const FIXED: ReadonlySet<string> = new Set(['input', 'contact']);

function checkReference(reference: Reference, place: string, sources: ReadonlyMap<string, SchemaView>, problems: Problems): void {
  if (reference.fallback || placeOf(reference, sources) !== 'absent') return;
  problems.add(place, `{{${reference.text}}}: "${reference.root}" has no such value; it has ${membersOf(sources.get(reference.root))}`);
}

function membersOf(view: SchemaView | undefined): string {
  const root = view?.root;
  const properties = typeof root === 'object' ? Object.keys((root.schema['properties'] ?? {}) as JsonObject) : [];
  return properties.length === 0 ? 'no members' : properties.slice(0, 15).join(', ');
}

function kindsOf(source: string, sources: ReadonlyMap<string, SchemaView>): ReadonlySet<JsonKind> | undefined {
  const reference = parseTemplate(source).whole;
  // A default may be of another kind: then nothing can be told.
  if (!reference || reference.fallback) return undefined;
  const view = sources.get(reference.root);
  const place = placeOf(reference, sources);
  const kinds = view && typeof place === 'object' ? view.kinds(place.schema) : undefined;
  // A null that does not fit is told when the node runs: most fields may be null and are not.
  return kinds && new Set([...kinds].filter((kind) => kind !== 'null' || kinds.size === 1));
}
