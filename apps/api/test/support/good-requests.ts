import { randomUUID } from 'node:crypto';
import { officialTemplate, type World } from './world.js';

export interface GoodRequest {
  /** Values of the path's parameters. */
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: unknown;
  /** True when only a platform admin may. */
  readonly asPlatformAdmin?: boolean;
}

type Make = (world: World) => GoodRequest | Promise<GoodRequest>;

const plain: Make = () => ({});
const workspace: Make = (world) => ({ path: { id: world.workspaceId } });
const page: Make = () => ({ query: 'limit=2' });
const connector =
  (body?: unknown): Make =>
  async (world) => ({ path: { key: await world.connector() }, ...(body === undefined ? {} : { body }) });

/** One request that must succeed for every operation of the published document, by its id. */
export const GOOD_REQUESTS: Readonly<Record<string, Make>> = {
  overallHealth: plain,
  overallHealth2: plain,
  liveHealth: plain,
  liveHealth2: plain,
  readyHealth: plain,
  readyHealth2: plain,

  readMe: plain,
  listWorkspaces: page,
  createWorkspaces: () => ({ body: { name: 'New' }, asPlatformAdmin: true }),
  readWorkspaces: workspace,
  renameWorkspaces: (world) => ({ path: { id: world.workspaceId }, body: { name: `${world.marker} renamed` } }),
  removeWorkspaces: async (world) => ({ path: { id: await world.workspace() }, asPlatformAdmin: true }),
  listMembers: workspace,
  addMembers: (world) => ({
    path: { id: world.workspaceId },
    body: { subject: `added-${world.marker}`, email: 'ada@example.com', role: 'viewer' },
  }),
  setRoleMembers: async (world) => ({ path: { id: world.workspaceId, subject: await world.member() }, body: { role: 'admin' } }),
  removeMembers: async (world) => ({ path: { id: world.workspaceId, subject: await world.member() } }),

  listApiKeys: page,
  createApiKeys: (world) => ({ body: { name: world.marker, role: 'viewer', scopes: ['admin'] } }),
  revokeApiKeys: async (world) => ({ path: { id: await world.apiKey() } }),

  listConnectors: () => ({ query: 'limit=200&q=a' }),
  createConnectors: (world) => ({ body: world.definition() }),
  bulkConnectors: async (world) => ({ body: { ids: [await world.connector()], enabled: false } }),
  readConnectors: connector(),
  replaceConnectors: async (world) => ({ path: { key: await world.connector() }, body: world.definition() }),
  patchConnectors: connector({ description: 'changed' }),
  removeConnectors: connector(),
  cloneConnectors: connector(),
  listConnectorVersions: connector(),
  readConnectorVersions: async (world) => ({ path: { key: await world.connector(), version: '1' } }),
  restoreConnectorVersions: async (world) => ({ path: { key: await world.connector(), version: '1' } }),
  testDraftConnectorTest: (world) => ({ body: { ...world.definition(), input: {} } }),
  testConnectorTest: connector({ input: {} }),
  executeConnector: async (world) => ({
    path: { key: await world.connector() },
    query: 'mode=sync',
    body: { contactId: await world.contact() },
  }),

  readConnectorLimits: connector(),
  mcp: () => ({ body: { jsonrpc: '2.0', id: 1, method: 'tools/list' } }),
  importConnectorImport: () => ({ body: { kind: 'curl', source: 'curl https://api.example.com/people' } }),

  listEvents: async (world) => {
    await world.contact();
    return { query: 'type=contact.created&limit=2' };
  },
  exportEvents: () => ({ query: 'type=contact.created&from=2026-01-01' }),
  listCosts: () => ({ query: 'provider=openai&from=2026-01-01T00:00:00Z&limit=2' }),
  totalsCosts: () => ({ query: 'groupBy=model,day' }),
  exportCosts: () => ({ query: 'model=gpt-5-mini' }),
  summaryMetrics: async (world) => {
    await world.execution();
    return { query: 'groupBy=connector,time&interval=1h' };
  },
  workspacesAdminMetrics: () => ({ query: 'sort=failures&q=a&limit=2', asPlatformAdmin: true }),
  summaryAdminMetrics: () => ({ query: 'groupBy=time&interval=1h', asPlatformAdmin: true }),
  listAudit: async (world) => {
    await world.apiKey();
    return { query: 'act=createApiKeys&limit=2' };
  },
  exportAudit: () => ({ query: 'from=2026-01-01' }),
  listAgentTraces: () => ({ query: 'kind=tool_call&limit=2' }),
  exportAgentTraces: plain,
  addAgentTraces: (world) => ({ body: { spans: [world.span('run-1')] } }),
  runAgentTraces: async (world) => {
    await world.call('POST', '/api/v1/agent-traces', { body: { spans: [world.span('run-2')] } });
    return { path: { runId: 'run-2' } };
  },
  listPromptSimilarity: () => ({ query: 'minScore=0.9&limit=2' }),
  totalsPromptSimilarity: () => ({ query: 'minScore=0.95' }),
  exportPromptSimilarity: plain,
  listAlerts: page,
  createAlerts: (world) => ({ body: world.alertRule() }),
  readAlerts: async (world) => ({ path: { id: await world.alert() } }),
  replaceAlerts: async (world) => ({ path: { id: await world.alert() }, body: world.alertRule() }),
  removeAlerts: async (world) => ({ path: { id: await world.alert() } }),
  readUsage: () => ({ query: 'month=2026-11' }),
  setQuotasUsage: () => ({ body: { executions: { soft: 100_000, hard: 200_000 }, usd: { hard: null } } }),
  listExecutions: async (world) => {
    await world.execution();
    return { query: 'status=succeeded&limit=5' };
  },
  ofConnectorExecutions: connector(),
  streamExecutionStream: () => ({ query: 'seconds=1' }),
  cancelExecutionControl: async (world) => ({ path: { id: await world.hangingExecution() } }),
  retryExecutionControl: async (world) => ({ path: { id: await world.failedExecution() }, query: 'mode=async', body: {} }),
  retryManyExecutionControl: async (world) => {
    await world.failedExecution();
    return { body: { filter: { status: 'failed' }, limit: 2 } };
  },
  readExecutions: async (world) => ({ path: { id: await world.execution() } }),

  listContacts: async (world) => {
    await world.contact();
    return { query: 'q=a' };
  },
  createContacts: (world) => ({ body: { firstname: world.marker, email: 'ada@example.com', customFields: { plan: 'gold' } } }),
  importContacts: (world) => ({ body: { contacts: [{ firstname: world.marker, email: 'grace@example.com' }, { email: 5 }] } }),
  readContacts: async (world) => ({ path: { id: await world.contact() } }),
  patchContacts: async (world) => ({ path: { id: await world.contact() }, body: { lastname: 'Lovelace' } }),
  removeContacts: async (world) => ({ path: { id: await world.contact() } }),

  listTemplates: () => ({ query: 'source=official&category=enrichment&sort=name' }),
  readTemplates: async (world) => ({ path: { id: await world.template() } }),
  installTemplates: async (world) => {
    const id = await world.shippedTemplate('phone-enrichment');
    return { path: { id }, body: { name: world.marker, credentials: { people_data_labs_api_key: 'pdl-1' } } };
  },
  rateTemplates: async (world) => ({ path: { id: await world.template() }, body: { rating: 4 } }),
  publishTemplates: async (world) => ({ body: { connectorId: await world.connector(), description: 'Looks up people.' } }),
  withdrawTemplates: async (world) => ({ path: { id: await world.ownTemplate() } }),
  listTemplatesAdmin: () => ({ query: 'status=hidden', asPlatformAdmin: true }),
  createTemplatesAdmin: () => ({ body: officialTemplate('Phone lookup'), asPlatformAdmin: true }),
  updateTemplatesAdmin: async (world) => ({
    path: { id: await world.officialTemplate() },
    body: officialTemplate('Better lookup'),
    asPlatformAdmin: true,
  }),
  removeTemplatesAdmin: async (world) => ({ path: { id: await world.officialTemplate() }, asPlatformAdmin: true }),
  featureTemplatesAdmin: async (world) => ({ path: { id: await world.template() }, body: { featured: true }, asPlatformAdmin: true }),
  moderateTemplatesAdmin: async (world) => ({
    path: { id: await world.template() },
    body: { status: 'hidden', note: 'Being checked.' },
    asPlatformAdmin: true,
  }),

  listConnections: async (world) => {
    await world.connection();
    return { query: 'connector=pipedrive&limit=2' };
  },
  createConnections: (world) => ({
    body: {
      connector: 'stripe',
      name: `${world.marker} ${randomUUID()}`,
      auth: { type: 'bearer', token: 'sk_test_1' },
      isDefault: true,
      test: false,
    },
  }),
  readConnections: async (world) => ({ path: { id: await world.connection() } }),
  changeConnections: async (world) => ({ path: { id: await world.connection() }, body: { enabled: true, isDefault: true } }),
  removeConnections: async (world) => ({ path: { id: await world.connection() } }),
  testConnections: async (world) => ({ path: { id: await world.connection() } }),
  dataConnectionCalls: async (world) => ({ path: { id: await world.connection() }, query: 'resourcePath=/people&limit=2' }),
  actConnectionCalls: async (world) => ({
    path: { id: await world.connection() },
    body: { action: 'request.send', input: { path: '/people' } },
  }),
  beginOauth: (world) => ({ body: { connector: 'slack', name: world.marker } }),
  outcomeOauth: async (world) => ({ path: { id: await world.signIn() } }),
  listOauth: plain,
  saveOauth: () => ({ path: { connector: 'slack' }, body: { clientId: 'client-1', clientSecret: 'client-secret-1' } }),
  removeOauth: async (world) => ({ path: { connector: await world.oauthApp('pipedrive') } }),

  listCredentials: async (world) => {
    await world.credential();
    return { query: 'limit=5' };
  },
  putCredentials: () => ({ path: { name: 'enrich_key' }, body: { value: 'sk-1' } }),
  removeCredentials: async (world) => ({ path: { name: await world.credential() } }),

  listWorkflows: async (world) => {
    await world.workflow();
    return { query: 'q=m&limit=2' };
  },
  createWorkflows: (world) => ({ body: { definition: world.workflowDefinition(), enabled: true } }),
  validateWorkflows: (world) => ({ body: { definition: world.workflowDefinition() } }),
  importWorkflowExchange: (world) => ({
    body: { file: { format: 'patchbay.workflow/1', workflow: world.workflowDefinition() }, enabled: false },
  }),
  exportWorkflowExchange: async (world) => ({ path: { id: await world.workflow() } }),
  readWorkflows: async (world) => ({ path: { id: await world.workflow() } }),
  replaceWorkflows: async (world) => ({ path: { id: await world.workflow() }, body: { definition: world.workflowDefinition() } }),
  changeWorkflows: async (world) => ({ path: { id: await world.workflow() }, body: { enabled: false } }),
  removeWorkflows: async (world) => ({ path: { id: await world.workflow() } }),
  versionsWorkflows: async (world) => ({ path: { id: await world.workflow() } }),
  versionWorkflows: async (world) => ({ path: { id: await world.workflow(), version: '1' } }),

  runRunWorkflow: async (world) => ({ path: { id: await world.workflow() }, body: { input: {}, contactId: await world.contact() } }),
  listRunWorkflow: async (world) => ({ path: { id: await world.workflow() }, query: 'status=running,succeeded&limit=2' }),
  listWorkflowRuns: async (world) => {
    await world.workflowRun('succeeded');
    return { query: 'status=succeeded&limit=2' };
  },
  bulkWorkflowRuns: async (world) => {
    await world.workflowRun('succeeded');
    return { body: { action: 'rerun', filter: { status: 'succeeded' }, limit: 2 } };
  },
  readWorkflowRuns: async (world) => ({ path: { id: await world.workflowRun('succeeded') } }),
  itemsWorkflowRuns: async (world) => ({ path: { id: await world.workflowRun('succeeded') }, query: 'node=each&limit=2' }),
  cancelWorkflowRuns: async (world) => ({ path: { id: await world.workflowRun('running') } }),
  retryWorkflowRuns: async (world) => ({ path: { id: await world.workflowRun('failed') }, body: {} }),
  decideWorkflowRuns: async (world) => ({ path: { id: await world.workflowRun('parked') }, body: { nodeId: 'write', decision: 'repeat' } }),
  rerunWorkflowRuns: async (world) => ({ path: { id: await world.workflowRun('succeeded') }, body: {} }),

  startBulkRuns: async (world) => ({ path: { id: await world.workflow() }, body: { contactIds: [await world.contact()], concurrency: 2 } }),
  listBulkRuns: async (world) => ({ path: { id: await world.workflow() }, query: 'limit=2' }),
  readBulkRuns: async (world) => ({ path: { id: await world.bulkRun() } }),
  pauseBulkRuns: async (world) => ({ path: { id: await world.bulkRun() } }),
  resumeBulkRuns: async (world) => {
    const id = await world.bulkRun();
    await world.call('POST', `/api/v1/workflow-bulk-runs/${id}/pause`);
    return { path: { id } };
  },
  cancelBulkRuns: async (world) => ({ path: { id: await world.bulkRun() } }),

  listWebhookEndpoints: async (world) => ({ query: `workflowId=${(await world.webhookEndpoint()).workflowId}` }),
  createWebhookEndpoints: async (world) => {
    const definition = { ...world.workflowDefinition(), triggers: [{ id: 'in', type: 'webhook' }] };
    const { body } = await world.call<{ id: string }>('POST', '/api/v1/workflows', { body: { definition } });
    return { body: { workflowId: body.id, triggerId: 'in', scheme: 'hmac-sha256', options: { header: 'X-Sign', encoding: 'base64' } } };
  },
  changeWebhookEndpoints: async (world) => ({ path: { id: (await world.webhookEndpoint()).id }, body: { enabled: false } }),
  rotateWebhookEndpoints: async (world) => ({ path: { id: (await world.webhookEndpoint()).id }, body: {} }),
  removeWebhookEndpoints: async (world) => ({ path: { id: (await world.webhookEndpoint()).id } }),
  listWebhookEvents: async (world) => {
    await world.webhookEvent();
    return { query: 'limit=2' };
  },
  readWebhookEvents: async (world) => ({ path: { id: await world.webhookEvent() } }),
  replayWebhookEvents: async (world) => ({ path: { id: await world.webhookEvent() } }),

  listFeatureFlags: plain,
  allFeatureFlags: () => ({ asPlatformAdmin: true }),
  putFeatureFlags: () => ({ path: { key: 'advanced_steps' }, body: { rolloutPercent: 100 }, asPlatformAdmin: true }),
};
