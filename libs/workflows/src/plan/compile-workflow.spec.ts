import { describe, expect, test } from '@jest/globals';
import { Problems } from '@patchbay/http-connectors';
import type { JsonObject, WorkspaceId } from '@patchbay/kernel';
import { checkActions, type Actions } from '../definition/check-actions.js';
import { workflowHash } from '../definition/workflow-hash.js';
import type { WorkflowDefinition } from '../definition/workflow.schema.js';
import { compileWorkflow } from './compile-workflow.js';

const call = (id: string, rest: JsonObject = {}): JsonObject => ({ id, type: 'action', connector: 'acme', action: 'thing.do', ...rest });
const workflow = (rest: JsonObject): JsonObject => ({ name: 'W', start: 'a', nodes: [call('a')], ...rest });

function problemsOf(definition: unknown): string[] {
  const problems = new Problems();
  compileWorkflow(definition, problems);
  return problems.list.map(({ path, message }) => `${path}: ${message}`);
}

function compiled(definition: unknown) {
  const problems = new Problems();
  const found = compileWorkflow(definition, problems);
  if (!found) throw new Error(JSON.stringify(problems.list));
  return found;
}

describe('the shape', () => {
  test('every problem is told at once, each with its path', () => {
    const told = problemsOf({
      name: '',
      start: 'nowhere',
      extra: 1,
      nodes: [{ id: '1', type: 'action' }, { id: 'b', type: 'sleep' }, { id: 'c', type: 'delay', seconds: 0 }, 5],
      triggers: [{ id: 't', type: 'schedule', cron: '* * * * *', timeZone: 'UTC', often: true }],
    });
    expect(told).toEqual([
      expect.stringMatching(/^name: must /),
      'extra: is not a known field',
      expect.stringMatching(/^nodes\[0\]\.id: must start with a letter/),
      'nodes[0].connector: is required',
      expect.stringMatching(/^nodes\[1\]\.type: must be one of "action"/),
      expect.stringMatching(/^nodes\[2\]\.seconds: must /),
      'nodes[3]: must be an object',
      'triggers[0].often: is not a known field',
    ]);
  });

  test('ids are unique over the whole definition and hide no root of templates', () => {
    const body = { start: 'a', nodes: [call('a')] };
    expect(
      problemsOf(workflow({ nodes: [call('a'), call('input'), { id: 'each', type: 'forEach', items: '{{input.list}}', body }] })),
    ).toEqual([
      'nodes[1].id: "input" is a reserved word; choose another id',
      'nodes[2].body.nodes[0].id: "a" is used twice; every node needs its own id',
    ]);
  });

  test('a for-each holds no for-each and no stop', () => {
    const body = { start: 'b', nodes: [{ id: 'b', type: 'stop' }] };
    expect(problemsOf(workflow({ nodes: [{ id: 'a', type: 'forEach', items: '{{input.list}}', body }] }))).toEqual([
      'nodes[0].body.nodes[0].type: a stop cannot stand inside a for-each',
    ]);
  });
});

describe('the graph', () => {
  test('unknown ends, wrong ports, doubled edges and nodes nothing leads to are named', () => {
    const edges = [
      { from: 'a', to: 'b' },
      { from: 'a', to: 'b' },
      { from: 'x', to: 'b' },
      { from: 'b', to: 'y' },
      { from: 'b', to: 'a2', on: 'error' },
      { from: 'a', to: 'a2', on: 'maybe' },
    ];
    const nodes = [call('a'), { id: 'b', type: 'delay', seconds: 5 }, call('a2'), call('lonely')];
    expect(problemsOf(workflow({ nodes, edges }))).toEqual([
      'edges[1]: is there twice',
      'edges[2].from: there is no node "x"',
      'edges[3].to: there is no node "y"',
      'edges[4].on: "b" is left by "done"',
      'edges[5].on: "a" is left by "done", "error"',
      'nodes[3]: "lonely" is not reached from the start; connect or remove it',
    ]);
  });

  test('a circle is shown', () => {
    const edges = [
      { from: 'a', to: 'b' },
      { from: 'b', to: 'c' },
      { from: 'c', to: 'b' },
    ];
    expect(problemsOf(workflow({ nodes: [call('a'), call('b'), call('c')], edges }))).toEqual(['edges: go in a circle: b → c → b']);
  });
});

describe('templates', () => {
  test('a node reads what comes before it and nothing else', () => {
    const nodes = [
      call('a', { input: { x: '{{a.id}}', y: '{{b.id}}', z: '{{nothing.id}}', w: '{{workspace.key}}', now: '{{now}}' } }),
      call('b', { input: { ok: '{{a.id}}', contact: '{{contact.email}}', broken: '{{a.' } }),
    ];
    expect(problemsOf(workflow({ nodes, edges: [{ from: 'a', to: 'b' }] }))).toEqual([
      'nodes[0].input.x: {{a.id}}: a node cannot read itself',
      'nodes[0].input.y: {{b.id}}: "b" does not come before "a"; connect it, or read another node',
      expect.stringMatching(/^nodes\[0\]\.input\.z: \{\{nothing\.id\}\}: there is no node "nothing" here/),
      expect.stringMatching(/^nodes\[0\]\.input\.w: .*workspace secrets are read by connectors only/),
      expect.stringMatching(/^nodes\[1\]\.input\.broken: the placeholder .* is not closed/),
    ]);
  });

  test('the nodes of a for-each also read the item and what comes before the for-each; others do not read them', () => {
    const body = { start: 'b', nodes: [call('b', { input: { a: '{{a.id}}', item: '{{item.id}}', index: '{{index}}' } })] };
    const nodes = [call('a'), { id: 'each', type: 'forEach', items: '{{a.list}}', body }, call('c', { input: '{{b.id}}' })];
    const edges = [
      { from: 'a', to: 'each' },
      { from: 'each', to: 'c' },
    ];
    expect(problemsOf(workflow({ nodes, edges }))).toEqual([
      expect.stringMatching(/^nodes\[2\]\.input: \{\{b\.id\}\}: there is no node "b" here/),
    ]);
  });

  test('conditions, expressions, schedules and time zones are checked', () => {
    const nodes = [
      { id: 'a', type: 'condition', branches: [{ id: 'yes', when: '{{input.n}} >' }] },
      { id: 'b', type: 'transform', value: '{{input.list}}', expression: '$sum(' },
      { id: 'c', type: 'forEach', items: 'all of {{input.list}}', body: { start: 'd', nodes: [call('d')] } },
    ];
    const edges = [
      { from: 'a', to: 'b', on: 'yes' },
      { from: 'a', to: 'c', on: 'otherwise' },
    ];
    const triggers = [
      { id: 's1', type: 'schedule', cron: '61 * * * *' },
      { id: 's2', type: 'schedule', cron: '0 9 * * *', timeZone: 'Mars/Olympus' },
      { id: 's3', type: 'schedule', cron: '* * * * * *' },
      { id: 'c', type: 'contact', on: ['created'], when: '{{input.x}} == 1', fields: ['email', 'shoe_size'] },
    ];
    expect(problemsOf(workflow({ nodes, edges, triggers }))).toEqual([
      expect.stringMatching(/^triggers\[0\]\.cron: must be a cron pattern/),
      'triggers[1].timeZone: must be a time zone such as "Europe/Berlin" or "UTC"',
      'triggers[2].cron: may fire every 10 seconds at most',
      'triggers[3].fields[1]: "shoe_size" is no field of a contact',
      "triggers[3].when: reads {{input}}; a trigger's templates read {{contact.…}} only",
      expect.stringMatching(/^nodes\[0\]\.branches\[0\]\.when: is not a valid condition/),
      expect.stringMatching(/^nodes\[1\]\.expression: is not a valid JSONata expression/),
      'nodes[2].items: must be exactly one placeholder that reads a list, e.g. {{input.contacts}}',
    ]);
  });
});

describe('against the actions', () => {
  const person = { type: 'object', properties: { id: { type: 'integer' }, tags: { type: 'array', items: { type: 'string' } } } };
  const actions: Actions = {
    find: (_workspaceId, { connector, action }) =>
      Promise.resolve(
        connector !== 'crm'
          ? { member: 'connector', message: `there is no connector "${connector}" in this workspace` }
          : action === 'person.find'
            ? {
                name: 'crm person.find',
                effect: 'read',
                inputSchema: {
                  type: 'object',
                  properties: { email: { type: 'string' }, max: { type: 'integer' }, mode: { enum: ['one', 'all'] } },
                  required: ['email'],
                  additionalProperties: false,
                },
                outputSchema: {
                  type: 'object',
                  properties: { person: { $ref: '#/$defs/person' } },
                  additionalProperties: false,
                  $defs: { person: { ...person, additionalProperties: false } },
                },
              }
            : { member: 'action', message: `crm has no action "${action}"` },
      ),
  };
  const check = async (nodes: JsonObject[]): Promise<string[]> => {
    const problems = new Problems();
    const edges = nodes.slice(1).map((node, i) => ({ from: nodes[i]?.['id'] ?? '', to: node['id'] ?? '' }));
    const inputSchema = { type: 'object', properties: { age: { type: 'number' } }, additionalProperties: false };
    await checkActions(
      compiled(workflow({ nodes, edges, inputSchema })),
      { workspaceId: '00000000-0000-7000-8000-000000000000' as WorkspaceId, actions },
      problems,
    );
    return problems.list.map(({ path, message }) => `${path}: ${message}`);
  };
  const find = (id: string, input: JsonObject): JsonObject => ({ id, type: 'action', connector: 'crm', action: 'person.find', input });

  test('unknown connectors and actions are named', async () => {
    expect(await check([call('a'), { ...find('b', {}), action: 'person.eat' }])).toEqual([
      'nodes[0].connector: there is no connector "acme" in this workspace',
      'nodes[1].action: crm has no action "person.eat"',
    ]);
  });

  test('missing required inputs, unknown fields and values that do not fit are named', async () => {
    expect(
      await check([find('a', { max: 'many', mode: 'some', colour: 1 }), find('b', { email: ['x'], max: 3, mode: '{{input.age}}' })]),
    ).toEqual([
      'nodes[0].input.email: is required by crm person.find',
      'nodes[0].input.max: is a text; crm person.find needs a number here',
      'nodes[0].input.mode: must be one of ["one","all"]',
      'nodes[0].input.colour: is not a known field of crm person.find',
      'nodes[1].input.email: must be a text, as crm person.find needs it; it is a list',
      'nodes[1].input.mode: {{input.age}} is a number; crm person.find needs a text here',
    ]);
  });

  test("a node's output is followed into the next one's input", async () => {
    expect(
      await check([
        find('a', { email: 'x@example.com' }),
        find('b', { email: '{{a.person.id}}', max: '{{a.person.tags}}' }),
        find('c', { email: '{{a.person.name}}' }),
        find('d', { email: 'number {{a.person.id}}', max: '{{a.person.id}}' }),
        find('e', { email: '{{a.error.message}}', max: '{{a.person.nothing | default: 3}}' }),
      ]),
    ).toEqual([
      'nodes[1].input.email: {{a.person.id}} is a number; crm person.find needs a text here',
      'nodes[1].input.max: {{a.person.tags}} is a list; crm person.find needs a number here',
      'nodes[2].input.email: {{a.person.name}}: "a" has no such value; it has person',
    ]);
  });
});

describe('the hash', () => {
  const hash = (definition: JsonObject): string => workflowHash(compiled(definition).definition);

  test('is the same whatever the order of members and wherever the nodes are drawn', () => {
    const plain = hash(workflow({ description: 'd', nodes: [call('a', { input: { x: 1, y: 2 } })] }));
    const other: JsonObject = {
      nodes: [{ input: { y: 2, x: 1 }, action: 'thing.do', connector: 'acme', type: 'action', id: 'a' }],
      start: 'a',
      description: 'd',
      name: 'W',
    };
    expect(hash({ ...other, layout: { a: { x: 10, y: 20 } } })).toBe(plain);
    expect(plain).toMatch(/^[0-9a-f]{64}$/);
  });

  test('changes with what the workflow does', () => {
    expect(hash(workflow({}))).not.toBe(hash(workflow({ nodes: [call('a', { continueOnError: true })] })));
  });

  test('holds for a definition that was stored and read again', () => {
    const { definition } = compiled(
      workflow({ triggers: [{ id: 's', type: 'schedule', cron: '0 9 * * 1-5', timeZone: 'Europe/Berlin' }] }),
    );
    const stored = JSON.parse(JSON.stringify(definition)) as WorkflowDefinition;
    expect(hash(stored as unknown as JsonObject)).toBe(workflowHash(definition));
  });
});
