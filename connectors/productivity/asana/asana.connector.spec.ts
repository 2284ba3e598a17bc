import { describeConnector, describeSimulator } from '@patchbay/testing';
import asana from './asana.connector.js';
import simulator from './asana.simulator.js';

describeConnector(asana, import.meta.dirname, {
  undescribed: [
    /^(PUT|DELETE) \/api\/1\.0\/projects\/\d+$/,
    /^DELETE \/api\/1\.0\/sections\/\d+$/,
    /^POST \/api\/1\.0\/projects\/\d+\/sections$/,
    /^GET \/api\/1\.0\/tasks\/\d+\/stories$/,
  ],
  // The search takes a limit, and tasks may be asked for with "now" as a time; neither is described.
  openRequestMembers: [
    /tasks\/search: query parameter limit is not described$/,
    /query completed_since: \/ must match format "date-time"$/,
  ],
  // Lists are described in their short form; `opt_fields` asks for more. A task without a parent says null.
  unlistedAnswerMembers: [/^answer of GET \S+: data\[\d+\]\.\w+ is not a member the vendor describes$/, /\/data\/parent must be object$/],
  // Required by the vendor, not declared in its description.
  rules: ({ operation, body }) => {
    if (operation !== 'POST /tasks') return [];
    const { data = {} } = body as { data?: { workspace?: string; projects?: string[]; parent?: string } };
    return (data.workspace ?? data.projects ?? data.parent) ? [] : ['a task needs a workspace, projects or a parent'];
  },
});

describeSimulator(asana, simulator, {
  story: async ({ ok, refused, expect }) => {
    const [workspace] = await ok('workspace.list');
    const project = await ok('project.create', { workspaceId: workspace?.id, name: 'Launch' });
    expect(await ok('project.update', { id: project.id, notes: 'Soon' })).toMatchObject({ name: 'Launch', notes: 'Soon' });
    expect(await ok('project.get', { id: project.id })).toMatchObject({ notes: 'Soon', archived: false });
    expect(await ok('project.list', { workspaceId: workspace?.id })).toHaveLength(2);
    const section = await ok('section.create', { projectId: project.id, name: 'Doing' });
    const { id } = await ok('task.create', {
      name: 'Bake',
      projectIds: [project.id],
      assignee: 'ada@engines.example',
      dueOn: '2026-12-01',
    });
    expect(await ok('task.get', { id })).toMatchObject({
      name: 'Bake',
      assignee: { name: 'Ada Lovelace' },
      places: [{ project: { id: project.id } }],
    });
    await ok('task.move_to_section', { id, sectionId: section.id });
    expect(await ok('task.list', { sectionId: section.id })).toMatchObject([{ id }]);
    expect(await refused('section.delete', { id: section.id })).toBe('provider_rejected');
    await ok('task.add_to_project', { id, projectId: '1200000000000021' });
    expect(await ok('task.list', { projectId: '1200000000000021' })).toHaveLength(2);
    expect(await ok('task.search', { workspaceId: workspace?.id, text: 'bake', dueAfter: '2026-11-30' })).toMatchObject([{ id }]);
    expect(await ok('task.update', { id, completed: true })).toMatchObject({ completed: true, completedAt: expect.any(String) });
    expect(await ok('task.list', { projectId: project.id, completedSince: 'now' })).toEqual([]);
    await ok('subtask.create', { parentId: id, name: 'Buy flour' });
    expect(await ok('subtask.list', { parentId: id })).toMatchObject([{ name: 'Buy flour', parentId: id }]);
    await ok('comment.create', { taskId: id, html: '<body>With <em>cherries</em></body>' });
    expect(await ok('comment.list', { taskId: id })).toMatchObject([{ text: 'With cherries' }]);
    expect(await ok('user.list', { workspaceId: workspace?.id })).toHaveLength(2);
    expect(await ok('user.get')).toMatchObject({ name: 'Charles Babbage' });
    await ok('task.delete', { id });
    expect(await refused('task.get', { id })).toBe('provider_not_found');
    await ok('section.delete', { id: section.id });
    expect(await ok('section.list', { projectId: project.id })).toHaveLength(1);
    await ok('project.delete', { id: project.id });
    expect(await refused('project.get', { id: project.id })).toBe('provider_not_found');
  },
});
