import { randomUUID } from 'node:crypto';
import { startProvider, type Provider } from '@patchbay/testing';
import type { Answer, CallOptions, TestApi } from './test-api.js';

export interface NodeOfWorld {
  readonly nodeId: string;
  readonly item: number | null;
  readonly status: string;
  readonly port: string | null;
  readonly attempt: number;
  readonly executionId: string | null;
  readonly input: unknown;
  readonly output: unknown;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly attempts: readonly {
    readonly attempt: number;
    readonly executionId: string | null;
    readonly error: { readonly code: string } | null;
  }[];
}

export interface RunOfWorld {
  readonly id: string;
  readonly status: string;
  readonly version: number;
  readonly output: unknown;
  readonly error: { readonly code: string; readonly message: string; readonly nodeId?: string } | null;
  readonly nodes: readonly NodeOfWorld[];
}

/** One workspace with its owner's key, and makers of everything a workspace can hold. All of it carries `marker`, so that a leak shows. */
export class World {
  private constructor(
    readonly api: TestApi,
    readonly provider: Provider,
    readonly workspaceId: string,
    readonly key: string,
    readonly marker: string,
  ) {}

  static async create(api: TestApi): Promise<World> {
    const marker = `marker-${randomUUID()}`;
    const provider = await startProvider(() => ({ status: 200, body: { name: 'Ada', found: true } }));
    const workspace = await made(api.call('POST', '/api/v1/workspaces', { body: { name: marker } }));
    const key = await made<{ key: string }>(
      api.call('POST', '/api/v1/api-keys', { body: { name: marker, role: 'owner', workspaceId: workspace.id } }),
    );
    return new World(api, provider, workspace.id, key.key, marker);
  }

  close(): Promise<void> {
    return this.provider.close();
  }

  call<Body = unknown>(method: string, path: string, options: CallOptions = {}): Promise<Answer<Body>> {
    return this.api.call<Body>(method, path, { key: this.key, ...options });
  }

  definition(): object {
    return {
      name: `${this.marker} ${randomUUID()}`,
      category: 'enrichment',
      type: 'single-step',
      config: { method: 'GET', url: `${this.provider.url}/people`, auth: { type: 'none' } },
      fieldMappings: [{ sourcePath: 'name', targetField: 'firstname' }],
    };
  }

  async connector(): Promise<string> {
    return (await made(this.call('POST', '/api/v1/connectors', { body: this.definition() }))).id;
  }

  /** An account at the world's own provider. */
  async connection(): Promise<string> {
    const auth = { type: 'oauth2', accessToken: `token-${this.marker}`, metadata: { api_domain: this.provider.url } };
    const body = { connector: 'pipedrive', name: `${this.marker} ${randomUUID()}`, auth, test: false };
    return (await made(this.call('POST', '/api/v1/connections', { body }))).id;
  }

  /** A sign-in nobody has finished yet. */
  async signIn(): Promise<string> {
    return (await made(this.call('POST', '/api/v1/oauth/sessions', { body: { connector: 'slack' } }))).id;
  }

  /** Out: the connector it is for. */
  async oauthApp(connector: string): Promise<string> {
    const body = { clientId: this.marker, clientSecret: `secret-of-${this.marker}` };
    await made(this.call('PUT', `/api/v1/oauth/apps/${connector}`, { body }));
    return connector;
  }

  workflowDefinition(): object {
    return {
      name: `${this.marker} ${randomUUID()}`,
      start: 'note',
      nodes: [{ id: 'note', type: 'transform', value: { marker: this.marker } }],
      output: '{{note.marker}}',
    };
  }

  async workflow(): Promise<string> {
    return (await made(this.call('POST', '/api/v1/workflows', { body: { definition: this.workflowDefinition() } }))).id;
  }

  /** A run that is in this state. */
  async workflowRun(status: 'succeeded' | 'failed' | 'running' | 'parked'): Promise<string> {
    this.provider.on('POST /gone', { fault: 'before' });
    const nodes = {
      succeeded: { id: 'note', type: 'transform', value: this.marker },
      failed: { id: 'note', type: 'transform', value: '{{input.missing}}' },
      running: { id: 'wait', type: 'delay', seconds: 3_600 },
      parked: { id: 'write', type: 'action', connector: status === 'parked' ? await this.connectorTo('/gone', 'POST') : '' },
    };
    const node = nodes[status];
    const definition = { name: `${this.marker} ${randomUUID()}`, start: node.id, nodes: [node] };
    const workflow = await made(this.call('POST', '/api/v1/workflows', { body: { definition } }));
    const { runId } = await made<{ runId: string }>(this.call('POST', `/api/v1/workflows/${workflow.id}/run`, { body: {} }));
    await this.untilRun(runId, status);
    return runId;
  }

  /** Waits for a run's state. Out: the run. */
  async untilRun(runId: string, status: string): Promise<RunOfWorld> {
    for (const end = Date.now() + 30_000; ; await new Promise((resolve) => setTimeout(resolve, 40))) {
      const run = await made<RunOfWorld>(this.call('GET', `/api/v1/workflow-runs/${runId}`));
      if (run.status === status) return run;
      if (Date.now() > end) throw new Error(`the run is ${run.status}, not ${status}: ${JSON.stringify(run)}`);
    }
  }

  /** A bulk run that does not end by itself. */
  async bulkRun(): Promise<string> {
    const definition = { ...this.workflowDefinition(), nodes: [{ id: 'note', type: 'delay', seconds: 3_600 }], output: null };
    const workflow = await made(this.call('POST', '/api/v1/workflows', { body: { definition } }));
    return (await made(this.call('POST', `/api/v1/workflows/${workflow.id}/bulk-runs`, { body: { contactIds: [await this.contact()] } })))
      .id;
  }

  /** The address of a workflow's webhook trigger. */
  async webhookEndpoint(): Promise<{ id: string; workflowId: string; url: string; secret: string }> {
    const definition = { ...this.workflowDefinition(), triggers: [{ id: 'in', type: 'webhook' }] };
    const workflow = await made(this.call('POST', '/api/v1/workflows', { body: { definition } }));
    const body = { workflowId: workflow.id, triggerId: 'in', scheme: 'token' };
    return made(this.call('POST', '/api/v1/webhook-endpoints', { body }));
  }

  /** An event that somebody has delivered. */
  async webhookEvent(): Promise<string> {
    const { id, secret } = await this.webhookEndpoint();
    const delivery = { key: null, headers: { 'x-webhook-token': secret }, body: { marker: this.marker } };
    return (await made<{ eventId: string }>(this.call('POST', `/api/v1/webhooks/in/${id}`, delivery))).eventId;
  }

  async contact(): Promise<string> {
    return (await made(this.call('POST', '/api/v1/contacts', { body: { firstname: this.marker } }))).id;
  }

  async apiKey(): Promise<string> {
    return (await made(this.call('POST', '/api/v1/api-keys', { body: { name: this.marker, role: 'viewer' } }))).id;
  }

  async member(): Promise<string> {
    const subject = `${this.marker}-${randomUUID()}`;
    await made(this.call('POST', `/api/v1/workspaces/${this.workspaceId}/members`, { body: { subject, role: 'member' } }));
    return subject;
  }

  async credential(): Promise<string> {
    const name = `secret_${randomUUID().replaceAll('-', '_')}`;
    await made(this.call('PUT', `/api/v1/credentials/${name}`, { body: { value: `${this.marker}-value` } }));
    return name;
  }

  /** A community template of another workspace: templates are read by everybody. */
  async template(): Promise<string> {
    const body = officialTemplate(`Community ${randomUUID()}`);
    return (await made(this.api.call('POST', '/api/v1/connector-templates', { body }))).id;
  }

  async ownTemplate(): Promise<string> {
    const body = officialTemplate(`Community ${randomUUID()}`);
    return (await made(this.call('POST', '/api/v1/connector-templates', { body }))).id;
  }

  async officialTemplate(): Promise<string> {
    const body = officialTemplate(randomUUID());
    return (await made(this.api.call('POST', '/api/v1/admin/connector-templates', { body }))).id;
  }

  async shippedTemplate(key: string): Promise<string> {
    const { data } = await made<{ data: { id: string; key: string | null }[] }>(this.call('GET', '/api/v1/connector-templates?limit=200'));
    const found = data.find((template) => template.key === key);
    if (!found) throw new Error(`${key} is not shipped; there are ${data.map((template) => template.key).join(', ')}`);
    return found.id;
  }

  async execution(): Promise<string> {
    const connector = await this.connector();
    return (
      await made<{ executionId: string }>(
        this.call('POST', `/api/v1/connectors/${connector}/execute`, { body: { input: { note: this.marker } } }),
      )
    ).executionId;
  }

  /** An execution that failed. */
  async failedExecution(): Promise<string> {
    this.provider.on('GET /broken', () => ({ status: 422, body: { error: 'no' } }));
    const connector = await this.connectorTo('/broken');
    const answer = await this.call<{ executionId: string }>('POST', `/api/v1/connectors/${connector}/execute`, { body: {} });
    return answer.body.executionId;
  }

  /** An accepted execution that hangs at its provider. */
  async hangingExecution(): Promise<string> {
    this.provider.on('GET /hang', () => new Promise(() => undefined));
    const connector = await this.connectorTo('/hang');
    const before = this.provider.requests.length;
    const { executionId } = await made<{ executionId: string }>(
      this.call('POST', `/api/v1/connectors/${connector}/execute?mode=async`, { body: {} }),
    );
    await this.provider.received(before + 1);
    return executionId;
  }

  /** A connector that calls a path of the provider. */
  async connectorTo(path: string, method = 'GET'): Promise<string> {
    const definition = {
      name: `${this.marker} ${randomUUID()}`,
      category: 'enrichment',
      type: 'single-step',
      config: {
        method,
        url: `${this.provider.url}${path}`,
        auth: { type: 'none' },
        ...(method === 'GET' ? {} : { body: { note: '{{input.note | default: "none"}}' } }),
      },
      maxRetries: 0,
    };
    return (await made(this.call('POST', '/api/v1/connectors', { body: definition }))).id;
  }

  alertRule(): object {
    const channels = [{ type: 'webhook', url: `${this.provider.url}/alerts` }];
    return { name: this.marker, kind: 'error_rate', condition: { threshold: 0.5, minRuns: 1, rounds: 1 }, channels };
  }

  async alert(): Promise<string> {
    return (await made(this.call('POST', '/api/v1/alert-rules', { body: this.alertRule() }))).id;
  }

  /** Something an agent did. */
  span(runId: string): object {
    const input = { note: this.marker };
    return { runId, kind: 'step', name: this.marker, status: 'succeeded', startedAt: new Date().toISOString(), durationMs: 5, input };
  }

  async workspace(): Promise<string> {
    return (await made(this.api.call('POST', '/api/v1/workspaces', { body: { name: 'another' } }))).id;
  }
}

export function officialTemplate(name: string): object {
  return {
    name,
    definition: { name, category: 'enrichment', type: 'single-step', config: { method: 'GET', url: 'https://api.example.com/' } },
  };
}

async function made<Body = { id: string }>(answer: Promise<Answer<unknown>>): Promise<Body> {
  const { status, text, body } = await answer;
  if (status >= 300) throw new Error(`the world could not be made: ${status} ${text}`);
  return body as Body;
}
