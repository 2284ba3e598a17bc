import { createHash } from 'node:crypto';
import {
  defineSimulator,
  flag,
  list,
  mentions,
  numbered,
  object,
  Reply,
  rows,
  text,
  type Call,
  type PageAsk,
  type Row,
} from '@patchbay/simulator';
import github from './github.connector.js';

const OWNER = 'engines';
const ADA = { login: 'ada', id: 1, type: 'User' };
const AT = '2026-01-12T09:30:00Z';
const sha = (content: string): string => createHash('sha1').update(content).digest('hex');
const repository = (id: number, name: string, more: Row = {}): Row => ({
  id,
  name,
  full_name: `${OWNER}/${name}`,
  owner: { login: OWNER },
  private: false,
  description: null,
  default_branch: 'main',
  html_url: `https://github.com/${OWNER}/${name}`,
  ...more,
});

/** Pages are told in the Link header: https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api */
function paged(call: Call, found: readonly Row[], wrap: (page: Row[]) => unknown = (page) => page): Reply {
  const ask: PageAsk = { size: 'per_page', page: 'page', usual: 30, most: 100, tells: true };
  const { rows: page, next } = call.page(found, ask);
  return new Reply(200, wrap(page), next ? { link: `<${call.addressWith({ page: next.page })}>; rel="next"` } : {});
}

function repo(call: Call): Row {
  const name = `${call.params['owner']}/${call.params['repo']}`.toLowerCase();
  const found = call.table('repositories').find((row) => text(row['full_name']).toLowerCase() === name);
  if (!found) throw call.fail(404, 'Not Found');
  return found;
}

/** Issues and pull requests count together. */
function numberOf(call: Call, id: unknown): number {
  return ['issues', 'pulls'].flatMap((table) => call.table(table).where((row) => row['repository'] === id)).length + 1;
}

function one(call: Call, table: string): Row {
  const { id } = repo(call);
  const found = call.table(table).find((row) => row['repository'] === id && text(row['number']) === call.params['number']);
  if (!found) throw call.fail(404, 'Not Found');
  return found;
}

const address = (call: Call, kind: string, number: number) =>
  `https://github.com/${call.params['owner']}/${call.params['repo']}/${kind}/${number}`;

function issueFields({ labels, assignees, state, state_reason: reason, title, body }: Row): Row {
  return {
    title,
    body,
    state,
    state_reason: reason,
    ...(labels === undefined ? {} : { labels: list(labels).map((name) => ({ name })) }),
    ...(assignees === undefined ? {} : { assignees: list(assignees).map((login) => ({ login })) }),
  };
}

function createIssue(call: Call): unknown {
  const { id } = repo(call);
  if (!call.body['title']) throw call.fail(422, 'Validation Failed', 'missing_field');
  const number = numberOf(call, id);
  const stamps = { created_at: call.now, updated_at: call.now };
  const row = { body: null, labels: [], assignees: [], ...issueFields(call.body), state: 'open', user: ADA, ...stamps };
  return call.created(call.table('issues').insert({ ...row, repository: id, number, html_url: address(call, 'issues', number) }));
}

function issues(call: Call): Reply {
  const { id } = repo(call);
  const { state = 'open', labels, assignee, since } = Object.fromEntries(call.query);
  const fits = (row: Row): boolean =>
    row['repository'] === id &&
    (state === 'all' || row['state'] === state) &&
    (labels === undefined || labels.split(',').every((name) => rows(row['labels']).some((label) => label['name'] === name))) &&
    (assignee === undefined || rows(row['assignees']).some(({ login }) => login === assignee)) &&
    (since === undefined || text(row['updated_at']) >= since);
  return paged(call, call.table('issues').where(fits).reverse());
}

/** `repo:a/b is:open label:bug words`. */
function searchIssues(call: Call): Reply {
  const words = text(call.query.get('q')).split(/\s+/).filter(Boolean);
  const fits =
    (row: Row) =>
    (word: string): boolean => {
      const [, name = '', value = ''] = /^(repo|is|state|label|author|assignee):(.+)$/.exec(word) ?? [];
      if (name === 'repo') return text(call.table('repositories').get(row['repository'])?.['full_name']) === value;
      if (name === 'is' || name === 'state') return value === 'issue' || row['state'] === value;
      if (name === 'label') return rows(row['labels']).some((label) => label['name'] === value);
      if (name === 'author') return object(row['user'])['login'] === value;
      if (name === 'assignee') return rows(row['assignees']).some(({ login }) => login === value);
      return mentions([row['title'], row['body']], word);
    };
  const found = call.table('issues').where((row) => words.every(fits(row)));
  return paged(call, found, (items) => ({ total_count: found.length, incomplete_results: false, items }));
}

function createPull(call: Call): unknown {
  const { id } = repo(call);
  const { title, head, base, body, draft } = call.body;
  const open = call
    .table('pulls')
    .find((row) => row['state'] === 'open' && object(row['head'])['ref'] === head && row['repository'] === id);
  if (open) throw call.fail(422, `A pull request already exists for ${OWNER}:${text(head)}.`, 'custom');
  const number = numberOf(call, id);
  return call.created(
    call.table('pulls').insert({
      repository: id,
      number,
      title,
      body: body ?? null,
      state: 'open',
      draft: flag(draft),
      merged_at: null,
      html_url: address(call, 'pull', number),
      user: ADA,
      head: { ref: head, sha: sha(text(head)) },
      base: { ref: base, sha: sha(text(base)) },
    }),
  );
}

function pulls(call: Call): Reply {
  const { id } = repo(call);
  const { state = 'open', base, head } = Object.fromEntries(call.query);
  const fits = (row: Row): boolean =>
    row['repository'] === id &&
    (state === 'all' || row['state'] === state) &&
    (base === undefined || object(row['base'])['ref'] === base) &&
    (head === undefined || head.split(':').at(-1) === object(row['head'])['ref']);
  return paged(call, call.table('pulls').where(fits).reverse());
}

function merge(call: Call): Row {
  const pull = one(call, 'pulls');
  const head = object(pull['head'])['sha'];
  if (pull['state'] !== 'open') throw call.fail(405, 'Pull Request is not mergeable');
  if (call.body['sha'] !== undefined && call.body['sha'] !== head)
    throw call.fail(409, 'Head branch was modified. Review and try the merge again.');
  const merged = sha(`${text(head)} merged`);
  call.update('pulls', { state: 'closed', merged_at: call.now }, pull['id']);
  commit(call, text(call.body['commit_title'], `Merge pull request #${text(pull['number'])}`), merged);
  return { merged: true, sha: merged, message: 'Pull Request successfully merged' };
}

function commit(call: Call, message: string, id: string, file = ''): void {
  const { id: repository } = repo(call);
  const author = { name: 'Ada Lovelace', date: call.now };
  call
    .table('commits')
    .insert({ repository, sha: id, html_url: `https://github.com/commit/${id}`, commit: { message, author }, author: ADA, file });
}

function commits(call: Call): Reply {
  const { id } = repo(call);
  const { path, since } = Object.fromEntries(call.query);
  const fits = (row: Row): boolean =>
    row['repository'] === id &&
    (path === undefined || row['file'] === path) &&
    (since === undefined || text(object(object(row['commit'])['author'])['date']) >= since);
  return paged(call, call.table('commits').where(fits).reverse());
}

const fileOf = (call: Call): Row | undefined => {
  const { id } = repo(call);
  return call.table('files').find((row) => row['repository'] === id && row['path'] === call.params['file']);
};

function writeFile(call: Call): unknown {
  const { message, content, sha: known } = call.body;
  const there = fileOf(call);
  if (there && known === undefined) throw call.fail(422, 'Invalid request. "sha" wasn\'t supplied.', 'missing_field');
  if (there && known !== there['sha']) throw call.fail(409, `${text(call.params['file'])} does not match ${text(known)}`);
  const path = text(call.params['file']);
  const file = {
    path,
    type: 'file',
    size: Buffer.from(text(content), 'base64').length,
    sha: sha(text(content)),
    content: text(content),
    encoding: 'base64',
  };
  if (there) call.table('files').update(there['id'], file);
  else call.table('files').insert({ ...file, repository: repo(call)['id'] });
  const id = sha(`${path} ${call.sequence()}`);
  commit(call, text(message), id, path);
  return new Reply(there ? 200 : 201, { content: file, commit: { sha: id, message } });
}

function release(call: Call): unknown {
  const { id: repository } = repo(call);
  const tag = text(call.body['tag_name']);
  if (call.table('releases').find((row) => row['repository'] === repository && row['tag_name'] === tag))
    throw call.fail(422, 'Validation Failed', 'already_exists');
  return call.created(call.table('releases').insert({ ...call.body, repository, html_url: `https://github.com/releases/${tag}` }));
}

const R = '/repos/:owner/:repo';

/** https://docs.github.com/en/rest */
export default defineSimulator({
  connector: github,
  oauth: { token: ({ access_token, scope }) => ({ access_token, token_type: 'bearer', scope: text(scope).replaceAll(' ', ',') }) },
  headers: (call) => ({ 'x-github-request-id': `SIM:${call.sequence()}` }),
  failure: ({ status, code, message }) => ({
    message: status === 401 ? 'Bad credentials' : message,
    ...(code === undefined ? {} : { errors: [{ code }] }),
    documentation_url: 'https://docs.github.com/rest',
    status: String(status),
  }),
  tables: {
    repositories: {
      mint: numbered(100),
      seed: [repository(1, 'difference-engine', { description: 'Engine no. 2' }), repository(2, 'notes', { private: true })],
    },
    issues: {
      mint: numbered(1_000),
      seed: [
        {
          repository: 1,
          number: 1,
          title: 'Carry lever sticks',
          body: 'In cold weather.',
          state: 'open',
          html_url: `https://github.com/${OWNER}/difference-engine/issues/1`,
          user: ADA,
          labels: [{ name: 'bug' }],
          assignees: [],
          created_at: AT,
          updated_at: AT,
        },
      ],
    },
    pulls: { mint: numbered(2_000) },
    comments: { mint: numbered(3_000) },
    releases: { mint: numbered(4_000) },
    commits: {
      mint: numbered(),
      seed: [
        {
          repository: 1,
          sha: sha('first'),
          html_url: 'https://github.com/commit/1',
          commit: { message: 'First drawing', author: { name: 'Charles', date: AT } },
          author: null,
        },
      ],
    },
    files: { mint: numbered() },
  },
  routes: {
    'GET /user': () => ({ ...ADA, name: 'Ada Lovelace' }),
    'GET /user/repos': (call) => {
      const visibility = call.query.get('visibility') ?? 'all';
      return paged(
        call,
        call.table('repositories').where((row) => visibility === 'all' || row['private'] === (visibility === 'private')),
      );
    },
    'GET /search/issues': searchIssues,
    [`GET ${R}`]: repo,
    [`GET ${R}/commits`]: commits,
    [`GET ${R}/contents/:file*`]: (call) => {
      const file = fileOf(call);
      if (!file) throw call.fail(404, 'Not Found');
      return file;
    },
    [`PUT ${R}/contents/:file*`]: writeFile,
    [`POST ${R}/issues`]: createIssue,
    [`GET ${R}/issues`]: issues,
    [`GET ${R}/issues/:number`]: (call) => one(call, 'issues'),
    [`PATCH ${R}/issues/:number`]: (call) =>
      call.update('issues', { ...issueFields(call.body), updated_at: call.now }, one(call, 'issues')['id']),
    [`POST ${R}/issues/:number/comments`]: (call) => {
      const { number, html_url } = one(call, 'issues');
      return call.created(call.table('comments').insert({ issue: number, body: call.body['body'], html_url: `${text(html_url)}#comment` }));
    },
    [`POST ${R}/pulls`]: createPull,
    [`GET ${R}/pulls`]: pulls,
    [`GET ${R}/pulls/:number`]: (call) => one(call, 'pulls'),
    [`PUT ${R}/pulls/:number/merge`]: merge,
    [`POST ${R}/releases`]: release,
    [`POST ${R}/actions/workflows/:workflow/dispatches`]: (call) => void repo(call),
  },
});
