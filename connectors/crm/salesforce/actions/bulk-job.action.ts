import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { toCsv } from './csv.js';
import { FieldName, ObjectName, RecordId } from './record-fields.js';

const Wire = z.object({
  id: z.string(),
  object: z.string(),
  operation: z.string(),
  state: z.string(),
  numberRecordsProcessed: z.number().nullish(),
  numberRecordsFailed: z.number().nullish(),
  errorMessage: z.string().nullish(),
});
const Job = z.object({
  id: z.string(),
  object: z.string(),
  operation: z.string(),
  state: z.string().describe('Open, UploadComplete, InProgress, JobComplete, Failed or Aborted'),
  processed: z.number().optional(),
  failed: z.number().optional(),
  error: z.string().optional(),
});
const toJob = (job: z.output<typeof Wire>) => ({
  id: job.id,
  object: job.object,
  operation: job.operation,
  state: job.state,
  processed: job.numberRecordsProcessed ?? undefined,
  failed: job.numberRecordsFailed ?? undefined,
  error: job.errorMessage ?? undefined,
});
const Row = z.record(FieldName, z.union([z.string(), z.number(), z.boolean(), z.null()]));

const create = defineAction({
  key: 'bulk_job.create',
  title: 'Start bulk job',
  description: 'Inserts, updates, upserts or deletes many records in the background; ask bulk_job.get how it goes.',
  effect: 'create',
  input: z
    .object({
      object: ObjectName,
      operation: z.enum(['insert', 'update', 'upsert', 'delete', 'hardDelete']),
      externalIdField: FieldName.describe('For upsert').optional(),
      records: z.array(Row).min(1).max(50_000).describe('Updates and deletes need Id'),
    })
    .refine((i) => (i.operation === 'upsert') === (i.externalIdField !== undefined), {
      error: 'Is needed by upsert, and by upsert only',
      path: ['externalIdField'],
    }),
  output: Job,
  async run({ input, http }) {
    // https://developer.salesforce.com/docs/platform/api-asynch/guide/create-job.html
    const { id } = await http.post('/data/v64.0/jobs/ingest', {
      json: {
        object: input.object,
        operation: input.operation,
        externalIdFieldName: input.externalIdField,
        contentType: 'CSV',
        lineEnding: 'LF',
      },
      expect: Wire.pick({ id: true }),
    });
    // https://developer.salesforce.com/docs/platform/api-asynch/guide/upload-job-data.html (at most 150 MB as base64)
    await http.put(path`/data/v64.0/jobs/ingest/${id}/batches`, {
      raw: { contentType: 'text/csv', content: toCsv(input.records) },
      once: true, // a job takes its data once
    });
    // https://developer.salesforce.com/docs/platform/api-asynch/guide/close-job.html
    return toJob(await http.patch(path`/data/v64.0/jobs/ingest/${id}`, { json: { state: 'UploadComplete' }, expect: Wire }));
  },
});

const get = defineAction({
  key: 'bulk_job.get',
  title: 'Get bulk job',
  effect: 'read',
  input: z.object({ id: RecordId }),
  output: Job,
  async run({ input, http }) {
    // https://developer.salesforce.com/docs/platform/api-asynch/guide/get-job-info.html
    return toJob(await http.get(path`/data/v64.0/jobs/ingest/${input.id}`, { expect: Wire }));
  },
});

const abort = defineAction({
  key: 'bulk_job.abort',
  title: 'Abort bulk job',
  description: 'Records already processed stay as they are.',
  effect: 'update',
  input: z.object({ id: RecordId }),
  output: Job,
  async run({ input, http }) {
    // https://developer.salesforce.com/docs/platform/api-asynch/guide/close-or-abort-a-job.html
    return toJob(await http.patch(path`/data/v64.0/jobs/ingest/${input.id}`, { json: { state: 'Aborted' }, expect: Wire }));
  },
});

const results = defineAction({
  key: 'bulk_job.results',
  title: 'Get results of bulk job',
  description: 'CSV with sf__Id and sf__Created or sf__Error before the columns that were sent.',
  effect: 'read',
  input: z.object({ id: RecordId, which: z.enum(['successfulResults', 'failedResults', 'unprocessedrecords']).default('failedResults') }),
  output: z.object({ csv: z.string() }),
  async run({ input, http }) {
    // https://developer.salesforce.com/docs/platform/api-asynch/guide/get-job-failed-results.html
    const { body } = await http.send('GET', path`/data/v64.0/jobs/ingest/${input.id}/${input.which}`, { headers: { accept: 'text/csv' } });
    return { csv: typeof body === 'string' ? body : '' };
  },
});

export const bulkJobActions = [create, get, abort, results];
