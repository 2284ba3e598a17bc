import { defineAction, path, segments } from '@patchbay/connector-sdk';
import { z } from 'zod';

const Bucket = z.string().min(1).max(100);
const FilePath = z.string().min(1).max(1_024).describe('folder/name.png');

const upload = defineAction({
  key: 'file.upload',
  title: 'Upload a file',
  effect: 'create',
  input: z.object({
    bucket: Bucket,
    path: FilePath,
    contentBase64: z.base64(),
    contentType: z
      .string()
      .regex(/^[\w.+-]+\/[\w.+-]+(;[ ]?[\w.=-]+)?$/)
      .default('application/octet-stream'),
    replace: z.boolean().default(false).describe('Over a file of the same path'),
  }),
  output: z.object({ id: z.string().optional(), path: z.string() }),
  async run({ input, http }) {
    const raw = { contentType: input.contentType, content: Buffer.from(input.contentBase64, 'base64') };
    const expect = z.object({ Key: z.string(), Id: z.string().nullish() });
    const options = { raw, headers: { 'x-upsert': String(input.replace) }, expect };
    // https://supabase.com/docs/guides/storage/uploads/standard-uploads
    const stored = await http.post(path`/storage/v1/object/${input.bucket}/${segments(input.path)}`, options);
    return { id: stored.Id ?? undefined, path: stored.Key };
  },
});

const download = defineAction({
  key: 'file.download',
  title: 'Download a file',
  effect: 'read',
  input: z.object({ bucket: Bucket, path: FilePath }),
  output: z.object({ contentBase64: z.string(), contentType: z.string(), bytes: z.int() }),
  async run({ input, http }) {
    // https://supabase.com/docs/guides/storage/serving/downloads
    const file = await http.download(path`/storage/v1/object/authenticated/${input.bucket}/${segments(input.path)}`);
    return { contentBase64: file.base64, contentType: file.contentType, bytes: file.bytes };
  },
});

const Wire = z.object({
  name: z.string(),
  id: z.string().nullish(),
  created_at: z.string().nullish(),
  updated_at: z.string().nullish(),
  metadata: z.object({ size: z.number().nullish(), mimetype: z.string().nullish() }).nullish(),
});
const list = defineAction({
  key: 'file.list',
  title: 'List files of a folder',
  effect: 'read',
  input: z.object({
    bucket: Bucket,
    folder: z.string().max(1_024).default(''),
    search: z.string().max(200).optional(),
    max: z.int().positive().max(5_000).default(100).describe('At most this many are read'),
  }),
  output: z.array(
    z.object({
      name: z.string(),
      folder: z.boolean(),
      bytes: z.int().optional(),
      contentType: z.string().optional(),
      createdAt: z.string().optional(),
      updatedAt: z.string().optional(),
    }),
  ),
  async run({ input, http }) {
    // https://supabase.com/docs/reference/javascript/storage-from-list
    const files = await http.all(path`/storage/v1/object/list/${input.bucket}`, {
      json: { prefix: input.folder, search: input.search, sortBy: { column: 'name', order: 'asc' }, offset: 0 },
      pageSize: { param: 'limit', max: 1_000 },
      expect: z.array(Wire),
      items: (page) => page,
      next: (page, { total }) => page.length > 0 && { offset: total },
      max: input.max,
    });
    return files.map(({ name, id, created_at, updated_at, metadata }) => ({
      name,
      folder: !id,
      bytes: metadata?.size ?? undefined,
      contentType: metadata?.mimetype ?? undefined,
      createdAt: created_at ?? undefined,
      updatedAt: updated_at ?? undefined,
    }));
  },
});

const remove = defineAction({
  key: 'file.delete',
  title: 'Delete files',
  description: 'Answers the paths that were there.',
  effect: 'delete',
  input: z.object({ bucket: Bucket, paths: z.array(FilePath).min(1).max(1_000) }),
  output: z.object({ deleted: z.array(z.string()) }),
  async run({ input, http }) {
    const options = { json: { prefixes: input.paths }, expect: z.array(z.object({ name: z.string() })) };
    // https://supabase.com/docs/guides/storage/management/delete-objects
    const deleted = await http.delete(path`/storage/v1/object/${input.bucket}`, options);
    return { deleted: deleted.map(({ name }) => name) };
  },
});

const sign = defineAction({
  key: 'file.sign',
  title: 'Make a temporary link to a file',
  effect: 'create',
  input: z.object({ bucket: Bucket, path: FilePath, expiresInSeconds: z.int().positive().max(31_536_000).default(3_600) }),
  output: z.object({ url: z.string() }),
  async run({ input, http, account }) {
    const options = { json: { expiresIn: input.expiresInSeconds }, expect: z.object({ signedURL: z.string() }) };
    // https://supabase.com/docs/guides/storage/serving/downloads#signing-urls
    const { signedURL } = await http.post(path`/storage/v1/object/sign/${input.bucket}/${segments(input.path)}`, options);
    return { url: `${String(account['url']).replace(/\/$/, '')}/storage/v1${signedURL}` };
  },
});

const buckets = defineAction({
  key: 'bucket.list',
  title: 'List buckets',
  effect: 'read',
  input: z.object({}),
  output: z.array(z.object({ id: z.string(), name: z.string(), public: z.boolean() })),
  async run({ http }) {
    // https://supabase.com/docs/guides/storage/buckets/fundamentals
    return http.get('/storage/v1/bucket', { expect: z.array(z.object({ id: z.string(), name: z.string(), public: z.boolean() })) });
  },
});

export const fileActions = [upload, download, list, remove, sign, buckets];
