import { defineSimulator, flag, lettered, list, object, Reply, text, without, type Call, type Row } from '@patchbay/simulator';
import googleDrive from './google-drive.connector.js';

const V = '/drive/v3';
const ROOT = 'root';
const DOCUMENT = 'application/vnd.google-apps.document';
const file = (name: string, mimeType: string, more: Row = {}): Row => ({
  name,
  mimeType,
  description: null,
  parents: [ROOT],
  createdTime: '2026-01-12T09:30:00.000Z',
  modifiedTime: '2026-01-12T09:30:00.000Z',
  webViewLink: 'https://drive.google.example/file',
  trashed: false,
  ...more,
});
const shown = (row: Row): Row => without(row, 'content');

function insert(call: Call, fields: Row): Row {
  const parents = fields['parents'] ?? [ROOT];
  for (const parent of list(parents)) if (parent !== ROOT) call.one('files', parent, 'notFound');
  return call
    .table('files')
    .insert({ ...file('Untitled', 'application/octet-stream'), ...fields, parents, createdTime: call.now, modifiedTime: call.now });
}

/** multipart/related: facts as JSON, then the content. */
function upload(call: Call): Row {
  const boundary = /boundary="?([^";]+)/.exec(call.headers['content-type'] ?? '')?.[1] ?? '';
  const parts = partsOf(call.bytes, `--${boundary}`);
  const [facts, content] = parts;
  if (!facts || !content) throw call.fail(400, 'Malformed multipart body.', 'badRequest');
  const mimeType = /content-type:\s*([^\r\n]+)/i.exec(content.head)?.[1]?.trim() ?? 'application/octet-stream';
  const fields = object(JSON.parse(facts.body.toString('utf8')));
  return shown(insert(call, { mimeType, ...fields, size: String(content.body.length), content: content.body.toString('base64') }));
}

function partsOf(bytes: Buffer, mark: string): { head: string; body: Buffer }[] {
  const parts: { head: string; body: Buffer }[] = [];
  for (let from = bytes.indexOf(mark); from >= 0;) {
    const to = bytes.indexOf(mark, from + mark.length);
    if (to < 0) break;
    const part = bytes.subarray(from + mark.length + 2, to - 2);
    const end = part.indexOf('\r\n\r\n');
    parts.push({ head: part.subarray(0, Math.max(0, end)).toString(), body: part.subarray(end + 4) });
    from = to;
  }
  return parts;
}

/** `'id' in parents and name contains 'plan' and trashed = false`, all of them. */
function fitting(query: string): (row: Row) => boolean {
  const parents = [...query.matchAll(/'([^']+)' in parents/g)].map(([, id]) => id);
  const texts = [...query.matchAll(/(name|mimeType|fullText)\s*(contains|!=|=)\s*'((?:[^'\\]|\\.)*)'/g)];
  const trashed = /trashed\s*=\s*(true|false)/.exec(query)?.[1];
  return (row) =>
    parents.every((id) => list(row['parents']).includes(id)) &&
    (trashed === undefined || row['trashed'] === (trashed === 'true')) &&
    texts.every(([, name = '', how = '', value = '']) => {
      const has = text(row[name === 'fullText' ? 'name' : name]).toLowerCase();
      const wanted = value.replace(/\\(.)/g, '$1').toLowerCase();
      if (how === 'contains') return has.includes(wanted);
      return (has === wanted) === (how === '=');
    });
}

function files(call: Call): Row {
  const found = call.table('files').where(fitting(text(call.query.get('q'))));
  const [field = '', direction] = text(call.query.get('orderBy')).split(',').at(-1)?.split(' ') ?? [];
  if (field !== '') found.sort((a, b) => text(a[field]).localeCompare(text(b[field])) * (direction === 'desc' ? -1 : 1));
  const { rows: page, next } = call.page(found, { size: 'pageSize', cursor: 'pageToken', usual: 100, most: 1_000 });
  return { files: page.map(shown), ...(next ? { nextPageToken: next.cursor } : {}) };
}

const fileOf = (call: Call): Row => call.one('files', undefined, 'notFound');

function get(call: Call): unknown {
  const row = fileOf(call);
  if (call.query.get('alt') !== 'media') return shown(row);
  if (text(row['mimeType']).startsWith('application/vnd.google-apps.'))
    throw call.fail(403, 'Only files with binary content can be downloaded. Use Export with Docs Editors files.', 'fileNotDownloadable');
  return new Reply(200, Buffer.from(text(row['content']), 'base64'), { 'content-type': text(row['mimeType']) });
}

function exported(call: Call): Reply {
  const row = fileOf(call);
  if (row['mimeType'] !== DOCUMENT) throw call.fail(403, 'Export only supports Docs Editors files.', 'fileNotExportable');
  return new Reply(200, Buffer.from(text(row['content']), 'base64'), { 'content-type': text(call.query.get('mimeType')) });
}

function update(call: Call): Row {
  const row = fileOf(call);
  const leaving = call.query.get('removeParents')?.split(',') ?? [];
  const joining = call.query.get('addParents')?.split(',') ?? [];
  const parents = [...list(row['parents']).filter((id) => !leaving.includes(text(id))), ...joining];
  return shown(call.update('files', { ...call.body, parents, modifiedTime: call.now }));
}

const permissionsOf = (call: Call, fileId: unknown) => call.table('permissions').where((row) => row['fileId'] === fileId);

/** https://developers.google.com/workspace/drive/api/reference/rest/v3 */
export default defineSimulator({
  connector: googleDrive,
  failure: ({ status, code, message }) => {
    const reason = code ?? { 401: 'authError', 404: 'notFound', 429: 'rateLimitExceeded' }[status] ?? 'backendError';
    return { error: { code: status, message, errors: [{ domain: 'global', reason, message }] } };
  },
  tables: {
    files: {
      mint: lettered('1', 32),
      seed: [
        file('Drawings', 'application/vnd.google-apps.folder', { id: '1SimulatedFolderDrawings0000000001' }),
        file('Notes on the engine', DOCUMENT, {
          id: '1SimulatedDocumentNotes00000000002',
          content: Buffer.from('Note G').toString('base64'),
        }),
      ],
    },
    permissions: { mint: lettered('', 20, 'lower') },
  },
  routes: {
    [`GET ${V}/about`]: () => ({ user: { emailAddress: 'ada@engines.example', displayName: 'Ada Lovelace' } }),
    [`POST /upload${V}/files`]: upload,
    [`GET ${V}/files`]: files,
    [`POST ${V}/files`]: (call) => shown(insert(call, call.body)),
    [`GET ${V}/files/:id`]: get,
    [`PATCH ${V}/files/:id`]: update,
    [`DELETE ${V}/files/:id`]: (call) => void call.remove('files', fileOf(call)['id']),
    [`GET ${V}/files/:id/export`]: exported,
    [`POST ${V}/files/:id/copy`]: (call) => {
      const row = fileOf(call);
      return shown(insert(call, { ...without(row, 'id'), name: `Copy of ${text(row['name'])}`, ...call.body }));
    },
    [`GET ${V}/files/:id/permissions`]: (call) => {
      const { rows: permissions, next } = call.page(permissionsOf(call, fileOf(call)['id']), { size: 'pageSize', cursor: 'pageToken' });
      return { permissions, ...(next ? { nextPageToken: next.cursor } : {}) };
    },
    [`POST ${V}/files/:id/permissions`]: (call) => {
      const { type, emailAddress } = call.body;
      if ((type === 'user' || type === 'group') && !flag(emailAddress !== undefined))
        throw call.fail(400, 'emailAddress is required', 'required');
      return call.table('permissions').insert({ ...call.body, fileId: fileOf(call)['id'] });
    },
    [`DELETE ${V}/files/:id/permissions/:permission`]: (call) => void call.remove('permissions', call.params['permission']),
  },
});
