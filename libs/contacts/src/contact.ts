import { isJsonObject, type ContactId, type JsonObject, type JsonValue } from '@patchbay/kernel';

/** The fields every contact has, spelled as users spell them in field mappings and templates. */
export const CONTACT_FIELDS = [
  'firstname', 'lastname', 'email', 'phone_number', 'company', 'st_address', 'city', 'state', 'zip', 'country',
] as const;
export type ContactField = (typeof CONTACT_FIELDS)[number];

export function isContactField(name: string): name is ContactField {
  return (CONTACT_FIELDS as readonly string[]).includes(name);
}

const CUSTOM_TARGET = /^customFields\.([A-Za-z0-9_][A-Za-z0-9_ -]{0,98})$/;

/** The custom field a mapping target such as `customFields.score` names; undefined for anything else. */
export function customFieldOfTarget(target: string): string | undefined {
  const name = CUSTOM_TARGET.exec(target)?.[1];
  return name === undefined || name === '__proto__' ? undefined : name;
}

/** Whether a field mapping may write there: a system field, or `customFields.<name>`. */
export function isContactTarget(target: string): boolean {
  return isContactField(target) || customFieldOfTarget(target) !== undefined;
}

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
