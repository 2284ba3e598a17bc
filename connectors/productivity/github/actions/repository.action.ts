import { z } from 'zod';
import { byLinkHeader, defineAction, path } from '@patchbay/connector-sdk';
import { Max, Repo, User } from './repository-name.js';

const Wire = z.object({
  id: z.number(),
  full_name: z.string(),
  private: z.boolean(),
  description: z.string().nullish(),
  default_branch: z.string().nullish(),
  html_url: z.string(),
});
const Repository = z.object({
  id: z.int(),
  fullName: z.string(),
  private: z.boolean(),
  description: z.string().optional(),
  defaultBranch: z.string().optional(),
  url: z.string(),
});
const toRepository = (r: z.output<typeof Wire>) => ({
  id: r.id,
  fullName: r.full_name,
  private: r.private,
  description: r.description ?? undefined,
  defaultBranch: r.default_branch ?? undefined,
  url: r.html_url,
});

const list = defineAction({
  key: 'repository.list',
  title: 'List my repositories',
  effect: 'read',
  input: z.object({
    visibility: z.enum(['all', 'public', 'private']).default('all'),
    sort: z.enum(['created', 'updated', 'pushed', 'full_name']).default('full_name'),
    max: Max,
  }),
  output: z.array(Repository),
  async run({ input, http }) {
    // https://docs.github.com/en/rest/repos/repos#list-repositories-for-the-authenticated-user
    const found = await http.all('/user/repos', {
      query: { visibility: input.visibility, sort: input.sort },
      pageSize: { param: 'per_page', max: 100 },
      max: input.max,
      expect: z.array(Wire),
      items: (page) => page,
      next: byLinkHeader(),
    });
    return found.map(toRepository);
  },
});

const get = defineAction({
  key: 'repository.get',
  title: 'Get repository',
  effect: 'read',
  input: z.object(Repo),
  output: Repository,
  async run({ input, http }) {
    // https://docs.github.com/en/rest/repos/repos#get-a-repository
    return toRepository(await http.get(path`/repos/${input.owner}/${input.repo}`, { expect: Wire }));
  },
});

const commits = defineAction({
  key: 'commit.list',
  title: 'List commits',
  effect: 'read',
  input: z.object({
    ...Repo,
    branch: z.string().min(1).optional(),
    file: z.string().min(1).describe('Only commits that touch this path').optional(),
    since: z.iso.datetime().optional(),
    max: Max,
  }),
  output: z.array(
    z.object({ sha: z.string(), message: z.string(), author: z.string().optional(), at: z.string().optional(), url: z.string() }),
  ),
  async run({ input, http }) {
    const Author = z.object({ name: z.string().nullish(), date: z.string().nullish() }).nullish();
    const Commit = z.object({
      sha: z.string(),
      html_url: z.string(),
      commit: z.object({ message: z.string(), author: Author }),
      author: User,
    });
    // https://docs.github.com/en/rest/commits/commits#list-commits
    const found = await http.all(path`/repos/${input.owner}/${input.repo}/commits`, {
      query: { sha: input.branch, path: input.file, since: input.since },
      pageSize: { param: 'per_page', max: 100 },
      max: input.max,
      expect: z.array(Commit),
      items: (page) => page,
      next: byLinkHeader(),
    });
    return found.map(({ sha, html_url, commit, author }) => ({
      sha,
      message: commit.message,
      author: author?.login ?? commit.author?.name ?? undefined,
      at: commit.author?.date ?? undefined,
      url: html_url,
    }));
  },
});

// Goes out as one segment with its slashes encoded, as GitHub's own client does; it can then not leave `contents/`.
const File = z.string().min(1).describe('Path inside the repository');

const getFile = defineAction({
  key: 'file.get',
  title: 'Get file',
  description: 'Up to 1 MB.',
  effect: 'read',
  input: z.object({ ...Repo, file: File, ref: z.string().min(1).describe('Branch, tag or commit').optional() }),
  output: z.object({ path: z.string(), sha: z.string(), bytes: z.int(), contentBase64: z.string() }),
  async run({ input, http }) {
    // https://docs.github.com/en/rest/repos/contents#get-repository-content
    const file = await http.get(path`/repos/${input.owner}/${input.repo}/contents/${input.file}`, {
      query: { ref: input.ref },
      expect: z.object({ type: z.literal('file'), path: z.string(), sha: z.string(), size: z.number(), content: z.string() }),
    });
    return { path: file.path, sha: file.sha, bytes: file.size, contentBase64: file.content.replaceAll('\n', '') };
  },
});

const putFile = defineAction({
  key: 'file.write',
  title: 'Create or update file',
  description: 'As one commit. An existing file needs its present sha, so that nobody is overwritten.',
  effect: 'update',
  input: z.object({
    ...Repo,
    file: File,
    message: z.string().min(1),
    contentBase64: z.base64(),
    sha: z.string().min(1).describe('Of the file to replace; see file.get').optional(),
    branch: z.string().min(1).optional(),
  }),
  output: z.object({ path: z.string(), sha: z.string(), commitSha: z.string() }),
  async run({ input, http }) {
    // https://docs.github.com/en/rest/repos/contents#create-or-update-file-contents
    const { content, commit } = await http.put(path`/repos/${input.owner}/${input.repo}/contents/${input.file}`, {
      json: { message: input.message, content: input.contentBase64, sha: input.sha, branch: input.branch },
      expect: z.object({ content: z.object({ path: z.string(), sha: z.string() }), commit: z.object({ sha: z.string() }) }),
    });
    return { path: content.path, sha: content.sha, commitSha: commit.sha };
  },
});

const release = defineAction({
  key: 'release.create',
  title: 'Create release',
  effect: 'create',
  input: z.object({
    ...Repo,
    tag: z.string().min(1),
    target: z.string().min(1).describe('Branch or commit of a new tag').optional(),
    name: z.string().min(1).optional(),
    notes: z.string().optional(),
    draft: z.boolean().default(false),
    prerelease: z.boolean().default(false),
  }),
  output: z.object({ id: z.int(), url: z.string() }),
  async run({ input, http }) {
    // https://docs.github.com/en/rest/releases/releases#create-a-release
    const { id, html_url } = await http.post(path`/repos/${input.owner}/${input.repo}/releases`, {
      json: {
        tag_name: input.tag,
        target_commitish: input.target,
        name: input.name,
        body: input.notes,
        draft: input.draft,
        prerelease: input.prerelease,
      },
      expect: z.object({ id: z.number(), html_url: z.string() }),
    });
    return { id, url: html_url };
  },
});

const dispatch = defineAction({
  key: 'workflow.dispatch',
  title: 'Start GitHub Actions workflow',
  effect: 'create',
  input: z.object({
    ...Repo,
    workflow: z.string().min(1).describe('File name (deploy.yml) or id'),
    ref: z.string().min(1).describe('Branch or tag'),
    inputs: z.record(z.string(), z.string()).optional(),
  }),
  output: z.object({ started: z.literal(true) }),
  async run({ input, http }) {
    // https://docs.github.com/en/rest/actions/workflows#create-a-workflow-dispatch-event (answers nothing)
    await http.post(path`/repos/${input.owner}/${input.repo}/actions/workflows/${input.workflow}/dispatches`, {
      json: { ref: input.ref, inputs: input.inputs },
    });
    return { started: true as const };
  },
});

export const repositoryActions = [list, get, commits, getFile, putFile, release, dispatch];
