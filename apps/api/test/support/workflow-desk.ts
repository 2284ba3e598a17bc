import { randomUUID } from 'node:crypto';
import type { TestApi } from './test-api.js';
import { World, type NodeOfWorld, type RunOfWorld } from './world.js';

export type Json = Record<string, unknown>;

/** Makes, starts and follows workflows in a world. */
export class WorkflowDesk {
  private constructor(readonly world: World) {}

  static async open(api: TestApi): Promise<WorkflowDesk> {
    return new WorkflowDesk(await World.create(api));
  }

  /** Out: the workflow's id. */
  async save(rest: Json): Promise<string> {
    const definition = { name: `W ${randomUUID()}`, ...rest };
    const { status, body, text } = await this.world.call<{ id: string }>('POST', '/api/v1/workflows', { body: { definition } });
    if (status !== 201) throw new Error(text);
    return body.id;
  }

  /** Out: the run's id. */
  async start(workflowId: string, body: Json = {}): Promise<string> {
    const answer = await this.world.call<{ runId: string }>('POST', `/api/v1/workflows/${workflowId}/run`, { body });
    if (answer.status !== 202) throw new Error(answer.text);
    return answer.body.runId;
  }

  /** Starts a workflow and waits for its end. */
  async run(
    rest: Json,
    { status = 'succeeded', ...body }: { input?: unknown; contactId?: string; status?: string } = {},
  ): Promise<RunOfWorld> {
    return this.world.untilRun(await this.start(await this.save(rest), body), status);
  }

  act(run: string, verb: string, body: Json = {}) {
    return this.world.call<{ status: string; code: string; runId: string }>('POST', `/api/v1/workflow-runs/${run}/${verb}`, { body });
  }

  /** A connector that posts its input to a path of the provider. Out: its id. */
  async poster(path: string, answer: Parameters<World['provider']['on']>[1]): Promise<string> {
    this.world.provider.on(`POST ${path}`, answer);
    const body = {
      name: `P ${randomUUID()}`,
      category: 'enrichment',
      config: { method: 'POST', url: `${this.world.provider.url}${path}`, auth: { type: 'none' }, body: { sent: '{{input}}' } },
      maxRetries: 0,
    };
    const answered = await this.world.call<{ id: string }>('POST', '/api/v1/connectors', { body });
    if (answered.status !== 201) throw new Error(answered.text);
    return answered.body.id;
  }

  requestsTo(path: string) {
    return this.world.provider.requests.filter((request) => request.path === path);
  }
}

export const nodesOf = (run: RunOfWorld): Record<string, string> =>
  Object.fromEntries(run.nodes.map(({ nodeId, status }) => [nodeId, status]));

export function nodeOf(run: RunOfWorld, id: string): NodeOfWorld {
  const node = run.nodes.find(({ nodeId }) => nodeId === id);
  if (!node) throw new Error(`there is no ${id}`);
  return node;
}
