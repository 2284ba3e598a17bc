import { isJsonObject, type ContactField, type ContactId, type JsonObject, type JsonValue } from '@patchbay/kernel';

/** One raw answer of a connector, kept with the contact it was fetched for. */
export interface ConnectorResponse {
  readonly connector: string;
  readonly executionId: string;
  /** ISO-8601 UTC. */
  readonly at: string;
  readonly response: JsonValue;
  /** True when `response` is only the beginning of the answer's JSON text. */
  readonly truncated?: boolean;
}

/** A person of a workspace as answered outside. A field without a value is null. */
export type Contact = Readonly<Record<ContactField, string | null>> & {
  readonly id: ContactId;
  readonly customFields: JsonObject;
  /** Written by the platform only. `connectorResponses`: newest first. */
  readonly metadata: JsonObject;
  readonly createdAt: string;
  readonly updatedAt: string;
};

/** Values to set; null empties a field. Absent: untouched. A null inside `customFields` removes that custom field. */
export type ContactChange = Partial<Readonly<Record<ContactField, string | null>>> & { readonly customFields?: JsonObject };

/** Custom fields after a change: members are replaced one by one, null removes. */
export function mergeCustomFields(stored: JsonObject, change: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries({ ...stored, ...change }).filter(([, value]) => value !== null));
}

/** How deep a JSON value nests: 0 for a scalar. Stops counting above `limit`. */
export function depthOf(value: unknown, limit: number): number {
  if (limit < 0 || typeof value !== 'object' || value === null) return 0;
  const members = Array.isArray(value) ? value : isJsonObject(value) ? Object.values(value) : [];
  let deepest = 0;
  for (const member of members) deepest = Math.max(deepest, depthOf(member, limit - 1));
  return deepest + 1;
}
