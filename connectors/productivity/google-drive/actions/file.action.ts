import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { FIELDS, File, toFile, Wire } from './drive-file.js';

const ONE = { supportsAllDrives: true, fields: FIELDS };
const Id = z.string().min(1);
const FOLDER = 'application/vnd.google-apps.folder';

const list = defineAction({
  key: 'file.list',
  title: 'Find files',
  description: 'All files, or those of a folder or a search.',
  effect: 'read',
  input: z.object({
    folderId: z
      .string()
      .regex(/^[A-Za-z0-9_-]+$/)
      .optional(),
    query: z.string().optional().describe("Drive's search language: name contains 'plan' and mimeType = 'application/pdf'"),
    orderBy: z.enum(['name', 'createdTime desc', 'modifiedTime desc', 'folder,name']).optional(),
    max: z.int().positive().max(5_000).default(100),
  }),
  output: z.array(File),
  async run({ input, http }) {
    const terms = [input.folderId && `'${input.folderId}' in parents`, input.query && `(${input.query})`].filter(Boolean);
    // https://developers.google.com/workspace/drive/api/reference/rest/v3/files/list
    const files = await http.all('/files', {
      query: {
        q: [...terms, 'trashed = false'].join(' and '),
        orderBy: input.orderBy,
        fields: `nextPageToken,files(${FIELDS})`,
        supportsAllDrives: true,
        includeItemsFromAllDrives: true,
      },
      expect: z.object({ files: z.array(Wire), nextPageToken: z.string().nullish() }),
      items: (page) => page.files,
      max: input.max,
      pageSize: { param: 'pageSize', max: 1_000 },
      next: (page) => page.nextPageToken && { pageToken: page.nextPageToken },
    });
    return files.map(toFile);
  },
});

const get = defineAction({
  key: 'file.get',
  title: 'Get file facts',
  effect: 'read',
  input: z.object({ id: Id }),
  output: File,
  async run({ input, http }) {
    // https://developers.google.com/workspace/drive/api/reference/rest/v3/files/get
    return toFile(await http.get(path`/files/${input.id}`, { query: ONE, expect: Wire }));
  },
});

const Content = z.object({ contentType: z.string(), base64: z.string(), bytes: z.int() });

const download = defineAction({
  key: 'file.download',
  title: 'Download file',
  effect: 'read',
  input: z.object({ id: Id }),
  output: Content,
  async run({ input, http }) {
    // https://developers.google.com/workspace/drive/api/guides/manage-downloads
    return http.download(path`/files/${input.id}`, { query: { alt: 'media', supportsAllDrives: true } });
  },
});

const exportAs = defineAction({
  key: 'file.export',
  title: 'Export Google document',
  effect: 'read',
  input: z.object({ id: Id, mimeType: z.string().min(3).default('application/pdf').describe('Such as text/csv') }),
  output: Content,
  async run({ input, http }) {
    // https://developers.google.com/workspace/drive/api/reference/rest/v3/files/export
    return http.download(path`/files/${input.id}/export`, { query: { mimeType: input.mimeType } });
  },
});

const upload = defineAction({
  key: 'file.upload',
  title: 'Upload file',
  effect: 'create',
  input: z.object({
    name: z.string().min(1),
    base64: z.base64(),
    contentType: z
      .string()
      .regex(/^[\w.+-]+\/[\w.+-]+$/)
      .default('application/octet-stream'),
    folderId: z.string().optional(),
    description: z.string().optional(),
  }),
  output: File,
  async run({ input, http }) {
    const facts = {
      name: input.name,
      description: input.description,
      parents: input.folderId === undefined ? undefined : [input.folderId],
    };
    // https://developers.google.com/workspace/drive/api/guides/manage-uploads#multipart
    const file = await http.post('/files', {
      host: 'upload',
      query: { uploadType: 'multipart', ...ONE },
      multipart: {
        subtype: 'related',
        parts: [
          { contentType: 'application/json', content: JSON.stringify(facts) },
          { contentType: input.contentType, content: Buffer.from(input.base64, 'base64') },
        ],
      },
      expect: Wire,
    });
    return toFile(file);
  },
});

const createFolder = defineAction({
  key: 'folder.create',
  title: 'Create folder',
  effect: 'create',
  input: z.object({ name: z.string().min(1), folderId: z.string().optional().describe('Folder it goes into') }),
  output: File,
  async run({ input, http }) {
    const json = { name: input.name, mimeType: FOLDER, parents: input.folderId === undefined ? undefined : [input.folderId] };
    // https://developers.google.com/workspace/drive/api/guides/folder#create
    return toFile(await http.post('/files', { query: ONE, json, expect: Wire }));
  },
});

const update = defineAction({
  key: 'file.update',
  title: 'Rename or move file',
  effect: 'update',
  input: z.object({
    id: Id,
    name: z.string().min(1).optional(),
    description: z.string().optional(),
    trashed: z.boolean().optional(),
    toFolderId: z.string().optional(),
    fromFolderId: z.string().optional().describe('Folder it leaves; needed to move'),
  }),
  output: File,
  async run({ input, http }) {
    // https://developers.google.com/workspace/drive/api/reference/rest/v3/files/update
    const file = await http.patch(path`/files/${input.id}`, {
      query: { ...ONE, addParents: input.toFolderId, removeParents: input.fromFolderId },
      json: { name: input.name, description: input.description, trashed: input.trashed },
      expect: Wire,
    });
    return toFile(file);
  },
});

const copy = defineAction({
  key: 'file.copy',
  title: 'Copy file',
  effect: 'create',
  input: z.object({ id: Id, name: z.string().min(1).optional(), folderId: z.string().optional() }),
  output: File,
  async run({ input, http }) {
    const json = { name: input.name, parents: input.folderId === undefined ? undefined : [input.folderId] };
    // https://developers.google.com/workspace/drive/api/reference/rest/v3/files/copy
    return toFile(await http.post(path`/files/${input.id}/copy`, { query: ONE, json, expect: Wire }));
  },
});

const remove = defineAction({
  key: 'file.delete',
  title: 'Delete file for good',
  description: 'Past the trash; a folder goes with all that is in it.',
  effect: 'delete',
  input: z.object({ id: Id }),
  output: z.object({ id: z.string(), deleted: z.literal(true) }),
  async run({ input, http }) {
    // https://developers.google.com/workspace/drive/api/reference/rest/v3/files/delete
    await http.delete(path`/files/${input.id}`, { query: { supportsAllDrives: true } });
    return { id: input.id, deleted: true as const };
  },
});

export const fileActions = [list, get, download, exportAs, upload, createFolder, update, copy, remove];
