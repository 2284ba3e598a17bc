import { z } from 'zod';

/** API name of a module: `Leads`, `Contacts`, `Deals`, `Custom_Module`. */
export const Module = z
  .string()
  .regex(/^[A-Za-z]\w{0,79}$/)
  .describe('API name of the module, such as Leads, Contacts, Accounts or Deals');
export const FieldName = z.string().regex(/^[A-Za-z$][\w.$]{0,79}$/);
export const RecordId = z.string().regex(/^\d{1,25}$/);
export const FieldNames = z.array(FieldName).min(1).max(50);
export const Fields = z.record(FieldName, z.unknown()).describe('Values by the API name of the field; look-ups as { "id": "…" }');
export const Trigger = z
  .array(z.enum(['approval', 'workflow', 'blueprint', 'pathfinder', 'orchestration']))
  .describe('What the change sets off: an empty list nothing, left out everything')
  .optional();
export const Max = z.int().positive().max(10_000).default(200).describe('At most this many are read');

export const Wire = z.looseObject({ id: z.string() });
export const Page = z
  .object({
    data: z.array(Wire).nullish(),
    info: z.object({ more_records: z.boolean().nullish(), next_page_token: z.string().nullish() }).nullish(),
  })
  .optional(); // 204 when there is nothing
export const Record = z.object({ id: z.string(), fields: z.record(z.string(), z.unknown()) });
export const toRecord = ({ id, ...fields }: z.output<typeof Wire>) => ({ id, fields });

/** Result of one record in a write. */
export const Result = z.object({
  code: z.string(),
  status: z.string(),
  message: z.string().nullish(),
  action: z.string().nullish(),
  details: z.object({ id: z.string().nullish() }).nullish(),
});
const Done = Result.extend({ details: z.object({ id: z.string() }) });
/** Answer to the write of a single record; a failed one is an error before it is read. */
export const One = z.object({ data: z.tuple([Done]) });
