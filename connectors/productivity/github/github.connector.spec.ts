import { describeConnector, describeSimulator } from '@patchbay/testing';
import github from './github.connector.js';
import simulator from './github.simulator.js';

describeConnector(github, import.meta.dirname, {
  undescribed: [
    /^(GET|PATCH) \/repos\/[^/]+\/[^/]+\/pulls\/\d+$/,
    /^PUT \/repos\/[^/]+\/[^/]+\/(pulls\/\d+\/merge|contents\/.+)$/,
    /^GET \/repos\/[^/]+\/[^/]+\/issues\/\d+\/comments$/,
    /^GET \/repositories\/\d+\//, // how GitHub names next pages
    /^POST \/repos\/[^/]+\/[^/]+\/(releases|actions\/workflows\/[^/]+\/dispatches)$/,
  ],
});

describeSimulator(github, simulator, {
  story: async ({ ok, refused, expect }) => {
    const at = { owner: 'engines', repo: 'difference-engine' };
    const { number } = await ok('issue.create', { ...at, title: 'Mill too loud', labels: ['noise'] });
    expect(await ok('issue.get', { ...at, number })).toMatchObject({ title: 'Mill too loud', labels: ['noise'], state: 'open' });
    expect(await ok('issue.list', at)).toHaveLength(2);
    expect(await ok('issue.search', { query: 'repo:engines/difference-engine label:noise mill' })).toMatchObject([{ number }]);
    await ok('comment.create', { ...at, number, body: 'Oil it' });
    expect(await ok('issue.update', { ...at, number, state: 'closed', reason: 'completed' })).toMatchObject({ state: 'closed' });
    expect(await ok('issue.list', { ...at, state: 'closed' })).toMatchObject([{ number }]);
    expect(await refused('issue.get', { ...at, number: 99 })).toBe('provider_not_found');

    const pull = await ok('pull_request.create', { ...at, title: 'Quieter', head: 'quiet', base: 'main' });
    expect(pull.number).toBe(Number(number) + 1);
    expect(await ok('pull_request.get', { ...at, number: pull.number })).toMatchObject({ head: 'quiet', base: 'main' });
    expect(await ok('pull_request.list', at)).toHaveLength(1);
    expect(await refused('pull_request.merge', { ...at, number: pull.number, headSha: 'another' })).toBe('conflict');
    await ok('pull_request.merge', { ...at, number: pull.number, headSha: pull.headSha });
    expect(await refused('pull_request.merge', { ...at, number: pull.number })).toBe('conflict');
    const contentBase64 = Buffer.from('Note G').toString('base64');
    const written = await ok('file.write', { ...at, file: 'notes/g.md', message: 'Note G', contentBase64 });
    expect(await refused('file.write', { ...at, file: 'notes/g.md', message: 'Again', contentBase64 })).toBe('provider_rejected');
    await ok('file.write', { ...at, file: 'notes/g.md', message: 'Again', contentBase64: 'AAAA', sha: written.sha });
    expect(await ok('file.get', { ...at, file: 'notes/g.md' })).toMatchObject({ path: 'notes/g.md', contentBase64: 'AAAA' });
    expect(await refused('file.get', { ...at, file: 'nothing.md' })).toBe('provider_not_found');
    expect(await ok('commit.list', { ...at, file: 'notes/g.md' })).toHaveLength(2);
    expect(await ok('commit.list', at)).toHaveLength(4);
    await ok('release.create', { ...at, tag: 'v1' });
    expect(await refused('release.create', { ...at, tag: 'v1' })).toBe('provider_rejected');
    await ok('workflow.dispatch', { ...at, workflow: 'deploy.yml', ref: 'main' });
    expect(await ok('repository.list', { visibility: 'private' })).toMatchObject([{ fullName: 'engines/notes' }]);
    expect(await ok('repository.get', at)).toMatchObject({ description: 'Engine no. 2' });
  },
});
