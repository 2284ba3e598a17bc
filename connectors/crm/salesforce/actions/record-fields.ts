import { z } from 'zod';

/** API name of an object: `Contact`, `Invoice__c`, `ns__Invoice__c`. */
export const ObjectName = z
  .string()
  .regex(/^[A-Za-z]\w{0,79}$/)
  .describe('API name of the object, such as Contact or Invoice__c');
export const FieldName = z.string().regex(/^[A-Za-z][\w.]{0,254}$/);
/** 15 letters and digits, or 18 with the checksum. */
export const RecordId = z.string().regex(/^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/);
export const Fields = z.record(FieldName, z.unknown()).describe('Values by the API name of the field; null clears one');

/** A record as Salesforce answers it: its fields, and `attributes` that say what it is. */
export const Wire = z.looseObject({ attributes: z.object({ type: z.string() }) });
export const Record = z.object({ object: z.string(), fields: z.record(z.string(), z.unknown()) });
export function toRecord({ attributes, ...fields }: z.output<typeof Wire>) {
  return { object: attributes.type, fields };
}

/** Answer to a write. */
export const Saved = z.object({ id: z.string() });
