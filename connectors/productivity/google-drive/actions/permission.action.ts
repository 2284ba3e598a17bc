import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';

const Text = z.string().nullish();
const Wire = z.object({ id: z.string(), type: Text, role: Text, emailAddress: Text, domain: Text });
const FIELDS = Object.keys(Wire.shape).join(',');
const Permission = z.object({
  id: z.string(),
  type: z.string().optional(),
  role: z.string().optional(),
  email: z.string().optional(),
  domain: z.string().optional(),
});
const toPermission = (p: z.output<typeof Wire>) => ({
  id: p.id,
  type: p.type ?? undefined,
  role: p.role ?? undefined,
  email: p.emailAddress ?? undefined,
  domain: p.domain ?? undefined,
});

const create = defineAction({
  key: 'permission.create',
  title: 'Share file',
  effect: 'create',
  input: z.object({
    fileId: z.string().min(1),
    type: z.enum(['user', 'group', 'domain', 'anyone']).default('user'),
    role: z.enum(['reader', 'commenter', 'writer', 'fileOrganizer', 'organizer']).default('reader'),
    email: z.email().optional().describe('For a user or group'),
    domain: z.string().optional(),
    notify: z.boolean().optional().describe('Send an e-mail to the user or group'),
    message: z.string().optional(),
  }),
  output: Permission,
  async run({ input, http }) {
    // https://developers.google.com/workspace/drive/api/reference/rest/v3/permissions/create
    const permission = await http.post(path`/files/${input.fileId}/permissions`, {
      query: { supportsAllDrives: true, fields: FIELDS, sendNotificationEmail: input.notify, emailMessage: input.message },
      json: { type: input.type, role: input.role, emailAddress: input.email, domain: input.domain },
      expect: Wire,
    });
    return toPermission(permission);
  },
});

const list = defineAction({
  key: 'permission.list',
  title: 'List who may see a file',
  effect: 'read',
  input: z.object({ fileId: z.string().min(1), max: z.int().positive().max(1_000).default(100) }),
  output: z.array(Permission),
  async run({ input, http }) {
    // https://developers.google.com/workspace/drive/api/reference/rest/v3/permissions/list
    const permissions = await http.all(path`/files/${input.fileId}/permissions`, {
      query: { supportsAllDrives: true, fields: `nextPageToken,permissions(${FIELDS})` },
      expect: z.object({ permissions: z.array(Wire), nextPageToken: Text }),
      items: (page) => page.permissions,
      max: input.max,
      pageSize: { param: 'pageSize', max: 100 },
      next: (page) => page.nextPageToken && { pageToken: page.nextPageToken },
    });
    return permissions.map(toPermission);
  },
});

const remove = defineAction({
  key: 'permission.delete',
  title: 'Stop sharing',
  effect: 'delete',
  input: z.object({ fileId: z.string().min(1), id: z.string().min(1) }),
  output: z.object({ id: z.string(), deleted: z.literal(true) }),
  async run({ input, http }) {
    // https://developers.google.com/workspace/drive/api/reference/rest/v3/permissions/delete
    await http.delete(path`/files/${input.fileId}/permissions/${input.id}`, { query: { supportsAllDrives: true } });
    return { id: input.id, deleted: true as const };
  },
});

export const permissionActions = [create, list, remove];
