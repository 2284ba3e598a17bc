import { z } from 'zod';

const Text = z.string().nullish();
export const Wire = z.object({
  id: z.string(),
  name: Text,
  mimeType: Text,
  description: Text,
  parents: z.array(z.string()).nullish(),
  size: Text,
  createdTime: Text,
  modifiedTime: Text,
  webViewLink: Text,
  trashed: z.boolean().nullish(),
});
/** The members of `Wire`; Drive answers only what is asked for. */
export const FIELDS = Object.keys(Wire.shape).join(',');

export const File = z.object({
  id: z.string(),
  name: z.string().optional(),
  mimeType: z.string().optional(),
  description: z.string().optional(),
  folderId: z.string().optional(),
  sizeBytes: z.int().optional(),
  createdAt: z.string().optional(),
  updatedAt: z.string().optional(),
  url: z.string().optional(),
  trashed: z.boolean(),
});
export const toFile = (f: z.output<typeof Wire>) => ({
  id: f.id,
  name: f.name ?? undefined,
  mimeType: f.mimeType ?? undefined,
  description: f.description ?? undefined,
  folderId: f.parents?.[0],
  sizeBytes: f.size === null || f.size === undefined ? undefined : Number(f.size),
  createdAt: f.createdTime ?? undefined,
  updatedAt: f.modifiedTime ?? undefined,
  url: f.webViewLink ?? undefined,
  trashed: f.trashed ?? false,
});
