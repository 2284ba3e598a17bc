/** The fields every contact has, spelled as users spell them in field mappings and templates. */
export const CONTACT_FIELDS = [
  'firstname',
  'lastname',
  'email',
  'phone_number',
  'company',
  'st_address',
  'city',
  'state',
  'zip',
  'country',
] as const;
export type ContactField = (typeof CONTACT_FIELDS)[number];

export function isContactField(name: string): name is ContactField {
  return (CONTACT_FIELDS as readonly string[]).includes(name);
}

const CUSTOM_TARGET = /^customFields\.([A-Za-z0-9_][A-Za-z0-9_ -]{0,98})$/;

/** The custom field a mapping target such as `customFields.score` names; undefined for anything else. */
export function customFieldOfTarget(target: string): string | undefined {
  const name = CUSTOM_TARGET.exec(target)?.[1];
  return name === '__proto__' ? undefined : name;
}

/** Whether a field mapping may write there: a system field, or `customFields.<name>`. */
export function isContactTarget(target: string): boolean {
  return isContactField(target) || customFieldOfTarget(target) !== undefined;
}
