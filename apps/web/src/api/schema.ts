// Written by scripts/api-types.mjs out of the published OpenAPI document. Not to be changed by hand.
export interface paths {
  '/api/v1/admin/connector-templates': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Templates, hidden ones too
     * @description Needs role `viewer` and scope `admin`, platform admins only.
     */
    get: operations['listTemplatesAdmin'];
    put?: never;
    /**
     * Create an official template
     * @description Needs role `viewer` and scope `admin`, platform admins only.
     */
    post: operations['createTemplatesAdmin'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/admin/connector-templates/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Replace an official template
     * @description Needs role `viewer` and scope `admin`, platform admins only.
     */
    put: operations['updateTemplatesAdmin'];
    post?: never;
    /**
     * Remove a template from the marketplace
     * @description Needs role `viewer` and scope `admin`, platform admins only.
     */
    delete: operations['removeTemplatesAdmin'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/admin/connector-templates/{id}/feature': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Put a template in front, or back
     * @description Needs role `viewer` and scope `admin`, platform admins only.
     */
    patch: operations['featureTemplatesAdmin'];
    trace?: never;
  };
  '/api/v1/admin/connector-templates/{id}/moderate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Hide a template, or show it again
     * @description Needs role `viewer` and scope `admin`, platform admins only.
     */
    patch: operations['moderateTemplatesAdmin'];
    trace?: never;
  };
  '/api/v1/admin/feature-flags': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Every flag with its roll-out
     * @description Needs role `viewer` and scope `admin`, platform admins only.
     */
    get: operations['allFeatureFlags'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/admin/feature-flags/{key}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Create or change a flag
     * @description Only the members sent. Needs role `viewer` and scope `admin`, platform admins only.
     */
    put: operations['putFeatureFlags'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/admin/metrics/summary': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Counts, success rate, durations and cost of executions of all workspaces together
     * @description As `GET /metrics/summary` for one workspace. Needs role `viewer` and scope `admin`, platform admins only.
     */
    get: operations['summaryAdminMetrics'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/admin/workspaces': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Every workspace with what it did
     * @description Read from counts that are kept up to date. With `sort` by figures, pages can shift while executions end. Needs role `viewer` and scope `admin`, platform admins only.
     */
    get: operations['workspacesAdminMetrics'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/agent-traces': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Runs of agents, their steps and tool calls, newest first
     * @description Tool calls over MCP are kept by themselves. A page may be short, even empty, and still lead on by its cursor. Needs role `viewer` and scope `read`.
     */
    get: operations['listAgentTraces'];
    put?: never;
    /**
     * Add what an agent did
     * @description For agents that run elsewhere. Answered once it is stored; a span that is there already stays as it is. Needs role `member` and scope `execute`.
     */
    post: operations['addAgentTraces'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/agent-traces/{runId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One run of an agent as a tree
     * @description Its first 1,000 spans. Needs role `viewer` and scope `read`.
     */
    get: operations['runAgentTraces'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/agent-traces/export.csv': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Agent traces as a CSV file
     * @description Needs role `viewer` and scope `read`.
     */
    get: operations['exportAgentTraces'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/alert-rules': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Alert rules and what they say right now, newest first
     * @description Needs role `viewer` and scope `read`.
     */
    get: operations['listAlerts'];
    put?: never;
    /**
     * Add an alert rule
     * @description Rules are looked at twice a minute. It tells when it begins to fire and when it is over, once each. Needs role `admin` and scope `admin`.
     */
    post: operations['createAlerts'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/alert-rules/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read an alert rule
     * @description Needs role `viewer` and scope `read`.
     */
    get: operations['readAlerts'];
    /**
     * Replace an alert rule
     * @description What it said so far is forgotten. Needs role `admin` and scope `admin`.
     */
    put: operations['replaceAlerts'];
    post?: never;
    /**
     * Remove an alert rule
     * @description Needs role `admin` and scope `admin`.
     */
    delete: operations['removeAlerts'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/api-keys': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the API keys of the workspace
     * @description Needs role `admin` and scope `admin`.
     */
    get: operations['listApiKeys'];
    put?: never;
    /**
     * Create an API key
     * @description The key is in this answer and nowhere else. Needs role `admin` and scope `admin`.
     */
    post: operations['createApiKeys'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/api-keys/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Revoke an API key
     * @description It stops working on every replica within a second. Needs role `admin` and scope `admin`.
     */
    delete: operations['revokeApiKeys'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/audit': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Who did which administrative act, newest first
     * @description Rows are added and never changed. A page may be short, even empty, and still lead on by its cursor. Needs role `admin` and scope `admin`.
     */
    get: operations['listAudit'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/audit/export.csv': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The audit log as a CSV file
     * @description Needs role `admin` and scope `admin`.
     */
    get: operations['exportAudit'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/connections': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the workspace’s connections
     * @description Oldest first. Secrets never come back. Needs role `viewer` and scope `read`.
     */
    get: operations['listConnections'];
    put?: never;
    /**
     * Connect an account with a key, token, password or connection string
     * @description Tested with one cheap call before it is saved, unless `test` is false. Accounts that sign in with OAuth: POST /oauth/sessions. Needs role `admin` and scope `write`.
     */
    post: operations['createConnections'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/connections/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read a connection and its health
     * @description Needs role `viewer` and scope `read`.
     */
    get: operations['readConnections'];
    put?: never;
    post?: never;
    /**
     * Delete a connection
     * @description Revoked at the provider where that can be done; what became of it is in the event. Needs role `admin` and scope `write`.
     */
    delete: operations['removeConnections'];
    options?: never;
    head?: never;
    /**
     * Rename, switch, make default, or give a new credential
     * @description Needs role `admin` and scope `write`.
     */
    patch: operations['changeConnections'];
    trace?: never;
  };
  '/api/v1/connections/{id}/actions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Run an action with this connection
     * @description The same as executing the connector; `Idempotency-Key` is honoured. Needs role `member` and scope `execute`.
     */
    post: operations['actConnectionCalls'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/connections/{id}/data': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read data at the provider, authenticated as the connection
     * @description `resourcePath` is a path below the connector’s address, e.g. `/users`; every other query parameter is sent along. The host cannot be left. Needs role `member` and scope `execute`.
     */
    get: operations['dataConnectionCalls'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/connections/{id}/test': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Test a connection
     * @description One cheap call at the provider, within its limits. For a custom connector it is the request of its `config.probe`; without one it answers `untested`, and the next run that works proves the connection (`health.lastProvenAt`). Needs role `member` and scope `execute`.
     */
    post: operations['testConnections'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/connector-templates': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Search the marketplace
     * @description Needs role `viewer` and scope `read`.
     */
    get: operations['listTemplates'];
    put?: never;
    /**
     * Publish one’s own connector as a community template
     * @description Credentials are taken out; a template in which one remains is refused. Needs role `admin` and scope `write`.
     */
    post: operations['publishTemplates'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/connector-templates/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read a template
     * @description Needs role `viewer` and scope `read`.
     */
    get: operations['readTemplates'];
    put?: never;
    post?: never;
    /**
     * Withdraw one’s own template
     * @description Needs role `admin` and scope `write`.
     */
    delete: operations['withdrawTemplates'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/connector-templates/{id}/install': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Make a connector of a template
     * @description Connector and credentials are stored together or not at all. Needs role `admin` and scope `write`.
     */
    post: operations['installTemplates'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/connector-templates/{id}/rate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Rate a template; once per person, the last word counts
     * @description Needs role `member` and scope `write`.
     */
    post: operations['rateTemplates'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/connectors': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The catalogue: the workspace’s own connectors, then the built-in ones
     * @description Needs role `viewer` and scope `read`.
     */
    get: operations['listConnectors'];
    put?: never;
    /**
     * Create a custom connector
     * @description Needs role `member` and scope `write`.
     */
    post: operations['createConnectors'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/connectors/{key}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read a connector with its actions’ schemas
     * @description Needs role `viewer` and scope `read`.
     */
    get: operations['readConnectors'];
    /**
     * Replace a custom connector’s definition
     * @description Makes a new version. With `If-Match: "<version>"` it fails with 409 when someone else saved in between. Needs role `member` and scope `write`.
     */
    put: operations['replaceConnectors'];
    post?: never;
    /**
     * Delete a custom connector
     * @description Needs role `member` and scope `write`.
     */
    delete: operations['removeConnectors'];
    options?: never;
    head?: never;
    /**
     * Change members of a custom connector’s definition
     * @description Makes a new version. With `If-Match: "<version>"` it fails with 409 when someone else saved in between. Needs role `member` and scope `write`.
     */
    patch: operations['patchConnectors'];
    trace?: never;
  };
  '/api/v1/connectors/{key}/clone': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Clone a custom connector
     * @description Needs role `member` and scope `write`.
     */
    post: operations['cloneConnectors'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/connectors/{key}/execute': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Run a connector
     * @description A failed run answers its problem document with `executionId`. Needs role `member` and scope `execute`.
     */
    post: operations['executeConnector'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/connectors/{key}/executions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the executions of a connector, newest first
     * @description Needs role `viewer` and scope `read`.
     */
    get: operations['ofConnectorExecutions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/connectors/{key}/limits': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What is left of the limits, and which providers are down
     * @description Limits are those of all replicas; circuits are as the answering process sees them. Needs role `viewer` and scope `read`.
     */
    get: operations['readConnectorLimits'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/connectors/{key}/test': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Test a connector
     * @description Runs all steps, writes no contact, and shows each step’s request and response. Needs role `member` and scope `execute`.
     */
    post: operations['testConnectorTest'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/connectors/{key}/versions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the versions of a custom connector, newest first
     * @description Needs role `viewer` and scope `read`.
     */
    get: operations['listConnectorVersions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/connectors/{key}/versions/{version}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read a version
     * @description Needs role `viewer` and scope `read`.
     */
    get: operations['readConnectorVersions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/connectors/{key}/versions/{version}/restore': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Make an old version the newest one
     * @description Needs role `member` and scope `write`.
     */
    post: operations['restoreConnectorVersions'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/connectors/bulk': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Switch many connectors on or off
     * @description Needs role `member` and scope `write`.
     */
    post: operations['bulkConnectors'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/connectors/import': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Draft connectors from an OpenAPI document, a curl command or a Postman collection
     * @description Stores nothing. Credentials in the source become workspace secrets to be set, and are named in `secrets`. Needs role `member` and scope `write`.
     */
    post: operations['importConnectorImport'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/connectors/test': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Test an unsaved definition
     * @description Runs all steps, writes no contact. `id` names the saved connector whose masked credentials are meant. Needs role `member` and scope `execute`.
     */
    post: operations['testDraftConnectorTest'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/contacts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List contacts, newest first
     * @description Needs role `viewer` and scope `read`.
     */
    get: operations['listContacts'];
    put?: never;
    /**
     * Create a contact
     * @description Needs role `member` and scope `write`.
     */
    post: operations['createContacts'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/contacts/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read a contact
     * @description Needs role `viewer` and scope `read`.
     */
    get: operations['readContacts'];
    put?: never;
    post?: never;
    /**
     * Delete a contact
     * @description Needs role `member` and scope `write`.
     */
    delete: operations['removeContacts'];
    options?: never;
    head?: never;
    /**
     * Change a contact
     * @description Only the fields sent; null empties one. Needs role `member` and scope `write`.
     */
    patch: operations['patchContacts'];
    trace?: never;
  };
  '/api/v1/contacts/import': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Import many contacts
     * @description Matched to stored ones by e-mail. Wrong rows are left out and reported. Needs role `member` and scope `write`.
     */
    post: operations['importContacts'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/costs': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What model calls cost, newest first
     * @description A page may be short, even empty, and still lead on by its cursor. Needs role `viewer` and scope `read`.
     */
    get: operations['listCosts'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/costs/export.csv': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Model costs as a CSV file
     * @description Needs role `viewer` and scope `read`.
     */
    get: operations['exportCosts'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/costs/totals': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Sums of model costs, by model and day for instance
     * @description Needs role `viewer` and scope `read`.
     */
    get: operations['totalsCosts'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/credentials': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the workspace’s secrets by name
     * @description Values never come back. Needs role `admin` and scope `admin`.
     */
    get: operations['listCredentials'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/credentials/{name}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Store or replace a secret
     * @description Used in connectors as `{{workspace.name}}`. Needs role `admin` and scope `admin`.
     */
    put: operations['putCredentials'];
    post?: never;
    /**
     * Delete a secret
     * @description Needs role `admin` and scope `admin`.
     */
    delete: operations['removeCredentials'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What happened in the workspace, newest first
     * @description A page may be short, even empty, and still lead on by its cursor. Needs role `viewer` and scope `read`.
     */
    get: operations['listEvents'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/events/export.csv': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The same as a CSV file
     * @description Needs role `viewer` and scope `read`.
     */
    get: operations['exportEvents'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/executions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List executions, newest first
     * @description A page may be short, even empty, and still lead on by its cursor. Needs role `viewer` and scope `read`.
     */
    get: operations['listExecutions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/executions/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read an execution with all that explains it
     * @description Needs role `viewer` and scope `read`.
     */
    get: operations['readExecutions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/executions/{id}/cancel': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Cancel an execution
     * @description A queued one ends at once. A running one is told to stop: 200 with the state it ended in (`unknown` when a write was under way), or `running` when it has not ended within two seconds. Needs role `member` and scope `execute`.
     */
    post: operations['cancelExecutionControl'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/executions/{id}/retry': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Run an execution again
     * @description Makes a new execution that names the old one, with the same input or the given one. An execution that is `unknown` needs `confirm`. `Idempotency-Key` is honoured. Needs role `member` and scope `execute`.
     */
    post: operations['retryExecutionControl'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/executions/retry': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Run many executions again
     * @description Those that fit the filter, the oldest first, without those that were retried before. The new ones run from the queue. Needs role `member` and scope `execute`.
     */
    post: operations['retryManyExecutionControl'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/executions/stream': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Watch executions and workflow runs move
     * @description Server-sent events: `event: execution` with `{"executionId", "status"}` (queued, running, succeeded, failed, cancelled, timed_out, unknown) for every move in the workspace, whichever process makes it. `event: workflow-run` with `{"runId", "status"}` (running, parked, succeeded, failed, cancelled): the run or one of its nodes moved; read the run for its timeline. The event id is the move's time in milliseconds; reconnect with it as `Last-Event-ID` and nothing is missed, though some may come twice. `event: reset`: more has happened than can be told, read the list anew. Comments keep the connection alive. Needs role `viewer` and scope `read`.
     */
    get: operations['streamExecutionStream'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/feature-flags': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Which features the workspace has
     * @description Needs role `viewer` and scope `read`.
     */
    get: operations['listFeatureFlags'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/health': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Health of the process and of what it needs
     * @description Answers 503 with the same body when something is down.
     */
    get: operations['overallHealth2'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/health/live': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The process runs */
    get: operations['liveHealth2'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/health/ready': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The process can take work
     * @description Answers 503 with the same body when something is down.
     */
    get: operations['readyHealth2'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/mcp': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Model Context Protocol (streamable HTTP, stateless)
     * @description The workspace’s connectors and actions as tools, and `search_actions` / `run_action` for all the others. Every run is an execution with trigger `mcp`. Needs role `member` and scope `execute`.
     */
    post: operations['mcp'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/me': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Who you are here
     * @description Role and workspace of the credential. Needs role `viewer` and scope `read`.
     */
    get: operations['readMe'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/metrics/summary': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Counts, success rate, durations and cost of executions
     * @description Executions count from the moment they end. Tests of connectors do not count. Needs role `viewer` and scope `read`.
     */
    get: operations['summaryMetrics'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/oauth/apps': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List OAuth apps
     * @description The workspace’s own and the operator’s, with the redirect address providers must know. Needs role `admin` and scope `admin`.
     */
    get: operations['listOauth'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/oauth/apps/{connector}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Store the workspace’s own OAuth app for a connector
     * @description It goes before the operator’s. Needs role `admin` and scope `admin`.
     */
    put: operations['saveOauth'];
    post?: never;
    /**
     * Delete the workspace’s own OAuth app
     * @description Connections made with it can no longer be refreshed. Needs role `admin` and scope `admin`.
     */
    delete: operations['removeOauth'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/oauth/sessions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Begin to connect an account with OAuth
     * @description Open `connectUrl` in the user’s browser, best in a popup. Ours comes back to a page that tells its opener and is good for ten minutes; Nango’s ends on a page of its own, or give `sessionToken` to its frontend library. `GET /oauth/sessions/{id}` tells what came of it. Needs role `admin` and scope `write`.
     */
    post: operations['beginOauth'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/oauth/sessions/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read what came of a sign-in
     * @description For who does not hear it from the popup: sign-ins at Nango end on a page of Nango’s. Known for a day. Needs role `admin` and scope `read`.
     */
    get: operations['outcomeOauth'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/prompt-similarity': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Prompts sent to models and how near earlier ones were, newest first
     * @description Texts are not kept. A page may be short, even empty, and still lead on by its cursor. Needs role `viewer` and scope `read`.
     */
    get: operations['listPromptSimilarity'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/prompt-similarity/export.csv': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Prompts as a CSV file
     * @description Needs role `viewer` and scope `read`.
     */
    get: operations['exportPromptSimilarity'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/prompt-similarity/totals': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What a cache of answers would have saved, by model
     * @description Needs role `viewer` and scope `read`.
     */
    get: operations['totalsPromptSimilarity'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/usage': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What the workspace has used in a calendar month (UTC), and its quotas
     * @description Needs role `viewer` and scope `read`.
     */
    get: operations['readUsage'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/usage/quotas': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Set quotas of a month
     * @description Only the members sent. A hard quota is enforced within seconds of being reached; what is under way then still ends. Needs role `admin` and scope `admin`.
     */
    put: operations['setQuotasUsage'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/webhook-endpoints': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the addresses of webhook triggers
     * @description Needs role `viewer` and scope `read`.
     */
    get: operations['listWebhookEndpoints'];
    put?: never;
    /**
     * Give a webhook trigger an address
     * @description A sender posts its events to `url`, signed with the secret. What is signed rightly is stored before it is answered with 202; the same event again starts nothing. Needs role `member` and scope `write`.
     */
    post: operations['createWebhookEndpoints'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/webhook-endpoints/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Delete an address
     * @description Its events stay readable. Needs role `member` and scope `write`.
     */
    delete: operations['removeWebhookEndpoints'];
    options?: never;
    head?: never;
    /**
     * Switch an address on or off
     * @description Needs role `member` and scope `write`.
     */
    patch: operations['changeWebhookEndpoints'];
    trace?: never;
  };
  '/api/v1/webhook-endpoints/{id}/rotate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Give an address a new secret
     * @description Deliveries signed with the old one are refused from then on. Needs role `member` and scope `write`.
     */
    post: operations['rotateWebhookEndpoints'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/webhook-events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List received webhook events, newest first
     * @description `dead` ones began no run and say why: mend the workflow, then replay them. Needs role `viewer` and scope `read`.
     */
    get: operations['listWebhookEvents'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/webhook-events/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read a webhook event with what was sent
     * @description Needs role `viewer` and scope `read`.
     */
    get: operations['readWebhookEvents'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/webhook-events/{id}/replay': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Work on a webhook event again
     * @description As if it had just come: one that has started a run starts another. Needs role `member` and scope `execute`.
     */
    post: operations['replayWebhookEvents'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/workflow-bulk-runs/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read a bulk run with its progress
     * @description Needs role `viewer` and scope `read`.
     */
    get: operations['readBulkRuns'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/workflow-bulk-runs/{id}/cancel': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Cancel a bulk run
     * @description No further run begins, and those under way are cancelled. Needs role `member` and scope `execute`.
     */
    post: operations['cancelBulkRuns'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/workflow-bulk-runs/{id}/pause': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Pause a bulk run
     * @description Runs under way go on; no further one begins. Needs role `member` and scope `execute`.
     */
    post: operations['pauseBulkRuns'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/workflow-bulk-runs/{id}/resume': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Let a paused bulk run go on
     * @description Needs role `member` and scope `execute`.
     */
    post: operations['resumeBulkRuns'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/workflow-runs': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List workflow runs, newest first
     * @description A page may be short and still lead on, when few of the runs it looked at fit. Needs role `viewer` and scope `read`.
     */
    get: operations['listWorkflowRuns'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/workflow-runs/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read a run with its timeline
     * @description Needs role `viewer` and scope `read`.
     */
    get: operations['readWorkflowRuns'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/workflow-runs/{id}/cancel': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Cancel a run
     * @description Nothing more is begun. A call under way is stopped; its node says what became of it. Needs role `member` and scope `execute`.
     */
    post: operations['cancelWorkflowRuns'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/workflow-runs/{id}/decide': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Decide on a node of which it is not known whether it took effect
     * @description Needs role `member` and scope `execute`.
     */
    post: operations['decideWorkflowRuns'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/workflow-runs/{id}/items': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the items of a for-each with their nodes
     * @description Needs role `viewer` and scope `read`.
     */
    get: operations['itemsWorkflowRuns'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/workflow-runs/{id}/rerun': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Start the workflow again with the input and contact of a run
     * @description A new run on the newest version, or on the one named. `Idempotency-Key` is honoured. Needs role `member` and scope `execute`.
     */
    post: operations['rerunWorkflowRuns'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/workflow-runs/{id}/retry': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Let a failed or cancelled run go on from the nodes that did not succeed
     * @description The same run and version; what succeeded is not repeated. `nodeId` and `input` give one of them another input. Needs role `member` and scope `execute`.
     */
    post: operations['retryWorkflowRuns'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/workflow-runs/bulk': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Cancel, retry or re-run many runs
     * @description The newest first that fit the filter. What one refuses does not hold up the others. Needs role `member` and scope `execute`.
     */
    post: operations['bulkWorkflowRuns'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/workflows': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List workflows, newest first
     * @description Needs role `viewer` and scope `read`.
     */
    get: operations['listWorkflows'];
    put?: never;
    /**
     * Create a workflow
     * @description Every problem of the definition is told at once, with its path. Needs role `member` and scope `write`.
     */
    post: operations['createWorkflows'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/workflows/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read a workflow at its current version
     * @description Needs role `viewer` and scope `read`.
     */
    get: operations['readWorkflows'];
    /**
     * Save a workflow
     * @description Makes a new version when it does something else than the current one; runs stay with the version they began with. With `If-Match: "<version>"` it fails with 409 when someone else saved in between. Needs role `member` and scope `write`.
     */
    put: operations['replaceWorkflows'];
    post?: never;
    /**
     * Delete a workflow whose runs have all ended
     * @description Needs role `member` and scope `write`.
     */
    delete: operations['removeWorkflows'];
    options?: never;
    head?: never;
    /**
     * Switch a workflow’s triggers on or off
     * @description Needs role `member` and scope `write`.
     */
    patch: operations['changeWorkflows'];
    trace?: never;
  };
  '/api/v1/workflows/{id}/bulk-runs': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the bulk runs of a workflow, newest first
     * @description Needs role `viewer` and scope `read`.
     */
    get: operations['listBulkRuns'];
    put?: never;
    /**
     * Send many contacts through a workflow
     * @description One run per contact, so many at a time. Each contact gets one run, whatever dies meanwhile. Needs role `member` and scope `execute`.
     */
    post: operations['startBulkRuns'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/workflows/{id}/export': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Export a workflow as one JSON file
     * @description With the custom connectors it calls. Connections and credentials stay behind; the file names what is needed of them. Needs role `member` and scope `read`.
     */
    get: operations['exportWorkflowExchange'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/workflows/{id}/run': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Start a run of a workflow
     * @description Answered when the run is stored: from then on it comes to its end, whatever dies. The same `Idempotency-Key` starts one run. Needs role `member` and scope `execute`.
     */
    post: operations['runRunWorkflow'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/workflows/{id}/runs': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the runs of a workflow, newest first
     * @description Needs role `viewer` and scope `read`.
     */
    get: operations['listRunWorkflow'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/workflows/{id}/versions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the versions of a workflow, newest first
     * @description Needs role `viewer` and scope `read`.
     */
    get: operations['versionsWorkflows'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/workflows/{id}/versions/{version}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read a version of a workflow
     * @description Needs role `viewer` and scope `read`.
     */
    get: operations['versionWorkflows'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/workflows/import': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Import a workflow from a file
     * @description Makes the file’s connectors and the workflow, or nothing. A name taken gets a number. Needs role `member` and scope `write`.
     */
    post: operations['importWorkflowExchange'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/workflows/validate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Check a definition without saving it
     * @description Needs role `viewer` and scope `read`.
     */
    post: operations['validateWorkflows'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/workspaces': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the workspaces you can enter
     * @description Needs role `viewer` and scope `read`.
     */
    get: operations['listWorkspaces'];
    put?: never;
    /**
     * Create a workspace
     * @description People become its owner. Of the API keys only a platform admin’s may do this. Needs role `viewer` and scope `admin`.
     */
    post: operations['createWorkspaces'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/workspaces/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read a workspace
     * @description Needs role `viewer` and scope `read`.
     */
    get: operations['readWorkspaces'];
    put?: never;
    post?: never;
    /**
     * Delete a workspace
     * @description Its API keys stop working at once. Needs role `owner` and scope `admin`.
     */
    delete: operations['removeWorkspaces'];
    options?: never;
    head?: never;
    /**
     * Rename a workspace, or set how long it keeps what
     * @description Only the members sent. What is older than its days is no longer shown from then on. Needs role `admin` and scope `admin`.
     */
    patch: operations['renameWorkspaces'];
    trace?: never;
  };
  '/api/v1/workspaces/{id}/members': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the members of a workspace
     * @description Needs role `viewer` and scope `read`.
     */
    get: operations['listMembers'];
    put?: never;
    /**
     * Add a member
     * @description Needs role `admin` and scope `admin`.
     */
    post: operations['addMembers'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/workspaces/{id}/members/{subject}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Remove a member
     * @description Needs role `admin` and scope `admin`.
     */
    delete: operations['removeMembers'];
    options?: never;
    head?: never;
    /**
     * Change a member’s role
     * @description Needs role `admin` and scope `admin`.
     */
    patch: operations['setRoleMembers'];
    trace?: never;
  };
  '/health': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Health of the process and of what it needs
     * @description Answers 503 with the same body when something is down.
     */
    get: operations['overallHealth'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/health/live': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The process runs */
    get: operations['liveHealth'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/health/ready': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The process can take work
     * @description Answers 503 with the same body when something is down.
     */
    get: operations['readyHealth'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    Problem: {
      /** @enum {string} */
      code:
        | 'malformed_json'
        | 'input_invalid'
        | 'unauthenticated'
        | 'forbidden'
        | 'builtin_protected'
        | 'egress_denied'
        | 'feature_disabled'
        | 'connector_disabled'
        | 'not_found'
        | 'action_unknown'
        | 'method_not_allowed'
        | 'conflict'
        | 'illegal_state'
        | 'payload_too_large'
        | 'unsupported_media_type'
        | 'idempotency_mismatch'
        | 'template_invalid'
        | 'mapping_failed'
        | 'rate_limited'
        | 'provider_rejected'
        | 'provider_not_found'
        | 'cancelled'
        | 'connection_required'
        | 'account_reauth'
        | 'account_forbidden'
        | 'quota_exceeded'
        | 'provider_throttled'
        | 'provider_unavailable'
        | 'provider_timeout'
        | 'provider_drift'
        | 'response_too_large'
        | 'outcome_unknown'
        | 'circuit_open'
        | 'config_invalid'
        | 'credential_unreadable'
        | 'credential_source_unavailable'
        | 'deadline_exceeded'
        | 'overloaded'
        | 'database_unavailable'
        | 'shutting_down'
        | 'bug';
      detail: string;
      errors?: {
        message: string;
        /** @example config.steps[1].url */
        path: string;
      }[];
      /** Format: uuid */
      executionId?: string;
      status: number;
      title: string;
      /** @example 4bf92f3577b34da6a3ce929d0e0e4736 */
      traceId: string;
      /** @example /docs/errors#input_invalid */
      type: string;
    };
  };
  responses: {
    /** @description `input_invalid` The request is not valid; `malformed_json` The body is not valid JSON */
    Problem400: {
      headers: {
        'x-trace-id': components['headers']['TraceId'];
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "/docs/errors#input_invalid",
         *       "title": "The request is not valid",
         *       "status": 400,
         *       "detail": "The request is not valid",
         *       "code": "input_invalid",
         *       "traceId": "4bf92f3577b34da6a3ce929d0e0e4736"
         *     }
         */
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description `unauthenticated` A valid credential is needed; `account_reauth` The account has to be reconnected */
    Problem401: {
      headers: {
        'x-trace-id': components['headers']['TraceId'];
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "/docs/errors#unauthenticated",
         *       "title": "A valid credential is needed",
         *       "status": 401,
         *       "detail": "A valid credential is needed",
         *       "code": "unauthenticated",
         *       "traceId": "4bf92f3577b34da6a3ce929d0e0e4736"
         *     }
         */
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description `quota_exceeded` The quota is used up */
    Problem402: {
      headers: {
        'x-trace-id': components['headers']['TraceId'];
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "/docs/errors#quota_exceeded",
         *       "title": "The quota is used up",
         *       "status": 402,
         *       "detail": "The quota is used up",
         *       "code": "quota_exceeded",
         *       "traceId": "4bf92f3577b34da6a3ce929d0e0e4736"
         *     }
         */
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description `forbidden` Not allowed; `builtin_protected` Built-in connectors cannot be changed; `feature_disabled` The feature is not enabled for this workspace; `egress_denied` The address may not be called; `account_forbidden` The account lacks a permission */
    Problem403: {
      headers: {
        'x-trace-id': components['headers']['TraceId'];
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "/docs/errors#forbidden",
         *       "title": "Not allowed",
         *       "status": 403,
         *       "detail": "Not allowed",
         *       "code": "forbidden",
         *       "traceId": "4bf92f3577b34da6a3ce929d0e0e4736"
         *     }
         */
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description `not_found` Not found; `action_unknown` The connector has no such action; `provider_not_found` The provider does not know this thing */
    Problem404: {
      headers: {
        'x-trace-id': components['headers']['TraceId'];
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "/docs/errors#not_found",
         *       "title": "Not found",
         *       "status": 404,
         *       "detail": "Not found",
         *       "code": "not_found",
         *       "traceId": "4bf92f3577b34da6a3ce929d0e0e4736"
         *     }
         */
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description `illegal_state` The thing is not in a state that allows this; `conflict` The request conflicts with what is stored; `connector_disabled` The connector is disabled; `connection_required` No usable connection; `cancelled` The execution was cancelled */
    Problem409: {
      headers: {
        'x-trace-id': components['headers']['TraceId'];
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "/docs/errors#illegal_state",
         *       "title": "The thing is not in a state that allows this",
         *       "status": 409,
         *       "detail": "The thing is not in a state that allows this",
         *       "code": "illegal_state",
         *       "traceId": "4bf92f3577b34da6a3ce929d0e0e4736"
         *     }
         */
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description `payload_too_large` The body is too large */
    Problem413: {
      headers: {
        'x-trace-id': components['headers']['TraceId'];
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "/docs/errors#payload_too_large",
         *       "title": "The body is too large",
         *       "status": 413,
         *       "detail": "The body is too large",
         *       "code": "payload_too_large",
         *       "traceId": "4bf92f3577b34da6a3ce929d0e0e4736"
         *     }
         */
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description `unsupported_media_type` The content type is not supported */
    Problem415: {
      headers: {
        'x-trace-id': components['headers']['TraceId'];
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "/docs/errors#unsupported_media_type",
         *       "title": "The content type is not supported",
         *       "status": 415,
         *       "detail": "The content type is not supported",
         *       "code": "unsupported_media_type",
         *       "traceId": "4bf92f3577b34da6a3ce929d0e0e4736"
         *     }
         */
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description `provider_rejected` The provider refused the request; `template_invalid` A template could not be filled in; `mapping_failed` A field mapping did not fit the answer; `idempotency_mismatch` The idempotency key was used with another request */
    Problem422: {
      headers: {
        'x-trace-id': components['headers']['TraceId'];
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "/docs/errors#provider_rejected",
         *       "title": "The provider refused the request",
         *       "status": 422,
         *       "detail": "The provider refused the request",
         *       "code": "provider_rejected",
         *       "traceId": "4bf92f3577b34da6a3ce929d0e0e4736"
         *     }
         */
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description `rate_limited` The rate limit is reached; `provider_throttled` The provider asks to slow down */
    Problem429: {
      headers: {
        'x-trace-id': components['headers']['TraceId'];
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "/docs/errors#rate_limited",
         *       "title": "The rate limit is reached",
         *       "status": 429,
         *       "detail": "The rate limit is reached",
         *       "code": "rate_limited",
         *       "traceId": "4bf92f3577b34da6a3ce929d0e0e4736"
         *     }
         */
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description `bug` Something went wrong on our side; `config_invalid` The platform is misconfigured */
    Problem500: {
      headers: {
        'x-trace-id': components['headers']['TraceId'];
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "/docs/errors#bug",
         *       "title": "Something went wrong on our side",
         *       "status": 500,
         *       "detail": "Something went wrong on our side",
         *       "code": "bug",
         *       "traceId": "4bf92f3577b34da6a3ce929d0e0e4736"
         *     }
         */
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description `provider_unavailable` The provider cannot be reached or failed; `provider_drift` The provider answered in an unexpected shape; `response_too_large` The provider answered with too much data */
    Problem502: {
      headers: {
        'x-trace-id': components['headers']['TraceId'];
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "/docs/errors#provider_unavailable",
         *       "title": "The provider cannot be reached or failed",
         *       "status": 502,
         *       "detail": "The provider cannot be reached or failed",
         *       "code": "provider_unavailable",
         *       "traceId": "4bf92f3577b34da6a3ce929d0e0e4736"
         *     }
         */
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description `database_unavailable` The database cannot be reached; `overloaded` Too much work is waiting; `circuit_open` The provider is failing; calls are paused; `credential_source_unavailable` The credential source cannot be reached */
    Problem503: {
      headers: {
        'x-trace-id': components['headers']['TraceId'];
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "/docs/errors#database_unavailable",
         *       "title": "The database cannot be reached",
         *       "status": 503,
         *       "detail": "The database cannot be reached",
         *       "code": "database_unavailable",
         *       "traceId": "4bf92f3577b34da6a3ce929d0e0e4736"
         *     }
         */
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description `provider_timeout` The provider did not answer in time; `outcome_unknown` The request was sent but no answer came; `deadline_exceeded` The execution ran out of time */
    Problem504: {
      headers: {
        'x-trace-id': components['headers']['TraceId'];
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "/docs/errors#provider_timeout",
         *       "title": "The provider did not answer in time",
         *       "status": 504,
         *       "detail": "The provider did not answer in time",
         *       "code": "provider_timeout",
         *       "traceId": "4bf92f3577b34da6a3ce929d0e0e4736"
         *     }
         */
        'application/problem+json': components['schemas']['Problem'];
      };
    };
  };
  parameters: never;
  requestBodies: never;
  headers: {
    /** @description Trace id of the request (W3C), also in problems and logs. */
    TraceId: string;
  };
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  listTemplatesAdmin: {
    parameters: {
      query?: {
        category?: string;
        /** @description `pagination.nextCursor` of the page before. */
        cursor?: string;
        featured?: boolean;
        /** @description Items per page; 50 when absent. */
        limit?: number;
        /** @description Looked for in name, description and author, ignoring case. */
        q?: string;
        /** @description Default `popular`. */
        sort?: 'popular' | 'rating' | 'newest' | 'name';
        source?: 'official' | 'community';
        /** @description Default `published`. */
        status?: 'published' | 'hidden';
      };
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Templates, hidden ones too */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: {
              author: string;
              /** @example enrichment */
              category: string;
              /** Format: date-time */
              createdAt: string;
              credentials: {
                description?: string;
                /** @example enrich_key */
                name: string;
                title: string;
                url?: string;
              }[];
              description: string;
              featured: boolean;
              hosts: string[];
              icon: string | null;
              /** Format: uuid */
              id: string;
              installs: number;
              key: string | null;
              /** @description Why a moderator hid it. */
              moderationNote: string | null;
              /** @example Phone enrichment */
              name: string;
              rating: {
                average: number | null;
                count: number;
              };
              /** @enum {string} */
              source: 'official' | 'community';
              /** @enum {string} */
              status: 'published' | 'hidden' | 'removed';
              /** Format: date-time */
              updatedAt: string;
              version: number;
            }[];
            pagination: {
              limit: number;
              nextCursor: string | null;
            };
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  createTemplatesAdmin: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': {
          category?: string;
          /** Format: uuid */
          connectorId?: string;
          credentials?: Record<string, unknown>[];
          definition?: Record<string, unknown>;
          description?: string;
          icon?: string;
          name?: string;
        };
      };
    };
    responses: {
      /** @description Create an official template */
      201: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            author: string;
            /** @example enrichment */
            category: string;
            /** Format: date-time */
            createdAt: string;
            credentials: {
              description?: string;
              /** @example enrich_key */
              name: string;
              title: string;
              url?: string;
            }[];
            definition: Record<string, unknown>;
            description: string;
            featured: boolean;
            hosts: string[];
            icon: string | null;
            /** Format: uuid */
            id: string;
            installs: number;
            key: string | null;
            /** @description Why a moderator hid it. */
            moderationNote: string | null;
            /** @example Phone enrichment */
            name: string;
            rating: {
              average: number | null;
              count: number;
            };
            /** @enum {string} */
            source: 'official' | 'community';
            /** @enum {string} */
            status: 'published' | 'hidden' | 'removed';
            /** Format: date-time */
            updatedAt: string;
            version: number;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  updateTemplatesAdmin: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': {
          category?: string;
          /** Format: uuid */
          connectorId?: string;
          credentials?: Record<string, unknown>[];
          definition?: Record<string, unknown>;
          description?: string;
          icon?: string;
          name?: string;
        };
      };
    };
    responses: {
      /** @description Replace an official template */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            author: string;
            /** @example enrichment */
            category: string;
            /** Format: date-time */
            createdAt: string;
            credentials: {
              description?: string;
              /** @example enrich_key */
              name: string;
              title: string;
              url?: string;
            }[];
            definition: Record<string, unknown>;
            description: string;
            featured: boolean;
            hosts: string[];
            icon: string | null;
            /** Format: uuid */
            id: string;
            installs: number;
            key: string | null;
            /** @description Why a moderator hid it. */
            moderationNote: string | null;
            /** @example Phone enrichment */
            name: string;
            rating: {
              average: number | null;
              count: number;
            };
            /** @enum {string} */
            source: 'official' | 'community';
            /** @enum {string} */
            status: 'published' | 'hidden' | 'removed';
            /** Format: date-time */
            updatedAt: string;
            version: number;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  removeTemplatesAdmin: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Remove a template from the marketplace */
      204: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  featureTemplatesAdmin: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "featured": true
         *     }
         */
        'application/json': {
          /** @example true */
          featured: boolean;
        };
      };
    };
    responses: {
      /** @description Put a template in front, or back */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            author: string;
            /** @example enrichment */
            category: string;
            /** Format: date-time */
            createdAt: string;
            credentials: {
              description?: string;
              /** @example enrich_key */
              name: string;
              title: string;
              url?: string;
            }[];
            definition: Record<string, unknown>;
            description: string;
            featured: boolean;
            hosts: string[];
            icon: string | null;
            /** Format: uuid */
            id: string;
            installs: number;
            key: string | null;
            /** @description Why a moderator hid it. */
            moderationNote: string | null;
            /** @example Phone enrichment */
            name: string;
            rating: {
              average: number | null;
              count: number;
            };
            /** @enum {string} */
            source: 'official' | 'community';
            /** @enum {string} */
            status: 'published' | 'hidden' | 'removed';
            /** Format: date-time */
            updatedAt: string;
            version: number;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  moderateTemplatesAdmin: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "status": "hidden"
         *     }
         */
        'application/json': {
          /** @description Why; shown to the publisher. */
          note?: string;
          /**
           * @example hidden
           * @enum {string}
           */
          status: 'published' | 'hidden';
        };
      };
    };
    responses: {
      /** @description Hide a template, or show it again */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            author: string;
            /** @example enrichment */
            category: string;
            /** Format: date-time */
            createdAt: string;
            credentials: {
              description?: string;
              /** @example enrich_key */
              name: string;
              title: string;
              url?: string;
            }[];
            definition: Record<string, unknown>;
            description: string;
            featured: boolean;
            hosts: string[];
            icon: string | null;
            /** Format: uuid */
            id: string;
            installs: number;
            key: string | null;
            /** @description Why a moderator hid it. */
            moderationNote: string | null;
            /** @example Phone enrichment */
            name: string;
            rating: {
              average: number | null;
              count: number;
            };
            /** @enum {string} */
            source: 'official' | 'community';
            /** @enum {string} */
            status: 'published' | 'hidden' | 'removed';
            /** Format: date-time */
            updatedAt: string;
            version: number;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  allFeatureFlags: {
    parameters: {
      query?: {
        /** @description `pagination.nextCursor` of the page before. */
        cursor?: string;
        /** @description Items per page; 50 when absent. */
        limit?: number;
      };
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Every flag with its roll-out */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: {
              description: string;
              enabled: boolean;
              /** @example advanced_steps */
              key: string;
              rolloutPercent: number;
              /** Format: date-time */
              updatedAt: string;
              workspaceIds: string[];
            }[];
            pagination: {
              limit: number;
              nextCursor: string | null;
            };
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  putFeatureFlags: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        key: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "enabled": true,
         *       "rolloutPercent": 25
         *     }
         */
        'application/json': {
          description?: string;
          /**
           * @description The main switch: off means off for everybody.
           * @example true
           */
          enabled?: boolean;
          /**
           * @description Share of the workspaces that have it.
           * @example 25
           */
          rolloutPercent?: number;
          /** @description Workspaces that have it whatever the share is. */
          workspaceIds?: string[];
        };
      };
    };
    responses: {
      /** @description Create or change a flag */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            description: string;
            enabled: boolean;
            /** @example advanced_steps */
            key: string;
            rolloutPercent: number;
            /** Format: date-time */
            updatedAt: string;
            workspaceIds: string[];
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  summaryAdminMetrics: {
    parameters: {
      query?: {
        action?: string;
        /** @description A built-in’s key or a custom connector’s id. */
        connector?: string;
        /** @description At or after; 24 hours before `to` when absent. Widened to whole buckets. */
        from?: string;
        /** @description Comma-separated: connector, action, status, mode, workspace, time; the total alone when absent. A platform admin’s `workspace` spans all workspaces. */
        groupBy?: string;
        /** @description Buckets of `groupBy=time`; chosen by the range when absent. */
        interval?: '5m' | '1h' | '1d';
        status?: 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled' | 'timed_out' | 'unknown';
        /** @description Before; now when absent. Widened to whole buckets. */
        to?: string;
      };
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Counts, success rate, durations and cost of executions of all workspaces together */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** Format: date-time */
            from: string;
            groups: {
              /** @description Sent to and received from providers. */
              bytes: number;
              cancelled: number;
              /** @description Percentiles come from histograms and are at most 4.4 % off. */
              durationMs: {
                mean: number | null;
                p50: number | null;
                p95: number | null;
                p99: number | null;
              };
              failed: number;
              key: {
                [key: string]: string;
              };
              runs: number;
              succeeded: number;
              /** @description Succeeded among all that were not cancelled, 0 to 1. */
              successRate: number | null;
              timedOut: number;
              unknown: number;
              unpricedCalls: number;
              /** @description Model calls of known price. */
              usd: number;
            }[];
            /** @enum {string|null} */
            interval: '5m' | '1h' | '1d' | null;
            /** Format: date-time */
            to: string;
            total: {
              /** @description Sent to and received from providers. */
              bytes: number;
              cancelled: number;
              /** @description Percentiles come from histograms and are at most 4.4 % off. */
              durationMs: {
                mean: number | null;
                p50: number | null;
                p95: number | null;
                p99: number | null;
              };
              failed: number;
              runs: number;
              succeeded: number;
              /** @description Succeeded among all that were not cancelled, 0 to 1. */
              successRate: number | null;
              timedOut: number;
              unknown: number;
              unpricedCalls: number;
              /** @description Model calls of known price. */
              usd: number;
            };
            truncated: boolean;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  workspacesAdminMetrics: {
    parameters: {
      query?: {
        /** @description `pagination.nextCursor` of the page before. */
        cursor?: string;
        /** @description At or after; 24 hours before `to` when absent. Widened to whole buckets. */
        from?: string;
        /** @description Items per page; 50 when absent. */
        limit?: number;
        /** @description Looked for in the name, ignoring case; or the whole id. */
        q?: string;
        /** @description Default `executions`, the most first; so are `failures` and `cost`. */
        sort?: 'executions' | 'failures' | 'cost' | 'newest' | 'name';
        /** @description Before; now when absent. Widened to whole buckets. */
        to?: string;
      };
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Every workspace with what it did */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: {
              figures: {
                /** @description Sent to and received from providers. */
                bytes: number;
                cancelled: number;
                /** @description Percentiles come from histograms and are at most 4.4 % off. */
                durationMs: {
                  mean: number | null;
                  p50: number | null;
                  p95: number | null;
                  p99: number | null;
                };
                failed: number;
                runs: number;
                succeeded: number;
                /** @description Succeeded among all that were not cancelled, 0 to 1. */
                successRate: number | null;
                timedOut: number;
                unknown: number;
                unpricedCalls: number;
                /** @description Model calls of known price. */
                usd: number;
              };
              /**
               * Format: date-time
               * @description When an execution last ended, whatever the range; to five minutes, later to a day.
               */
              lastActiveAt: string | null;
              workspace: {
                /** Format: date-time */
                createdAt: string;
                /** Format: uuid */
                id: string;
                /** @example default */
                name: string;
              };
            }[];
            pagination: {
              limit: number;
              nextCursor: string | null;
            };
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  listAgentTraces: {
    parameters: {
      query?: {
        agent?: string;
        /** @description `pagination.nextCursor` of the page before. */
        cursor?: string;
        executionId?: string;
        /** @description At or after, e.g. `2026-01-31T12:00:00Z`. */
        from?: string;
        kind?: 'run' | 'step' | 'tool_call';
        /** @description Items per page; 50 when absent. */
        limit?: number;
        /** @description Of the run, step or tool. */
        name?: string;
        runId?: string;
        status?: 'succeeded' | 'failed';
        /** @description Before. */
        to?: string;
        traceId?: string;
      };
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Runs of agents, their steps and tool calls, newest first */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: {
              actor: string;
              agent: string | null;
              durationMs: number;
              error: unknown;
              executionId: string | null;
              /** Format: uuid */
              id: string;
              input: unknown;
              /** @enum {string} */
              kind: 'run' | 'step' | 'tool_call';
              name: string;
              output: unknown;
              parentId: string | null;
              runId: string;
              /** Format: date-time */
              startedAt: string;
              /** @enum {string} */
              status: 'succeeded' | 'failed';
              traceId: string | null;
            }[];
            pagination: {
              limit: number;
              nextCursor: string | null;
            };
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  addAgentTraces: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "spans": [
         *         {
         *           "runId": "nightly-enrichment-42",
         *           "kind": "step",
         *           "name": "plan",
         *           "agent": "enrichment-agent",
         *           "status": "succeeded",
         *           "startedAt": "2026-01-31T12:00:00Z",
         *           "durationMs": 1250
         *         }
         *       ]
         *     }
         */
        'application/json': {
          /** @description Ended runs, steps and tool calls. */
          spans: {
            /** @example enrichment-agent */
            agent?: string;
            /** @example 1250 */
            durationMs: number;
            error?: unknown;
            /**
             * Format: uuid
             * @description The execution a tool call became.
             */
            executionId?: string;
            /**
             * Format: uuid
             * @description UUIDv7 of the last seven days, for spans that others name as their parent.
             */
            id?: string;
            /** @description Sensitive members are hidden; kept up to 64 KiB. */
            input?: unknown;
            /**
             * @example step
             * @enum {string}
             */
            kind: 'run' | 'step' | 'tool_call';
            /** @example plan */
            name: string;
            output?: unknown;
            /**
             * Format: uuid
             * @description Span this one is below.
             */
            parentId?: string;
            /**
             * @description What belongs together.
             * @example nightly-enrichment-42
             */
            runId: string;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00Z
             */
            startedAt: string;
            /**
             * @example succeeded
             * @enum {string}
             */
            status: 'succeeded' | 'failed';
            traceId?: string;
          }[];
        };
      };
    };
    responses: {
      /** @description Add what an agent did */
      201: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            accepted: number;
            ids: string[];
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  runAgentTraces: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        runId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One run of an agent as a tree */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            runId: string;
            spans: {
              actor: string;
              agent: string | null;
              /** @description Spans of the same shape. */
              children: Record<string, unknown>[];
              durationMs: number;
              error: unknown;
              executionId: string | null;
              /** Format: uuid */
              id: string;
              input: unknown;
              /** @enum {string} */
              kind: 'run' | 'step' | 'tool_call';
              name: string;
              output: unknown;
              parentId: string | null;
              runId: string;
              /** Format: date-time */
              startedAt: string;
              /** @enum {string} */
              status: 'succeeded' | 'failed';
              traceId: string | null;
            }[];
          };
        };
      };
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  exportAgentTraces: {
    parameters: {
      query?: {
        agent?: string;
        /** @description `pagination.nextCursor` of the page before. */
        cursor?: string;
        executionId?: string;
        /** @description At or after, e.g. `2026-01-31T12:00:00Z`. */
        from?: string;
        kind?: 'run' | 'step' | 'tool_call';
        /** @description Items per page; 50 when absent. */
        limit?: number;
        /** @description Of the run, step or tool. */
        name?: string;
        runId?: string;
        status?: 'succeeded' | 'failed';
        /** @description Before. */
        to?: string;
        traceId?: string;
      };
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Agent traces as a CSV file */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'text/csv': string;
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  listAlerts: {
    parameters: {
      query?: {
        /** @description `pagination.nextCursor` of the page before. */
        cursor?: string;
        /** @description Items per page; 50 when absent. */
        limit?: number;
      };
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Alert rules and what they say right now, newest first */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: {
              channels: {
                /** @enum {string} */
                type: 'webhook' | 'action';
              }[];
              condition: {
                /** @description Only this one (error_rate, dead_connection). */
                connector?: string;
                /** @description Executions in the window below which a rate says nothing (error_rate); 20 unless set. */
                minRuns?: number;
                /**
                 * @description Of the budget (cost_budget); the calendar month unless set, UTC.
                 * @enum {string}
                 */
                period?: 'day' | 'month';
                /** @description Looks in a row, half a minute apart, that must agree before it fires or recovers. */
                rounds?: number;
                /** @description Fires at or above: a share (error_rate, quota), seconds (queue_age), US dollars (cost_budget). */
                threshold?: number;
                /** @description Minutes looked back over (error_rate); 15 unless set. */
                windowMinutes?: number;
              };
              /** Format: date-time */
              createdAt: string;
              enabled: boolean;
              /** Format: uuid */
              id: string;
              /** @enum {string} */
              kind: 'error_rate' | 'dead_connection' | 'queue_age' | 'quota' | 'cost_budget';
              /** @example Too many failures */
              name: string;
              /** @description What it says right now. */
              states: {
                /** Format: date-time */
                evaluatedAt: string;
                firing: boolean;
                /** Format: date-time */
                since: string;
                /** @description A connection’s id, a quota’s metric, or empty for the whole workspace. */
                subject: string;
                value: number | null;
              }[];
              /** Format: date-time */
              updatedAt: string;
            }[];
            pagination: {
              limit: number;
              nextCursor: string | null;
            };
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  createAlerts: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "name": "Too many failures",
         *       "kind": "error_rate",
         *       "condition": {
         *         "threshold": 0.2,
         *         "windowMinutes": 15
         *       },
         *       "channels": [
         *         {
         *           "type": "webhook",
         *           "url": "https://example.com/alerts",
         *           "signWith": "alert_key"
         *         }
         *       ],
         *       "enabled": true
         *     }
         */
        'application/json': {
          /**
           * @description Who is told beside the workspace’s events; at most 5.
           * @example [
           *       {
           *         "type": "webhook",
           *         "url": "https://example.com/alerts",
           *         "signWith": "alert_key"
           *       }
           *     ]
           */
          channels?: {
            /** @enum {string} */
            type: 'webhook' | 'action';
          }[];
          /**
           * @example {
           *       "threshold": 0.2,
           *       "windowMinutes": 15
           *     }
           */
          condition?: {
            /** @description Only this one (error_rate, dead_connection). */
            connector?: string;
            /** @description Executions in the window below which a rate says nothing (error_rate); 20 unless set. */
            minRuns?: number;
            /**
             * @description Of the budget (cost_budget); the calendar month unless set, UTC.
             * @enum {string}
             */
            period?: 'day' | 'month';
            /** @description Looks in a row, half a minute apart, that must agree before it fires or recovers. */
            rounds?: number;
            /** @description Fires at or above: a share (error_rate, quota), seconds (queue_age), US dollars (cost_budget). */
            threshold?: number;
            /** @description Minutes looked back over (error_rate); 15 unless set. */
            windowMinutes?: number;
          };
          /** @example true */
          enabled?: boolean;
          /**
           * @example error_rate
           * @enum {string}
           */
          kind: 'error_rate' | 'dead_connection' | 'queue_age' | 'quota' | 'cost_budget';
          /** @example Too many failures */
          name: string;
        };
      };
    };
    responses: {
      /** @description Add an alert rule */
      201: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            channels: {
              /** @enum {string} */
              type: 'webhook' | 'action';
            }[];
            condition: {
              /** @description Only this one (error_rate, dead_connection). */
              connector?: string;
              /** @description Executions in the window below which a rate says nothing (error_rate); 20 unless set. */
              minRuns?: number;
              /**
               * @description Of the budget (cost_budget); the calendar month unless set, UTC.
               * @enum {string}
               */
              period?: 'day' | 'month';
              /** @description Looks in a row, half a minute apart, that must agree before it fires or recovers. */
              rounds?: number;
              /** @description Fires at or above: a share (error_rate, quota), seconds (queue_age), US dollars (cost_budget). */
              threshold?: number;
              /** @description Minutes looked back over (error_rate); 15 unless set. */
              windowMinutes?: number;
            };
            /** Format: date-time */
            createdAt: string;
            enabled: boolean;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: 'error_rate' | 'dead_connection' | 'queue_age' | 'quota' | 'cost_budget';
            /** @example Too many failures */
            name: string;
            /** @description What it says right now. */
            states: {
              /** Format: date-time */
              evaluatedAt: string;
              firing: boolean;
              /** Format: date-time */
              since: string;
              /** @description A connection’s id, a quota’s metric, or empty for the whole workspace. */
              subject: string;
              value: number | null;
            }[];
            /** Format: date-time */
            updatedAt: string;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      409: components['responses']['Problem409'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  readAlerts: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Read an alert rule */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            channels: {
              /** @enum {string} */
              type: 'webhook' | 'action';
            }[];
            condition: {
              /** @description Only this one (error_rate, dead_connection). */
              connector?: string;
              /** @description Executions in the window below which a rate says nothing (error_rate); 20 unless set. */
              minRuns?: number;
              /**
               * @description Of the budget (cost_budget); the calendar month unless set, UTC.
               * @enum {string}
               */
              period?: 'day' | 'month';
              /** @description Looks in a row, half a minute apart, that must agree before it fires or recovers. */
              rounds?: number;
              /** @description Fires at or above: a share (error_rate, quota), seconds (queue_age), US dollars (cost_budget). */
              threshold?: number;
              /** @description Minutes looked back over (error_rate); 15 unless set. */
              windowMinutes?: number;
            };
            /** Format: date-time */
            createdAt: string;
            enabled: boolean;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: 'error_rate' | 'dead_connection' | 'queue_age' | 'quota' | 'cost_budget';
            /** @example Too many failures */
            name: string;
            /** @description What it says right now. */
            states: {
              /** Format: date-time */
              evaluatedAt: string;
              firing: boolean;
              /** Format: date-time */
              since: string;
              /** @description A connection’s id, a quota’s metric, or empty for the whole workspace. */
              subject: string;
              value: number | null;
            }[];
            /** Format: date-time */
            updatedAt: string;
          };
        };
      };
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  replaceAlerts: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "name": "Too many failures",
         *       "kind": "error_rate",
         *       "condition": {
         *         "threshold": 0.2,
         *         "windowMinutes": 15
         *       },
         *       "channels": [
         *         {
         *           "type": "webhook",
         *           "url": "https://example.com/alerts",
         *           "signWith": "alert_key"
         *         }
         *       ],
         *       "enabled": true
         *     }
         */
        'application/json': {
          /**
           * @description Who is told beside the workspace’s events; at most 5.
           * @example [
           *       {
           *         "type": "webhook",
           *         "url": "https://example.com/alerts",
           *         "signWith": "alert_key"
           *       }
           *     ]
           */
          channels?: {
            /** @enum {string} */
            type: 'webhook' | 'action';
          }[];
          /**
           * @example {
           *       "threshold": 0.2,
           *       "windowMinutes": 15
           *     }
           */
          condition?: {
            /** @description Only this one (error_rate, dead_connection). */
            connector?: string;
            /** @description Executions in the window below which a rate says nothing (error_rate); 20 unless set. */
            minRuns?: number;
            /**
             * @description Of the budget (cost_budget); the calendar month unless set, UTC.
             * @enum {string}
             */
            period?: 'day' | 'month';
            /** @description Looks in a row, half a minute apart, that must agree before it fires or recovers. */
            rounds?: number;
            /** @description Fires at or above: a share (error_rate, quota), seconds (queue_age), US dollars (cost_budget). */
            threshold?: number;
            /** @description Minutes looked back over (error_rate); 15 unless set. */
            windowMinutes?: number;
          };
          /** @example true */
          enabled?: boolean;
          /**
           * @example error_rate
           * @enum {string}
           */
          kind: 'error_rate' | 'dead_connection' | 'queue_age' | 'quota' | 'cost_budget';
          /** @example Too many failures */
          name: string;
        };
      };
    };
    responses: {
      /** @description Replace an alert rule */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            channels: {
              /** @enum {string} */
              type: 'webhook' | 'action';
            }[];
            condition: {
              /** @description Only this one (error_rate, dead_connection). */
              connector?: string;
              /** @description Executions in the window below which a rate says nothing (error_rate); 20 unless set. */
              minRuns?: number;
              /**
               * @description Of the budget (cost_budget); the calendar month unless set, UTC.
               * @enum {string}
               */
              period?: 'day' | 'month';
              /** @description Looks in a row, half a minute apart, that must agree before it fires or recovers. */
              rounds?: number;
              /** @description Fires at or above: a share (error_rate, quota), seconds (queue_age), US dollars (cost_budget). */
              threshold?: number;
              /** @description Minutes looked back over (error_rate); 15 unless set. */
              windowMinutes?: number;
            };
            /** Format: date-time */
            createdAt: string;
            enabled: boolean;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: 'error_rate' | 'dead_connection' | 'queue_age' | 'quota' | 'cost_budget';
            /** @example Too many failures */
            name: string;
            /** @description What it says right now. */
            states: {
              /** Format: date-time */
              evaluatedAt: string;
              firing: boolean;
              /** Format: date-time */
              since: string;
              /** @description A connection’s id, a quota’s metric, or empty for the whole workspace. */
              subject: string;
              value: number | null;
            }[];
            /** Format: date-time */
            updatedAt: string;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  removeAlerts: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Remove an alert rule */
      204: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  listApiKeys: {
    parameters: {
      query?: {
        /** @description `pagination.nextCursor` of the page before. */
        cursor?: string;
        /** @description Items per page; 50 when absent. */
        limit?: number;
      };
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description List the API keys of the workspace */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: {
              /** Format: date-time */
              createdAt: string;
              /** @example user:auth0|65f1c0ffee */
              createdBy: string;
              /** Format: uuid */
              id: string;
              /** Format: date-time */
              lastUsedAt: string | null;
              /** @example Nightly import */
              name: string;
              platformAdmin: boolean;
              /** @example pb_1f3a9c07 */
              prefix: string;
              /** @enum {string} */
              role: 'viewer' | 'member' | 'admin' | 'owner';
              scopes: ('read' | 'execute' | 'write' | 'admin')[] | null;
              /** Format: uuid */
              workspaceId: string;
            }[];
            pagination: {
              limit: number;
              nextCursor: string | null;
            };
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  createApiKeys: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "name": "Nightly import",
         *       "role": "member",
         *       "scopes": [
         *         "read",
         *         "execute"
         *       ]
         *     }
         */
        'application/json': {
          /** @example Nightly import */
          name: string;
          /**
           * @description At most your own role.
           * @example member
           * @enum {string}
           */
          role: 'viewer' | 'member' | 'admin' | 'owner';
          /**
           * @description Narrows the key; absent: all its role allows.
           * @example [
           *       "read",
           *       "execute"
           *     ]
           */
          scopes?: ('read' | 'execute' | 'write' | 'admin')[];
          /**
           * Format: uuid
           * @description A workspace you own or administer; absent: the one you are in.
           */
          workspaceId?: string;
        };
      };
    };
    responses: {
      /** @description Create an API key */
      201: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** Format: date-time */
            createdAt: string;
            /** @example user:auth0|65f1c0ffee */
            createdBy: string;
            /** Format: uuid */
            id: string;
            /** @description The key. Keep it now: it is never shown again. */
            key: string;
            /** Format: date-time */
            lastUsedAt: string | null;
            /** @example Nightly import */
            name: string;
            platformAdmin: boolean;
            /** @example pb_1f3a9c07 */
            prefix: string;
            /** @enum {string} */
            role: 'viewer' | 'member' | 'admin' | 'owner';
            scopes: ('read' | 'execute' | 'write' | 'admin')[] | null;
            /** Format: uuid */
            workspaceId: string;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  revokeApiKeys: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Revoke an API key */
      204: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  listAudit: {
    parameters: {
      query?: {
        /** @description Id of an operation of this document. */
        act?: string;
        /** @description Who did it. */
        actor?: string;
        /** @description `pagination.nextCursor` of the page before. */
        cursor?: string;
        /** @description At or after, e.g. `2026-01-31T12:00:00Z`. */
        from?: string;
        /** @description Items per page; 50 when absent. */
        limit?: number;
        /** @description Before. */
        to?: string;
        traceId?: string;
      };
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Who did which administrative act, newest first */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: {
              /** @example createApiKeys */
              act: string;
              /** @example user:auth0|65f1c0ffee */
              actor: string;
              address: string | null;
              /** Format: date-time */
              at: string;
              /** @description Names of the members of the body, never their values. */
              fields: string[];
              /** Format: uuid */
              id: string;
              /** @example POST */
              method: string;
              /** @description Null: under way, or cut short; whether it took effect has to be looked up. */
              outcome: {
                code: string | null;
                /** Format: date-time */
                endedAt: string;
                status: number;
              } | null;
              /** @example /api/v1/api-keys */
              path: string;
              traceId: string;
            }[];
            pagination: {
              limit: number;
              nextCursor: string | null;
            };
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  exportAudit: {
    parameters: {
      query?: {
        /** @description Id of an operation of this document. */
        act?: string;
        /** @description Who did it. */
        actor?: string;
        /** @description `pagination.nextCursor` of the page before. */
        cursor?: string;
        /** @description At or after, e.g. `2026-01-31T12:00:00Z`. */
        from?: string;
        /** @description Items per page; 50 when absent. */
        limit?: number;
        /** @description Before. */
        to?: string;
        traceId?: string;
      };
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The audit log as a CSV file */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'text/csv': string;
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  listConnections: {
    parameters: {
      query?: {
        connector?: string;
        /** @description `pagination.nextCursor` of the page before. */
        cursor?: string;
        /** @description Items per page; 50 when absent. */
        limit?: number;
      };
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description List the workspace’s connections */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: {
              account: string | null;
              auth: {
                /** @enum {string} */
                type: 'api_key' | 'bearer' | 'basic' | 'custom' | 'database' | 'oauth2' | 'oauth1';
              };
              /** @example slack */
              connector: string;
              /** Format: date-time */
              createdAt: string;
              createdBy: string;
              enabled: boolean;
              health: {
                /** Format: date-time */
                expiresAt: string | null;
                lastError: {
                  /** Format: date-time */
                  at?: string;
                  /** @example account_reauth */
                  code?: string;
                  message?: string;
                } | null;
                /** Format: date-time */
                lastProvenAt: string | null;
                missingScopes: string[];
                /** Format: date-time */
                refreshExpiresAt: string | null;
                scopes: string[] | null;
                /** @enum {string} */
                status: 'active' | 'needs_reauth' | 'disabled';
              };
              /** Format: uuid */
              id: string;
              isDefault: boolean;
              /** @description Non-secret facts of the account. */
              metadata: unknown;
              /** @example Support workspace */
              name: string;
              /** @enum {string} */
              source: 'nango' | 'oauth2' | 'stored' | 'vault';
              /** Format: date-time */
              updatedAt: string;
              version: number;
            }[];
            pagination: {
              limit: number;
              nextCursor: string | null;
            };
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  createConnections: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "connector": "slack",
         *       "name": "Support workspace",
         *       "auth": {
         *         "type": "bearer",
         *         "token": "xoxb-…"
         *       },
         *       "test": false
         *     }
         */
        'application/json': {
          /**
           * @description How to sign in: `type` is one of the connector’s kinds, beside it the fields of its form (`apiKey`, `token`, `username` and `password`, `dsn`, …). Any field may be `{ "vaultPath": "kv/data/billing#api_key" }`. `{ type: "nango", connectionId, integration? }` takes a connection that Nango has already. Secrets never come back.
           * @example {
           *       "type": "bearer",
           *       "token": "xoxb-…"
           *     }
           */
          auth: {
            /** @enum {string} */
            type: 'api_key' | 'bearer' | 'basic' | 'custom' | 'database' | 'oauth2' | 'oauth1' | 'nango';
          };
          /**
           * @description A built-in’s key or a custom connector’s id.
           * @example slack
           */
          connector: string;
          /** @description Calls that name no connection use this one. The first connection of a connector is its default. */
          isDefault?: boolean;
          /**
           * @description Unique per connector; the connector’s name when absent.
           * @example Support workspace
           */
          name?: string;
          /**
           * @description `false` saves without the test call.
           * @example false
           */
          test?: boolean;
        };
      };
    };
    responses: {
      /** @description Connect an account with a key, token, password or connection string */
      201: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            account: string | null;
            auth: {
              /** @enum {string} */
              type: 'api_key' | 'bearer' | 'basic' | 'custom' | 'database' | 'oauth2' | 'oauth1';
            };
            /** @example slack */
            connector: string;
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            enabled: boolean;
            health: {
              /** Format: date-time */
              expiresAt: string | null;
              lastError: {
                /** Format: date-time */
                at?: string;
                /** @example account_reauth */
                code?: string;
                message?: string;
              } | null;
              /** Format: date-time */
              lastProvenAt: string | null;
              missingScopes: string[];
              /** Format: date-time */
              refreshExpiresAt: string | null;
              scopes: string[] | null;
              /** @enum {string} */
              status: 'active' | 'needs_reauth' | 'disabled';
            };
            /** Format: uuid */
            id: string;
            isDefault: boolean;
            /** @description Non-secret facts of the account. */
            metadata: unknown;
            /** @example Support workspace */
            name: string;
            /** @enum {string} */
            source: 'nango' | 'oauth2' | 'stored' | 'vault';
            /** Format: date-time */
            updatedAt: string;
            version: number;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      409: components['responses']['Problem409'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      502: components['responses']['Problem502'];
      503: components['responses']['Problem503'];
      504: components['responses']['Problem504'];
    };
  };
  readConnections: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Read a connection and its health */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            account: string | null;
            auth: {
              /** @enum {string} */
              type: 'api_key' | 'bearer' | 'basic' | 'custom' | 'database' | 'oauth2' | 'oauth1';
            };
            /** @example slack */
            connector: string;
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            enabled: boolean;
            health: {
              /** Format: date-time */
              expiresAt: string | null;
              lastError: {
                /** Format: date-time */
                at?: string;
                /** @example account_reauth */
                code?: string;
                message?: string;
              } | null;
              /** Format: date-time */
              lastProvenAt: string | null;
              missingScopes: string[];
              /** Format: date-time */
              refreshExpiresAt: string | null;
              scopes: string[] | null;
              /** @enum {string} */
              status: 'active' | 'needs_reauth' | 'disabled';
            };
            /** Format: uuid */
            id: string;
            isDefault: boolean;
            /** @description Non-secret facts of the account. */
            metadata: unknown;
            /** @example Support workspace */
            name: string;
            /** @enum {string} */
            source: 'nango' | 'oauth2' | 'stored' | 'vault';
            /** Format: date-time */
            updatedAt: string;
            version: number;
          };
        };
      };
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  removeConnections: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Delete a connection */
      204: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  changeConnections: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "name": "Sales workspace",
         *       "auth": {
         *         "type": "bearer",
         *         "token": "xoxb-…"
         *       }
         *     }
         */
        'application/json': {
          /**
           * @description How to sign in: `type` is one of the connector’s kinds, beside it the fields of its form (`apiKey`, `token`, `username` and `password`, `dsn`, …). Any field may be `{ "vaultPath": "kv/data/billing#api_key" }`. `{ type: "nango", connectionId, integration? }` takes a connection that Nango has already. Secrets never come back.
           * @example {
           *       "type": "bearer",
           *       "token": "xoxb-…"
           *     }
           */
          auth?: {
            /** @enum {string} */
            type: 'api_key' | 'bearer' | 'basic' | 'custom' | 'database' | 'oauth2' | 'oauth1' | 'nango';
          };
          enabled?: boolean;
          isDefault?: boolean;
          /** @example Sales workspace */
          name?: string;
          /** @description `false` saves a new `auth` without the test call. */
          test?: boolean;
        };
      };
    };
    responses: {
      /** @description Rename, switch, make default, or give a new credential */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            account: string | null;
            auth: {
              /** @enum {string} */
              type: 'api_key' | 'bearer' | 'basic' | 'custom' | 'database' | 'oauth2' | 'oauth1';
            };
            /** @example slack */
            connector: string;
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            enabled: boolean;
            health: {
              /** Format: date-time */
              expiresAt: string | null;
              lastError: {
                /** Format: date-time */
                at?: string;
                /** @example account_reauth */
                code?: string;
                message?: string;
              } | null;
              /** Format: date-time */
              lastProvenAt: string | null;
              missingScopes: string[];
              /** Format: date-time */
              refreshExpiresAt: string | null;
              scopes: string[] | null;
              /** @enum {string} */
              status: 'active' | 'needs_reauth' | 'disabled';
            };
            /** Format: uuid */
            id: string;
            isDefault: boolean;
            /** @description Non-secret facts of the account. */
            metadata: unknown;
            /** @example Support workspace */
            name: string;
            /** @enum {string} */
            source: 'nango' | 'oauth2' | 'stored' | 'vault';
            /** Format: date-time */
            updatedAt: string;
            version: number;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      502: components['responses']['Problem502'];
      503: components['responses']['Problem503'];
      504: components['responses']['Problem504'];
    };
  };
  actConnectionCalls: {
    parameters: {
      query?: {
        /** @description `async` answers 202 as soon as the run is stored; `sync` when absent. */
        mode?: 'sync' | 'async';
      };
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "action": "channel.list",
         *       "input": {}
         *     }
         */
        'application/json': {
          /**
           * @description Built-in connectors: which action.
           * @example channel.list
           */
          action?: string;
          /**
           * @description Checked against the action’s input schema.
           * @example {}
           */
          input?: unknown;
        };
      };
    };
    responses: {
      /** @description Run an action with this connection */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            contactUpdates?: Record<string, unknown>;
            durationMs: number;
            /** Format: uuid */
            executionId: string;
            output: unknown;
            partial?: boolean;
            /** @enum {string} */
            status: 'succeeded';
            traceId: string;
            warnings?: {
              code: string;
              message: string;
            }[];
          };
        };
      };
      /** @description Run an action with this connection */
      202: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** Format: uuid */
            executionId: string;
            /** @enum {string} */
            status: 'queued';
            traceId: string;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      402: components['responses']['Problem402'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      502: components['responses']['Problem502'];
      503: components['responses']['Problem503'];
      504: components['responses']['Problem504'];
    };
  };
  dataConnectionCalls: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Read data at the provider, authenticated as the connection */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @description As the provider answered. */
            data: unknown;
            sourceMetadata: {
              /** @example https://api.example.com/users?limit=2 */
              requestUrl: string;
              statusCode: number;
            };
          };
        };
      };
      401: components['responses']['Problem401'];
      402: components['responses']['Problem402'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      422: components['responses']['Problem422'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      502: components['responses']['Problem502'];
      503: components['responses']['Problem503'];
      504: components['responses']['Problem504'];
    };
  };
  testConnections: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Test a connection */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            message: string;
            /** @enum {string} */
            status: 'success' | 'failure' | 'untested';
            /** Format: date-time */
            testedAt: string;
          };
        };
      };
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  listTemplates: {
    parameters: {
      query?: {
        category?: string;
        /** @description `pagination.nextCursor` of the page before. */
        cursor?: string;
        featured?: boolean;
        /** @description Items per page; 50 when absent. */
        limit?: number;
        /** @description Looked for in name, description and author, ignoring case. */
        q?: string;
        /** @description Default `popular`. */
        sort?: 'popular' | 'rating' | 'newest' | 'name';
        source?: 'official' | 'community';
      };
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Search the marketplace */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: {
              author: string;
              /** @example enrichment */
              category: string;
              /** Format: date-time */
              createdAt: string;
              credentials: {
                description?: string;
                /** @example enrich_key */
                name: string;
                title: string;
                url?: string;
              }[];
              description: string;
              featured: boolean;
              hosts: string[];
              icon: string | null;
              /** Format: uuid */
              id: string;
              installs: number;
              key: string | null;
              /** @example Phone enrichment */
              name: string;
              rating: {
                average: number | null;
                count: number;
              };
              /** @enum {string} */
              source: 'official' | 'community';
              /** @enum {string} */
              status: 'published' | 'hidden' | 'removed';
              /** Format: date-time */
              updatedAt: string;
              version: number;
            }[];
            pagination: {
              limit: number;
              nextCursor: string | null;
            };
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  publishTemplates: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': {
          category?: string;
          /** Format: uuid */
          connectorId?: string;
          credentials?: Record<string, unknown>[];
          definition?: Record<string, unknown>;
          description?: string;
          icon?: string;
          name?: string;
        };
      };
    };
    responses: {
      /** @description Publish one’s own connector as a community template */
      201: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            author: string;
            /** @example enrichment */
            category: string;
            /** Format: date-time */
            createdAt: string;
            credentials: {
              description?: string;
              /** @example enrich_key */
              name: string;
              title: string;
              url?: string;
            }[];
            definition: Record<string, unknown>;
            description: string;
            featured: boolean;
            hosts: string[];
            icon: string | null;
            /** Format: uuid */
            id: string;
            installs: number;
            key: string | null;
            /** @description Why a moderator hid it. */
            moderationNote: string | null;
            /** @example Phone enrichment */
            name: string;
            rating: {
              average: number | null;
              count: number;
            };
            /** @enum {string} */
            source: 'official' | 'community';
            /** @enum {string} */
            status: 'published' | 'hidden' | 'removed';
            /** Format: date-time */
            updatedAt: string;
            version: number;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  readTemplates: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Read a template */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            author: string;
            /** @example enrichment */
            category: string;
            /** Format: date-time */
            createdAt: string;
            credentials: {
              description?: string;
              /** @example enrich_key */
              name: string;
              title: string;
              url?: string;
            }[];
            definition: Record<string, unknown>;
            description: string;
            featured: boolean;
            hosts: string[];
            icon: string | null;
            /** Format: uuid */
            id: string;
            installs: number;
            key: string | null;
            /** @description Why a moderator hid it. */
            moderationNote: string | null;
            /** @example Phone enrichment */
            name: string;
            rating: {
              average: number | null;
              count: number;
            };
            /** @enum {string} */
            source: 'official' | 'community';
            /** @enum {string} */
            status: 'published' | 'hidden' | 'removed';
            /** Format: date-time */
            updatedAt: string;
            version: number;
          };
        };
      };
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  withdrawTemplates: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Withdraw one’s own template */
      204: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  installTemplates: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "credentials": {
         *         "enrich_key": "your key"
         *       }
         *     }
         */
        'application/json': {
          /** @description Origin in the template → address to call in its place. */
          baseUrls?: Record<string, unknown>;
          /**
           * @description Needed credential → its value, or `{ "vaultPath": "…" }`.
           * @example {
           *       "enrich_key": "your key"
           *     }
           */
          credentials?: Record<string, unknown>;
          /** @description Name of the new connector; the template’s when absent. */
          name?: string;
        };
      };
    };
    responses: {
      /** @description Make a connector of a template */
      201: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @description The new connector, as GET /connectors/:id shows it. */
            connector: Record<string, unknown>;
            credentials: {
              created: string[];
              reused: string[];
            };
            /** Format: uuid */
            templateId: string;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  rateTemplates: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "rating": 5
         *     }
         */
        'application/json': {
          /** @example 5 */
          rating: number;
        };
      };
    };
    responses: {
      /** @description Rate a template; once per person, the last word counts */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            author: string;
            /** @example enrichment */
            category: string;
            /** Format: date-time */
            createdAt: string;
            credentials: {
              description?: string;
              /** @example enrich_key */
              name: string;
              title: string;
              url?: string;
            }[];
            definition: Record<string, unknown>;
            description: string;
            featured: boolean;
            hosts: string[];
            icon: string | null;
            /** Format: uuid */
            id: string;
            installs: number;
            key: string | null;
            /** @description Why a moderator hid it. */
            moderationNote: string | null;
            /** @example Phone enrichment */
            name: string;
            rating: {
              average: number | null;
              count: number;
            };
            /** @enum {string} */
            source: 'official' | 'community';
            /** @enum {string} */
            status: 'published' | 'hidden' | 'removed';
            /** Format: date-time */
            updatedAt: string;
            version: number;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  listConnectors: {
    parameters: {
      query?: {
        category?: string;
        /** @description `pagination.nextCursor` of the page before. */
        cursor?: string;
        /** @description Items per page; 50 when absent. */
        limit?: number;
        /** @description Looked for in name, key and description, ignoring case. */
        q?: string;
        source?: 'builtin' | 'custom';
      };
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The catalogue: the workspace’s own connectors, then the built-in ones */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: {
              actions: {
                description?: string;
                /** @enum {string} */
                effect: 'read' | 'create' | 'update' | 'delete';
                /** @example message.send */
                key: string;
                /** @example Send message */
                title: string;
              }[];
              auth: string[];
              /** @example communication */
              category: string;
              /** @enum {string} */
              connectionStatus: 'not_needed' | 'connected' | 'attention' | 'not_connected';
              description: string | null;
              enabled: boolean;
              icon: string | null;
              /** Format: uuid */
              id?: string;
              /** @example slack */
              key: string;
              /** @example Slack */
              name: string;
              /** @enum {string} */
              source: 'builtin' | 'custom';
              version: number;
            }[];
            pagination: {
              limit: number;
              nextCursor: string | null;
            };
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  createConnectors: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          category?: string;
          /** @description One request (`method`, `url`, `headers`, `queryParams`, `body`, `bodyType`, `auth`, `rateLimiting`) or `steps`. `probe` (`url`, `method` GET or HEAD, `headers`, `queryParams`, `account`): the request that tests connections. */
          config: Record<string, unknown>;
          continueOnError?: boolean;
          description?: string;
          enabled?: boolean;
          fieldMappings?: {
            /** @example identities[0].firstName */
            sourcePath: string;
            /** @example firstname */
            targetField: string;
          }[];
          icon?: string;
          /** @description JSON Schema 2020-12 of `input`. */
          inputSchema?: Record<string, unknown>;
          logResponseData?: boolean;
          maxRetries?: number;
          name: string;
          /** @description Requests carry the W3C `traceparent` of the call. Default: they do not. */
          sendTraceContext?: boolean;
          timeoutMs?: number;
          /** @enum {string} */
          type?: 'single-step' | 'multi-step';
        };
      };
    };
    responses: {
      /** @description Create a custom connector */
      201: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            config: Record<string, unknown>;
            continueOnError?: boolean;
            /** Format: date-time */
            createdAt: string;
            enabled: boolean;
            fieldMappings?: {
              sourcePath: string;
              targetField: string;
            }[];
            /** Format: uuid */
            id: string;
            inputSchema?: Record<string, unknown>;
            /** Format: uuid */
            key: string;
            logResponseData?: boolean;
            maxRetries?: number;
            /** @example Enhance Data */
            name: string;
            sendTraceContext?: boolean;
            /** @enum {string} */
            source: 'custom';
            timeoutMs?: number;
            /** @enum {string} */
            type?: 'single-step' | 'multi-step';
            /** Format: date-time */
            updatedAt: string;
            version: number;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      409: components['responses']['Problem409'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  readConnectors: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        key: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Read a connector with its actions’ schemas */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            actions: {
              description?: string;
              /** @enum {string} */
              effect: 'read' | 'create' | 'update' | 'delete';
              inputSchema: unknown;
              /** @example message.send */
              key: string;
              outputSchema: unknown;
              scopes?: string[];
              /** @example Send message */
              title: string;
            }[];
            auth: string[];
            /** @description Built-in connectors: the ways to connect, with the fields of their forms. */
            authModes?: {
              /** @description JSON Schema of the facts asked before connecting. */
              ask?: Record<string, unknown>;
              fields: {
                description?: string;
                /** @example token */
                name: string;
                optional: boolean;
                secret: boolean;
                title: string;
              }[];
              provider?: string;
              scopes?: string[];
              title?: string;
              /** @example oauth2 */
              type: string;
            }[];
            /** @example communication */
            category: string;
            config?: Record<string, unknown>;
            /** @enum {string} */
            connectionStatus: 'not_needed' | 'connected' | 'attention' | 'not_connected';
            continueOnError?: boolean;
            description: string | null;
            docs?: string | null;
            enabled: boolean;
            fieldMappings?: {
              sourcePath: string;
              targetField: string;
            }[];
            /** @description Where requests go; `{…}` is a fact of the account or a variable. */
            hosts: string[];
            icon: string | null;
            /** Format: uuid */
            id?: string;
            inputSchema?: Record<string, unknown>;
            /** @example slack */
            key: string;
            logResponseData?: boolean;
            maxRetries?: number;
            /** @example Slack */
            name: string;
            sendTraceContext?: boolean;
            /** @enum {string} */
            source: 'builtin' | 'custom';
            timeoutMs?: number;
            /** @enum {string} */
            type?: 'single-step' | 'multi-step';
            version: number;
          };
        };
      };
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  replaceConnectors: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        key: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          category?: string;
          /** @description One request (`method`, `url`, `headers`, `queryParams`, `body`, `bodyType`, `auth`, `rateLimiting`) or `steps`. `probe` (`url`, `method` GET or HEAD, `headers`, `queryParams`, `account`): the request that tests connections. */
          config: Record<string, unknown>;
          continueOnError?: boolean;
          description?: string;
          enabled?: boolean;
          fieldMappings?: {
            /** @example identities[0].firstName */
            sourcePath: string;
            /** @example firstname */
            targetField: string;
          }[];
          icon?: string;
          /** @description JSON Schema 2020-12 of `input`. */
          inputSchema?: Record<string, unknown>;
          logResponseData?: boolean;
          maxRetries?: number;
          name: string;
          /** @description Requests carry the W3C `traceparent` of the call. Default: they do not. */
          sendTraceContext?: boolean;
          timeoutMs?: number;
          /** @enum {string} */
          type?: 'single-step' | 'multi-step';
        };
      };
    };
    responses: {
      /** @description Replace a custom connector’s definition */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            config: Record<string, unknown>;
            continueOnError?: boolean;
            /** Format: date-time */
            createdAt: string;
            enabled: boolean;
            fieldMappings?: {
              sourcePath: string;
              targetField: string;
            }[];
            /** Format: uuid */
            id: string;
            inputSchema?: Record<string, unknown>;
            /** Format: uuid */
            key: string;
            logResponseData?: boolean;
            maxRetries?: number;
            /** @example Enhance Data */
            name: string;
            sendTraceContext?: boolean;
            /** @enum {string} */
            source: 'custom';
            timeoutMs?: number;
            /** @enum {string} */
            type?: 'single-step' | 'multi-step';
            /** Format: date-time */
            updatedAt: string;
            version: number;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  removeConnectors: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        key: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Delete a custom connector */
      204: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  patchConnectors: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        key: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': {
          category?: string;
          /** @description One request (`method`, `url`, `headers`, `queryParams`, `body`, `bodyType`, `auth`, `rateLimiting`) or `steps`. `probe` (`url`, `method` GET or HEAD, `headers`, `queryParams`, `account`): the request that tests connections. */
          config?: Record<string, unknown>;
          continueOnError?: boolean;
          description?: string;
          enabled?: boolean;
          fieldMappings?: {
            /** @example identities[0].firstName */
            sourcePath: string;
            /** @example firstname */
            targetField: string;
          }[];
          icon?: string;
          /** @description JSON Schema 2020-12 of `input`. */
          inputSchema?: Record<string, unknown>;
          logResponseData?: boolean;
          maxRetries?: number;
          name?: string;
          /** @description Requests carry the W3C `traceparent` of the call. Default: they do not. */
          sendTraceContext?: boolean;
          timeoutMs?: number;
          /** @enum {string} */
          type?: 'single-step' | 'multi-step';
        };
      };
    };
    responses: {
      /** @description Change members of a custom connector’s definition */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            config: Record<string, unknown>;
            continueOnError?: boolean;
            /** Format: date-time */
            createdAt: string;
            enabled: boolean;
            fieldMappings?: {
              sourcePath: string;
              targetField: string;
            }[];
            /** Format: uuid */
            id: string;
            inputSchema?: Record<string, unknown>;
            /** Format: uuid */
            key: string;
            logResponseData?: boolean;
            maxRetries?: number;
            /** @example Enhance Data */
            name: string;
            sendTraceContext?: boolean;
            /** @enum {string} */
            source: 'custom';
            timeoutMs?: number;
            /** @enum {string} */
            type?: 'single-step' | 'multi-step';
            /** Format: date-time */
            updatedAt: string;
            version: number;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  cloneConnectors: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        key: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "name": "Enhance phone, sandbox"
         *     }
         */
        'application/json': {
          /**
           * @description Absent: the name of the original with “(copy)”.
           * @example Enhance phone, sandbox
           */
          name?: string;
        };
      };
    };
    responses: {
      /** @description Clone a custom connector */
      201: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            config: Record<string, unknown>;
            continueOnError?: boolean;
            /** Format: date-time */
            createdAt: string;
            enabled: boolean;
            fieldMappings?: {
              sourcePath: string;
              targetField: string;
            }[];
            /** Format: uuid */
            id: string;
            inputSchema?: Record<string, unknown>;
            /** Format: uuid */
            key: string;
            logResponseData?: boolean;
            maxRetries?: number;
            /** @example Enhance Data */
            name: string;
            sendTraceContext?: boolean;
            /** @enum {string} */
            source: 'custom';
            timeoutMs?: number;
            /** @enum {string} */
            type?: 'single-step' | 'multi-step';
            /** Format: date-time */
            updatedAt: string;
            version: number;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  executeConnector: {
    parameters: {
      query?: {
        /** @description `async` answers 202 as soon as the run is stored. */
        mode?: 'sync' | 'async';
      };
      header?: {
        /** @description Same key and same body within 24 h: the same answer, with `Idempotent-Replayed: true`. Same key and another body: 422. */
        'Idempotency-Key'?: string;
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        key: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': {
          /** @description Built-in connectors: which action. */
          action?: string;
          /**
           * Format: uuid
           * @description Which account; absent: the workspace’s default one.
           */
          connectionId?: string;
          /** @description Values for `{{contact.…}}`. */
          contact?: Record<string, unknown>;
          /**
           * Format: uuid
           * @description Whose values fill `{{contact.…}}`, and who receives the field mappings.
           */
          contactId?: string;
          /** @description Checked against the action’s or connector’s input schema. */
          input?: unknown;
        };
      };
    };
    responses: {
      /** @description Run a connector */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "executionId": "0199a2b0-7c1e-7a3f-9b52-3f1d2c4b5a69",
           *       "status": "succeeded",
           *       "output": {
           *         "identities": [
           *           {
           *             "firstName": "Ada"
           *           }
           *         ]
           *       },
           *       "contactUpdates": {
           *         "firstname": "Ada"
           *       },
           *       "durationMs": 41.2,
           *       "traceId": "4bf92f3577b34da6a3ce929d0e0e4736"
           *     }
           */
          'application/json': {
            contactUpdates?: Record<string, unknown>;
            durationMs: number;
            /** Format: uuid */
            executionId: string;
            output: unknown;
            partial?: boolean;
            /** @enum {string} */
            status: 'succeeded';
            traceId: string;
            warnings?: {
              code: string;
              message: string;
            }[];
          };
        };
      };
      /** @description Run a connector */
      202: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** Format: uuid */
            executionId: string;
            /** @enum {string} */
            status: 'queued';
            traceId: string;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      402: components['responses']['Problem402'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      502: components['responses']['Problem502'];
      503: components['responses']['Problem503'];
      504: components['responses']['Problem504'];
    };
  };
  ofConnectorExecutions: {
    parameters: {
      query?: {
        /** @description `pagination.nextCursor` of the page before. */
        cursor?: string;
        /** @description Created at or after, e.g. `2026-01-31T12:00:00Z`. */
        from?: string;
        /** @description Items per page; 50 when absent. */
        limit?: number;
        /** @description Beginning of an execution id, trace id, connector name, action or error code. */
        q?: string;
        /** @description Comma-separated: queued, running, succeeded, failed, cancelled, timed_out, unknown. */
        status?: string;
        /** @description Created before. */
        to?: string;
      };
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        key: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description List the executions of a connector, newest first */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: {
              action: string | null;
              connectionId: string | null;
              connector: {
                key: string;
                name: string;
                /** @enum {string} */
                source: 'builtin' | 'custom';
                version: number;
              };
              contactId: string | null;
              /** Format: date-time */
              createdAt: string;
              durationMs: number | null;
              /** @enum {string} */
              effect: 'read' | 'create' | 'update' | 'delete';
              errorCode: string | null;
              /** Format: date-time */
              finishedAt: string | null;
              /** Format: uuid */
              id: string;
              /** @example sync */
              mode: string;
              retryOf: string | null;
              /** Format: date-time */
              startedAt: string | null;
              /** @enum {string} */
              status: 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled' | 'timed_out' | 'unknown';
              traceId: string;
              /** @example api */
              trigger: string;
            }[];
            pagination: {
              limit: number;
              nextCursor: string | null;
            };
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  readConnectorLimits: {
    parameters: {
      query?: {
        /** @description Action of a built-in connector; its first one when absent. */
        action?: string;
        /** @description Limits are counted per connection. */
        connectionId?: string;
      };
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        key: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What is left of the limits, and which providers are down */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            circuits: {
              connectionId: string | null;
              /** @example pipedrive */
              connector: string;
              /** @example api.example.com */
              host: string;
              inFlight: number;
              retryAfterMs: number;
              /** @enum {string} */
              state: 'closed' | 'open' | 'half-open';
            }[];
            limits: {
              allowed: number;
              /** @example service */
              bucket: string;
              remaining: number;
              /** @enum {string} */
              strategy: 'queue' | 'fail';
              waitMs: number;
              windowMs: number;
            }[];
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  testConnectorTest: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        key: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': {
          /** @description Built-in connectors: which action. */
          action?: string;
          /**
           * Format: uuid
           * @description Which account; absent: the workspace’s default one.
           */
          connectionId?: string;
          /** @description Values for `{{contact.…}}`. */
          contact?: Record<string, unknown>;
          /**
           * Format: uuid
           * @description Whose values fill `{{contact.…}}`, and who receives the field mappings.
           */
          contactId?: string;
          /** @description Checked against the action’s or connector’s input schema. */
          input?: unknown;
        };
      };
    };
    responses: {
      /** @description Test a connector */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @description What a real run would write. */
            contactUpdates?: Record<string, unknown>;
            durationMs: number;
            error?: components['schemas']['Problem'];
            /** Format: uuid */
            executionId: string;
            output?: unknown;
            partial?: boolean;
            /** @example succeeded */
            status: string;
            steps: {
              durationMs: number;
              /** @example step_1 */
              id: string;
              /** @description Null: the step did not get that far. */
              output: unknown;
              /** @description Secrets are redacted. Null: the step sent nothing. */
              request: Record<string, unknown> | null;
              /** @description Null: none came. */
              response: Record<string, unknown> | null;
              /** @example succeeded */
              status: string;
            }[];
            traceId: string;
            warnings?: Record<string, unknown>[];
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  listConnectorVersions: {
    parameters: {
      query?: {
        /** @description `pagination.nextCursor` of the page before. */
        cursor?: string;
        /** @description Items per page; 50 when absent. */
        limit?: number;
      };
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        key: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description List the versions of a custom connector, newest first */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: {
              /** Format: date-time */
              createdAt: string;
              /** @example user:ada */
              createdBy: string;
              /** @description Literal credentials are masked. */
              definition: Record<string, unknown>;
              version: number;
            }[];
            pagination: {
              limit: number;
              nextCursor: string | null;
            };
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  readConnectorVersions: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        key: string;
        version: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Read a version */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** Format: date-time */
            createdAt: string;
            /** @example user:ada */
            createdBy: string;
            /** @description Literal credentials are masked. */
            definition: Record<string, unknown>;
            version: number;
          };
        };
      };
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  restoreConnectorVersions: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        key: string;
        version: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Make an old version the newest one */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            config: Record<string, unknown>;
            continueOnError?: boolean;
            /** Format: date-time */
            createdAt: string;
            enabled: boolean;
            fieldMappings?: {
              sourcePath: string;
              targetField: string;
            }[];
            /** Format: uuid */
            id: string;
            inputSchema?: Record<string, unknown>;
            /** Format: uuid */
            key: string;
            logResponseData?: boolean;
            maxRetries?: number;
            /** @example Enhance Data */
            name: string;
            sendTraceContext?: boolean;
            /** @enum {string} */
            source: 'custom';
            timeoutMs?: number;
            /** @enum {string} */
            type?: 'single-step' | 'multi-step';
            /** Format: date-time */
            updatedAt: string;
            version: number;
          };
        };
      };
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  bulkConnectors: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "ids": [
         *         "slack"
         *       ],
         *       "enabled": false
         *     }
         */
        'application/json': {
          /** @example false */
          enabled: boolean;
          /**
           * @description Custom connectors by id, built-ins by key.
           * @example [
           *       "slack"
           *     ]
           */
          ids: string[];
        };
      };
    };
    responses: {
      /** @description Switch many connectors on or off */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            notFound: string[];
            updated: string[];
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  importConnectorImport: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "kind": "curl",
         *       "source": "curl https://api.example.com/people -H 'X-Key: abc'"
         *     }
         */
        'application/json': {
          /**
           * @example curl
           * @enum {string}
           */
          kind: 'openapi' | 'curl' | 'postman';
          /** @description Operations wanted, by their id; all (at most 50) when absent. */
          operations?: string[];
          /**
           * @description The document or command itself, as text; a JSON document also as an object. Nothing is fetched.
           * @example curl https://api.example.com/people -H 'X-Key: abc'
           */
          source: string | Record<string, unknown>;
        };
      };
    };
    responses: {
      /** @description Draft connectors from an OpenAPI document, a curl command or a Postman collection */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            drafts: {
              /** @description To be reviewed and sent to POST /connectors. */
              definition: Record<string, unknown>;
              notes: string[];
              operation: string;
              problems: {
                message: string;
                path: string;
              }[];
              secrets: {
                /** @example api_key */
                name: string;
                usedFor: string;
              }[];
            }[];
            operations: {
              id: string;
              /** @example GET */
              method: string;
              name: string;
              /** @example /people */
              path: string;
            }[];
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  testDraftConnectorTest: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @description Built-in connectors: which action. */
          action?: string;
          category?: string;
          /** @description One request (`method`, `url`, `headers`, `queryParams`, `body`, `bodyType`, `auth`, `rateLimiting`) or `steps`. `probe` (`url`, `method` GET or HEAD, `headers`, `queryParams`, `account`): the request that tests connections. */
          config: Record<string, unknown>;
          /**
           * Format: uuid
           * @description Which account; absent: the workspace’s default one.
           */
          connectionId?: string;
          /** @description Values for `{{contact.…}}`. */
          contact?: Record<string, unknown>;
          /**
           * Format: uuid
           * @description Whose values fill `{{contact.…}}`, and who receives the field mappings.
           */
          contactId?: string;
          continueOnError?: boolean;
          description?: string;
          enabled?: boolean;
          fieldMappings?: {
            /** @example identities[0].firstName */
            sourcePath: string;
            /** @example firstname */
            targetField: string;
          }[];
          icon?: string;
          /** Format: uuid */
          id?: string;
          /** @description Checked against the action’s or connector’s input schema. */
          input?: unknown;
          /** @description JSON Schema 2020-12 of `input`. */
          inputSchema?: Record<string, unknown>;
          logResponseData?: boolean;
          maxRetries?: number;
          name?: string;
          /** @description Requests carry the W3C `traceparent` of the call. Default: they do not. */
          sendTraceContext?: boolean;
          timeoutMs?: number;
          /** @enum {string} */
          type?: 'single-step' | 'multi-step';
        };
      };
    };
    responses: {
      /** @description Test an unsaved definition */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @description What a real run would write. */
            contactUpdates?: Record<string, unknown>;
            durationMs: number;
            error?: components['schemas']['Problem'];
            /** Format: uuid */
            executionId: string;
            output?: unknown;
            partial?: boolean;
            /** @example succeeded */
            status: string;
            steps: {
              durationMs: number;
              /** @example step_1 */
              id: string;
              /** @description Null: the step did not get that far. */
              output: unknown;
              /** @description Secrets are redacted. Null: the step sent nothing. */
              request: Record<string, unknown> | null;
              /** @description Null: none came. */
              response: Record<string, unknown> | null;
              /** @example succeeded */
              status: string;
            }[];
            traceId: string;
            warnings?: Record<string, unknown>[];
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  listContacts: {
    parameters: {
      query?: {
        /** @description `pagination.nextCursor` of the page before. */
        cursor?: string;
        /** @description Items per page; 50 when absent. */
        limit?: number;
        /** @description Looked for in name, e-mail and phone number, ignoring case. */
        q?: string;
      };
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description List contacts, newest first */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: {
              city: string | null;
              company: string | null;
              country: string | null;
              /** Format: date-time */
              createdAt: string;
              /** @description Your own fields. */
              customFields: Record<string, unknown>;
              email: string | null;
              firstname: string | null;
              /** Format: uuid */
              id: string;
              lastname: string | null;
              /** @description Written by the platform; `connectorResponses` holds the last answers, newest first, without members such as `password` or `token`. */
              metadata: Record<string, unknown>;
              phone_number: string | null;
              st_address: string | null;
              state: string | null;
              /** Format: date-time */
              updatedAt: string;
              zip: string | null;
            }[];
            pagination: {
              limit: number;
              nextCursor: string | null;
            };
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  createContacts: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': {
          city?: string | null;
          company?: string | null;
          country?: string | null;
          /** @description Your own fields. */
          customFields?: Record<string, unknown>;
          email?: string | null;
          firstname?: string | null;
          lastname?: string | null;
          phone_number?: string | null;
          st_address?: string | null;
          state?: string | null;
          zip?: string | null;
        };
      };
    };
    responses: {
      /** @description Create a contact */
      201: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            city: string | null;
            company: string | null;
            country: string | null;
            /** Format: date-time */
            createdAt: string;
            /** @description Your own fields. */
            customFields: Record<string, unknown>;
            email: string | null;
            firstname: string | null;
            /** Format: uuid */
            id: string;
            lastname: string | null;
            /** @description Written by the platform; `connectorResponses` holds the last answers, newest first, without members such as `password` or `token`. */
            metadata: Record<string, unknown>;
            phone_number: string | null;
            st_address: string | null;
            state: string | null;
            /** Format: date-time */
            updatedAt: string;
            zip: string | null;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  readContacts: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Read a contact */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            city: string | null;
            company: string | null;
            country: string | null;
            /** Format: date-time */
            createdAt: string;
            /** @description Your own fields. */
            customFields: Record<string, unknown>;
            email: string | null;
            firstname: string | null;
            /** Format: uuid */
            id: string;
            lastname: string | null;
            /** @description Written by the platform; `connectorResponses` holds the last answers, newest first, without members such as `password` or `token`. */
            metadata: Record<string, unknown>;
            phone_number: string | null;
            st_address: string | null;
            state: string | null;
            /** Format: date-time */
            updatedAt: string;
            zip: string | null;
          };
        };
      };
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  removeContacts: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Delete a contact */
      204: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  patchContacts: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': {
          city?: string | null;
          company?: string | null;
          country?: string | null;
          /** @description Your own fields. */
          customFields?: Record<string, unknown>;
          email?: string | null;
          firstname?: string | null;
          lastname?: string | null;
          phone_number?: string | null;
          st_address?: string | null;
          state?: string | null;
          zip?: string | null;
        };
      };
    };
    responses: {
      /** @description Change a contact */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            city: string | null;
            company: string | null;
            country: string | null;
            /** Format: date-time */
            createdAt: string;
            /** @description Your own fields. */
            customFields: Record<string, unknown>;
            email: string | null;
            firstname: string | null;
            /** Format: uuid */
            id: string;
            lastname: string | null;
            /** @description Written by the platform; `connectorResponses` holds the last answers, newest first, without members such as `password` or `token`. */
            metadata: Record<string, unknown>;
            phone_number: string | null;
            st_address: string | null;
            state: string | null;
            /** Format: date-time */
            updatedAt: string;
            zip: string | null;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  importContacts: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "contacts": [
         *         {
         *           "email": "ada@example.com",
         *           "firstname": "Ada"
         *         }
         *       ]
         *     }
         */
        'application/json': {
          /**
           * @description A list of contacts. Exactly one of `contacts` and `csv`.
           * @example [
           *       {
           *         "email": "ada@example.com",
           *         "firstname": "Ada"
           *       }
           *     ]
           */
          contacts?: Record<string, unknown>[];
          /** @description CSV with a header line of field names; your own as `customFields.<name>`. */
          csv?: string;
        };
      };
    };
    responses: {
      /** @description Import many contacts */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            created: number;
            errors: {
              message: string;
              path: string;
              row: number;
            }[];
            failed: number;
            updated: number;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  listCosts: {
    parameters: {
      query?: {
        /** @description A built-in’s key or a custom connector’s id. */
        connector?: string;
        /** @description `pagination.nextCursor` of the page before. */
        cursor?: string;
        executionId?: string;
        /** @description At or after, e.g. `2026-01-31T12:00:00Z`. */
        from?: string;
        /** @description Items per page; 50 when absent. */
        limit?: number;
        model?: string;
        provider?: string;
        /** @description Before. */
        to?: string;
        traceId?: string;
      };
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What model calls cost, newest first */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: {
              action: string | null;
              /** Format: date-time */
              at: string;
              /** @description Of the input tokens. */
              cachedTokens: number;
              connectionId: string | null;
              /** @example openai */
              connector: string;
              /** Format: uuid */
              executionId: string;
              /** Format: uuid */
              id: string;
              inputTokens: number;
              /** @example gpt-5-mini */
              model: string;
              outputTokens: number;
              /** @description What was charged by, and the version of the price list: the vendor’s page and the day it was read. */
              price: {
                asOf: string | null;
                /** @description US dollars per million tokens. */
                cached: number | null;
                /** @description US dollars per million tokens. */
                input: number | null;
                /** @description US dollars per million tokens. */
                output: number | null;
                /** @example https://vendor.example/pricing */
                source: string;
              } | null;
              /** @example openai */
              provider: string;
              traceId: string;
              /** @description US dollars; null: the price is unknown. */
              usd: number | null;
            }[];
            pagination: {
              limit: number;
              nextCursor: string | null;
            };
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  exportCosts: {
    parameters: {
      query?: {
        /** @description A built-in’s key or a custom connector’s id. */
        connector?: string;
        /** @description `pagination.nextCursor` of the page before. */
        cursor?: string;
        executionId?: string;
        /** @description At or after, e.g. `2026-01-31T12:00:00Z`. */
        from?: string;
        /** @description Items per page; 50 when absent. */
        limit?: number;
        model?: string;
        provider?: string;
        /** @description Before. */
        to?: string;
        traceId?: string;
      };
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Model costs as a CSV file */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'text/csv': string;
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  totalsCosts: {
    parameters: {
      query?: {
        /** @description At or after; 30 days before `to` when absent. */
        from?: string;
        /** @description Comma-separated: provider, model, connector, day; `model` when absent. */
        groupBy?: string;
        /** @description Before; now when absent. */
        to?: string;
      };
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Sums of model costs, by model and day for instance */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** Format: date-time */
            from: string;
            groups: {
              cachedTokens: number;
              calls: number;
              inputTokens: number;
              key: {
                [key: string]: string;
              };
              outputTokens: number;
              /** @description Calls of unknown price; with any, `usd` is a lower bound. */
              unpricedCalls: number;
              /** @description Of the calls of known price. */
              usd: number;
            }[];
            /** Format: date-time */
            to: string;
            total: {
              cachedTokens: number;
              calls: number;
              inputTokens: number;
              outputTokens: number;
              /** @description Calls of unknown price; with any, `usd` is a lower bound. */
              unpricedCalls: number;
              /** @description Of the calls of known price. */
              usd: number;
            };
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  listCredentials: {
    parameters: {
      query?: {
        /** @description `pagination.nextCursor` of the page before. */
        cursor?: string;
        /** @description Items per page; 50 when absent. */
        limit?: number;
      };
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description List the workspace’s secrets by name */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: {
              /** Format: date-time */
              createdAt: string;
              /** @example enrich_key */
              name: string;
              /** @enum {string} */
              source: 'value' | 'vault';
              /** Format: date-time */
              updatedAt: string;
              vaultPath: string | null;
            }[];
            pagination: {
              limit: number;
              nextCursor: string | null;
            };
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  putCredentials: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "value": "sk-…"
         *     }
         */
        'application/json': {
          /**
           * @description The secret; it never comes back. Exactly one of `value` and `vaultPath`.
           * @example sk-…
           */
          value?: string;
          /** @description Where Vault keeps it, e.g. `kv/data/billing#api_key`. */
          vaultPath?: string;
        };
      };
    };
    responses: {
      /** @description Store or replace a secret */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** Format: date-time */
            createdAt: string;
            /** @example enrich_key */
            name: string;
            /** @enum {string} */
            source: 'value' | 'vault';
            /** Format: date-time */
            updatedAt: string;
            vaultPath: string | null;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  removeCredentials: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Delete a secret */
      204: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  listEvents: {
    parameters: {
      query?: {
        /** @description Who did it. */
        actor?: string;
        /** @description `pagination.nextCursor` of the page before. */
        cursor?: string;
        /** @description At or after, e.g. `2026-01-31T12:00:00Z`. */
        from?: string;
        /** @description Items per page; 50 when absent. */
        limit?: number;
        /** @description Which of them. */
        subjectId?: string;
        /** @description Kind of thing it happened to. */
        subjectType?: string;
        /** @description Before. */
        to?: string;
        /** @description The trace it happened in. */
        traceId?: string;
        type?: string;
      };
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What happened in the workspace, newest first */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: {
              /** @example user:auth0|65f1c0ffee */
              actor: string;
              /** Format: date-time */
              at: string;
              data: unknown;
              /** Format: uuid */
              id: string;
              subject: {
                id: string;
                /** @example api_key */
                type: string;
              };
              traceId: string | null;
              /** @example api_key.created */
              type: string;
            }[];
            pagination: {
              limit: number;
              nextCursor: string | null;
            };
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  exportEvents: {
    parameters: {
      query?: {
        /** @description Who did it. */
        actor?: string;
        /** @description `pagination.nextCursor` of the page before. */
        cursor?: string;
        /** @description At or after, e.g. `2026-01-31T12:00:00Z`. */
        from?: string;
        /** @description Items per page; 50 when absent. */
        limit?: number;
        /** @description Which of them. */
        subjectId?: string;
        /** @description Kind of thing it happened to. */
        subjectType?: string;
        /** @description Before. */
        to?: string;
        /** @description The trace it happened in. */
        traceId?: string;
        type?: string;
      };
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The same as a CSV file */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'text/csv': string;
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  listExecutions: {
    parameters: {
      query?: {
        /** @description Those that used this connection. */
        connectionId?: string;
        /** @description A built-in’s key or a custom connector’s id. */
        connector?: string;
        /** @description `pagination.nextCursor` of the page before. */
        cursor?: string;
        /** @description Created at or after, e.g. `2026-01-31T12:00:00Z`. */
        from?: string;
        /** @description Items per page; 50 when absent. */
        limit?: number;
        /** @description Beginning of an execution id, trace id, connector name, action or error code. */
        q?: string;
        /** @description Comma-separated: queued, running, succeeded, failed, cancelled, timed_out, unknown. */
        status?: string;
        /** @description Created before. */
        to?: string;
      };
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description List executions, newest first */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: {
              action: string | null;
              connectionId: string | null;
              connector: {
                key: string;
                name: string;
                /** @enum {string} */
                source: 'builtin' | 'custom';
                version: number;
              };
              contactId: string | null;
              /** Format: date-time */
              createdAt: string;
              durationMs: number | null;
              /** @enum {string} */
              effect: 'read' | 'create' | 'update' | 'delete';
              errorCode: string | null;
              /** Format: date-time */
              finishedAt: string | null;
              /** Format: uuid */
              id: string;
              /** @example sync */
              mode: string;
              retryOf: string | null;
              /** Format: date-time */
              startedAt: string | null;
              /** @enum {string} */
              status: 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled' | 'timed_out' | 'unknown';
              traceId: string;
              /** @example api */
              trigger: string;
            }[];
            pagination: {
              limit: number;
              nextCursor: string | null;
            };
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  readExecutions: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Read an execution with all that explains it */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            action: string | null;
            attempts: {
              durationMs: number;
              error?: {
                /** @example provider_rejected */
                code: string;
                errors?: {
                  message: string;
                  path: string;
                }[];
                message: string;
                providerStatus?: number;
              };
              limitWaitMs?: number;
              number: number;
              request?: {
                body?: unknown;
                headers: {
                  [key: string]: string;
                };
                /** @example GET */
                method: string;
                url: string;
              };
              response?: {
                body?: unknown;
                bytes: number;
                headers: {
                  [key: string]: string;
                };
                status: number;
                truncated?: boolean;
              };
              retry?: {
                afterMs: number;
                reason: string;
              };
              /** Format: date-time */
              startedAt: string;
              /** @example step_1 */
              stepId?: string;
            }[];
            /** @description To and from providers. */
            bytes: number;
            connectionId: string | null;
            connector: {
              key: string;
              name: string;
              /** @enum {string} */
              source: 'builtin' | 'custom';
              version: number;
            };
            contactId: string | null;
            contactUpdates: Record<string, unknown> | null;
            costs: {
              cachedTokens: number;
              inputTokens: number;
              model: string;
              outputTokens: number;
              /** @description US dollars per million tokens, and the version of the price list. */
              price?: {
                /** @example 2026-10-04 */
                asOf: string;
                cached?: number;
                input: number;
                output: number;
                source: string;
              };
              /** @example openai */
              provider: string;
              /** @description US dollars; null: the price is unknown. */
              usd: number | null;
            }[];
            /** Format: date-time */
            createdAt: string;
            /** @description What each of the router’s twelve steps decided, and why. */
            decisions: {
              atMs: number;
              durationMs: number;
              /** @example allowed */
              outcome: string;
              reason: string;
              /** @enum {string} */
              step:
                | 'resolve-connector'
                | 'authorize'
                | 'validate-input'
                | 'replay'
                | 'resolve-connection'
                | 'resolve-credential'
                | 'rate-limit'
                | 'circuit-breaker'
                | 'intent'
                | 'execute'
                | 'map-output'
                | 'record';
            }[];
            durationMs: number | null;
            /** @enum {string} */
            effect: 'read' | 'create' | 'update' | 'delete';
            error: {
              /** @example provider_rejected */
              code: string;
              errors?: {
                message: string;
                path: string;
              }[];
              message: string;
              providerStatus?: number;
            } | null;
            errorCode: string | null;
            /** @description What happened to the execution, and in its trace while it ran; oldest first. */
            events: {
              /** @example user:auth0|65f1c0ffee */
              actor: string;
              /** Format: date-time */
              at: string;
              data: unknown;
              /** Format: uuid */
              id: string;
              subject: {
                id: string;
                /** @example api_key */
                type: string;
              };
              traceId: string | null;
              /** @example api_key.created */
              type: string;
            }[];
            /** Format: date-time */
            finishedAt: string | null;
            /** Format: uuid */
            id: string;
            /** @description Redacted; above its cap `{ truncated, bytes, preview }`. */
            input: unknown;
            /** @example sync */
            mode: string;
            output: unknown;
            /** @description The connection that has to be connected again before this queued run goes on; null: it waits for none. */
            parkedOn: string | null;
            retryOf: string | null;
            /** Format: date-time */
            startedAt: string | null;
            /** @enum {string} */
            status: 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled' | 'timed_out' | 'unknown';
            steps: {
              durationMs: number;
              error?: {
                /** @example provider_rejected */
                code: string;
                errors?: {
                  message: string;
                  path: string;
                }[];
                message: string;
                providerStatus?: number;
              };
              groupId?: string;
              /** @example step_1 */
              id: string;
              name?: string;
              output?: unknown;
              reason?: string;
              request?: {
                body?: unknown;
                headers: {
                  [key: string]: string;
                };
                /** @example GET */
                method: string;
                url: string;
              };
              response?: {
                body?: unknown;
                bytes: number;
                headers: {
                  [key: string]: string;
                };
                status: number;
                truncated?: boolean;
              };
              /** Format: date-time */
              startedAt: string;
              /** @enum {string} */
              status: 'succeeded' | 'failed' | 'skipped';
            }[];
            /** @description Waits, steps and requests on one axis: milliseconds since the execution was created. */
            timeline: {
              entries: {
                durationMs: number;
                /** @enum {string} */
                kind: 'queue' | 'limit' | 'retry' | 'step' | 'attempt';
                label: string;
                startMs: number;
                /** @example step_1 */
                stepId?: string;
              }[];
              providerMs: number;
              waits: {
                limitMs: number;
                queueMs: number;
                retryMs: number;
              };
            };
            traceId: string;
            /** @description The trace where the operator looks at traces (`PATCHBAY_TRACE_URL_TEMPLATE`). */
            traceUrl: string | null;
            /** @example api */
            trigger: string;
          };
        };
      };
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  cancelExecutionControl: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Cancel an execution */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** Format: uuid */
            executionId: string;
            /** @enum {string} */
            status: 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled' | 'timed_out' | 'unknown';
          };
        };
      };
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  retryExecutionControl: {
    parameters: {
      query?: {
        /** @description `async` (default) answers 202 as soon as the new run is stored; `sync` waits for its end. */
        mode?: 'sync' | 'async';
      };
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "input": {
         *         "phone": "+4930901820"
         *       }
         *     }
         */
        'application/json': {
          /** @description Your word that executions of status `unknown` may be repeated although their request may have taken effect. */
          confirm?: boolean;
          /**
           * @description Instead of the input the execution had.
           * @example {
           *       "phone": "+4930901820"
           *     }
           */
          input?: unknown;
        };
      };
    };
    responses: {
      /** @description Run an execution again */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            contactUpdates?: Record<string, unknown>;
            durationMs: number;
            /** Format: uuid */
            executionId: string;
            output: unknown;
            partial?: boolean;
            /** Format: uuid */
            retryOf: string;
            /** @enum {string} */
            status: 'succeeded';
            traceId: string;
            warnings?: {
              code: string;
              message: string;
            }[];
          };
        };
      };
      /** @description Run an execution again */
      202: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** Format: uuid */
            executionId: string;
            /** Format: uuid */
            retryOf: string;
            /** @enum {string} */
            status: 'queued';
            traceId: string;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      402: components['responses']['Problem402'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      422: components['responses']['Problem422'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      502: components['responses']['Problem502'];
      503: components['responses']['Problem503'];
      504: components['responses']['Problem504'];
    };
  };
  retryManyExecutionControl: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "filter": {
         *         "status": "failed",
         *         "connector": "slack"
         *       },
         *       "limit": 100
         *     }
         */
        'application/json': {
          /** @description Your word that executions of status `unknown` may be repeated although their request may have taken effect. */
          confirm?: boolean;
          filter: {
            /** @description A built-in’s key or a custom connector’s id. */
            connector?: string;
            /** @description Created at or after, e.g. `2026-01-31T12:00:00Z`. */
            from?: string;
            /** @description Beginning of an execution id, trace id, connector name, action or error code. */
            q?: string;
            /**
             * @description Comma-separated, out of failed, timed_out, cancelled, unknown; the first two when absent.
             * @example failed
             */
            status?: string;
            /** @description Created before. */
            to?: string;
          };
          /**
           * @description At most so many, the oldest first; 100 when absent.
           * @example 100
           */
          limit?: number;
        };
      };
    };
    responses: {
      /** @description Run many executions again */
      202: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            accepted: {
              /** Format: uuid */
              executionId: string;
              /** Format: uuid */
              retryOf: string;
            }[];
            more: boolean;
            refused: {
              code: string;
              message: string;
              /** Format: uuid */
              retryOf: string;
            }[];
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  streamExecutionStream: {
    parameters: {
      query?: {
        /** @description Where to resume, like the header `Last-Event-ID`: milliseconds since the epoch. */
        lastEventId?: number;
        /** @description Ends the stream after so many seconds; one hour when absent. */
        seconds?: number;
      };
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Watch executions and workflow runs move */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': string;
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  listFeatureFlags: {
    parameters: {
      query?: {
        /** @description `pagination.nextCursor` of the page before. */
        cursor?: string;
        /** @description Items per page; 50 when absent. */
        limit?: number;
      };
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Which features the workspace has */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: {
              description: string;
              enabled: boolean;
              /** @example advanced_steps */
              key: string;
            }[];
            pagination: {
              limit: number;
              nextCursor: string | null;
            };
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  overallHealth2: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Health of the process and of what it needs */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "status": "ok",
           *       "checks": {
           *         "database": "up",
           *         "queue": "up"
           *       }
           *     }
           */
          'application/json': {
            checks: {
              [key: string]: 'up' | 'down';
            };
            sources?: {
              [key: string]: 'up' | 'down';
            };
            /** @enum {string} */
            status: 'ok' | 'unavailable';
          };
        };
      };
      /** @description Health of the process and of what it needs */
      503: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            checks: {
              [key: string]: 'up' | 'down';
            };
            sources?: {
              [key: string]: 'up' | 'down';
            };
            /** @enum {string} */
            status: 'ok' | 'unavailable';
          };
        };
      };
    };
  };
  liveHealth2: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The process runs */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "status": "ok"
           *     }
           */
          'application/json': {
            /** @enum {string} */
            status: 'ok';
          };
        };
      };
    };
  };
  readyHealth2: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The process can take work */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "status": "ok",
           *       "checks": {
           *         "database": "up",
           *         "queue": "up"
           *       }
           *     }
           */
          'application/json': {
            checks: {
              [key: string]: 'up' | 'down';
            };
            sources?: {
              [key: string]: 'up' | 'down';
            };
            /** @enum {string} */
            status: 'ok' | 'unavailable';
          };
        };
      };
      /** @description The process can take work */
      503: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            checks: {
              [key: string]: 'up' | 'down';
            };
            sources?: {
              [key: string]: 'up' | 'down';
            };
            /** @enum {string} */
            status: 'ok' | 'unavailable';
          };
        };
      };
    };
  };
  mcp: {
    parameters: {
      query?: never;
      header?: {
        /** @description MCP clients send `application/json, text/event-stream`; both must be named. */
        Accept?: string;
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          id?: string | number;
          /** @constant */
          jsonrpc: '2.0';
          method?: string;
          params?: Record<string, unknown>;
        };
      };
    };
    responses: {
      /** @description Model Context Protocol (streamable HTTP, stateless) */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            error?: Record<string, unknown>;
            id?: unknown;
            /** @constant */
            jsonrpc: '2.0';
            result?: Record<string, unknown>;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  readMe: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Who you are here */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            id: string;
            /** @enum {string} */
            kind: 'api_key' | 'user';
            platformAdmin: boolean;
            /** @enum {string} */
            role: 'viewer' | 'member' | 'admin' | 'owner';
            workspace: {
              /** Format: date-time */
              createdAt: string;
              /** Format: uuid */
              id: string;
              /** @example Acme Sales */
              name: string;
              retentionDays: {
                audit: number;
                costs: number;
                events: number;
                executions: number;
              };
              /** @enum {string} */
              role?: 'viewer' | 'member' | 'admin' | 'owner';
              /** Format: date-time */
              updatedAt: string;
            };
          };
        };
      };
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  summaryMetrics: {
    parameters: {
      query?: {
        action?: string;
        /** @description A built-in’s key or a custom connector’s id. */
        connector?: string;
        /** @description At or after; 24 hours before `to` when absent. Widened to whole buckets. */
        from?: string;
        /** @description Comma-separated: connector, action, status, mode, workspace, time; the total alone when absent. A platform admin’s `workspace` spans all workspaces. */
        groupBy?: string;
        /** @description Buckets of `groupBy=time`; chosen by the range when absent. */
        interval?: '5m' | '1h' | '1d';
        status?: 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled' | 'timed_out' | 'unknown';
        /** @description Before; now when absent. Widened to whole buckets. */
        to?: string;
      };
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Counts, success rate, durations and cost of executions */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** Format: date-time */
            from: string;
            groups: {
              /** @description Sent to and received from providers. */
              bytes: number;
              cancelled: number;
              /** @description Percentiles come from histograms and are at most 4.4 % off. */
              durationMs: {
                mean: number | null;
                p50: number | null;
                p95: number | null;
                p99: number | null;
              };
              failed: number;
              key: {
                [key: string]: string;
              };
              runs: number;
              succeeded: number;
              /** @description Succeeded among all that were not cancelled, 0 to 1. */
              successRate: number | null;
              timedOut: number;
              unknown: number;
              unpricedCalls: number;
              /** @description Model calls of known price. */
              usd: number;
            }[];
            /** @enum {string|null} */
            interval: '5m' | '1h' | '1d' | null;
            /** Format: date-time */
            to: string;
            total: {
              /** @description Sent to and received from providers. */
              bytes: number;
              cancelled: number;
              /** @description Percentiles come from histograms and are at most 4.4 % off. */
              durationMs: {
                mean: number | null;
                p50: number | null;
                p95: number | null;
                p99: number | null;
              };
              failed: number;
              runs: number;
              succeeded: number;
              /** @description Succeeded among all that were not cancelled, 0 to 1. */
              successRate: number | null;
              timedOut: number;
              unknown: number;
              unpricedCalls: number;
              /** @description Model calls of known price. */
              usd: number;
            };
            truncated: boolean;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  listOauth: {
    parameters: {
      query?: {
        /** @description `pagination.nextCursor` of the page before. */
        cursor?: string;
        /** @description Items per page; 50 when absent. */
        limit?: number;
      };
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description List OAuth apps */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: {
              clientId: string;
              /** @example slack */
              connector: string;
              /** @enum {string} */
              source: 'workspace' | 'environment';
              /** Format: date-time */
              updatedAt: string | null;
            }[];
            pagination: {
              limit: number;
              nextCursor: string | null;
            };
            /** @example https://patchbay.example.com/api/v1/oauth/callback */
            redirectUri: string;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  saveOauth: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        connector: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "clientId": "1234.5678",
         *       "clientSecret": "a1b2c3…"
         *     }
         */
        'application/json': {
          /** @example 1234.5678 */
          clientId: string;
          /**
           * @description It never comes back.
           * @example a1b2c3…
           */
          clientSecret: string;
        };
      };
    };
    responses: {
      /** @description Store the workspace’s own OAuth app for a connector */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            clientId: string;
            /** @example slack */
            connector: string;
            /** @enum {string} */
            source: 'workspace' | 'environment';
            /** Format: date-time */
            updatedAt: string | null;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  removeOauth: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        connector: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Delete the workspace’s own OAuth app */
      204: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  beginOauth: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "connector": "slack",
         *       "name": "Support workspace",
         *       "metadata": {}
         *     }
         */
        'application/json': {
          /**
           * Format: uuid
           * @description A connection that signs in again.
           */
          connectionId?: string;
          /** @example slack */
          connector: string;
          /**
           * @description What the connector asks before connecting, such as a shop’s name.
           * @example {}
           */
          metadata?: Record<string, unknown>;
          /**
           * @description Of the new connection; a free name like it is found.
           * @example Support workspace
           */
          name?: string;
          /** @description Which of the connector’s ways to sign in, such as its sandbox; the first when absent. */
          provider?: string;
        };
      };
    };
    responses: {
      /** @description Begin to connect an account with OAuth */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @example https://patchbay.example.com/api/v1/oauth/start/… */
            connectUrl: string;
            /** Format: date-time */
            expiresAt: string;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            provider: 'nango' | 'oauth2';
            sessionToken?: string;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      409: components['responses']['Problem409'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  outcomeOauth: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Read what came of a sign-in */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** Format: uuid */
            connectionId: string | null;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            status: 'pending' | 'connected' | 'failed' | 'expired';
          };
        };
      };
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  listPromptSimilarity: {
    parameters: {
      query?: {
        /** @description `pagination.nextCursor` of the page before. */
        cursor?: string;
        executionId?: string;
        /** @description At or after, e.g. `2026-01-31T12:00:00Z`. */
        from?: string;
        /** @description Items per page; 50 when absent. */
        limit?: number;
        /** @description Only prompts with a neighbour that is at least so near, 0.7 to 1 (the same text). */
        minScore?: number;
        model?: string;
        provider?: string;
        /** @description Before. */
        to?: string;
      };
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Prompts sent to models and how near earlier ones were, newest first */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: {
              /** Format: date-time */
              at: string;
              chars: number;
              /** Format: uuid */
              executionId: string;
              /** @description Equal for equal texts of the workspace; letter case and white space do not count. */
              hash: string;
              /** Format: uuid */
              id: string;
              inputTokens: number;
              /** @example gpt-5-mini */
              model: string;
              /** @description The nearest prompt of the seven days before. */
              neighbour: {
                /** Format: uuid */
                executionId: string;
                /** Format: uuid */
                id: string;
                /** @description Share of the texts’ pieces that are the same, 0.7 to 1 (the same text). */
                score: number;
              } | null;
              outputTokens: number;
              /** @example openai */
              provider: string;
              /** @description What an answer kept for the neighbour would have saved. */
              savedTokens: number;
              traceId: string;
              usd: number | null;
            }[];
            pagination: {
              limit: number;
              nextCursor: string | null;
            };
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  exportPromptSimilarity: {
    parameters: {
      query?: {
        /** @description `pagination.nextCursor` of the page before. */
        cursor?: string;
        executionId?: string;
        /** @description At or after, e.g. `2026-01-31T12:00:00Z`. */
        from?: string;
        /** @description Items per page; 50 when absent. */
        limit?: number;
        /** @description Only prompts with a neighbour that is at least so near, 0.7 to 1 (the same text). */
        minScore?: number;
        model?: string;
        provider?: string;
        /** @description Before. */
        to?: string;
      };
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Prompts as a CSV file */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'text/csv': string;
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  totalsPromptSimilarity: {
    parameters: {
      query?: {
        /** @description At or after; 7 days before `to` when absent. */
        from?: string;
        /** @description How near a neighbour must be to count as the same question; 0.9 when absent. */
        minScore?: number;
        /** @description Before; now when absent. */
        to?: string;
      };
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What a cache of answers would have saved, by model */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: {
              model: string;
              prompts: number;
              provider: string;
              repeated: number;
              savedTokens: number;
              savedUsd: number;
            }[];
            /** Format: date-time */
            from: string;
            minScore: number;
            /** Format: date-time */
            to: string;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  readUsage: {
    parameters: {
      query?: {
        month?: string;
      };
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What the workspace has used in a calendar month (UTC), and its quotas */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @description To and from providers. */
            bytes: number;
            executions: number;
            /** Format: date-time */
            from: string;
            /** @example 2026-11 */
            month: string;
            quotas: {
              hard: number | null;
              /** @enum {string} */
              metric: 'executions' | 'bytes' | 'usd';
              soft: number | null;
              /** @enum {string} */
              state: 'within' | 'soft_reached' | 'hard_reached';
              used: number;
            }[];
            /** Format: date-time */
            to: string;
            unpricedCalls: number;
            /** @description Model calls of known price. */
            usd: number;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  setQuotasUsage: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        /** @example {} */
        'application/json': {
          /** @description Bytes to and from providers. */
          bytes?: {
            /**
             * @description Beyond it calls are refused with `quota_exceeded`; null: no limit.
             * @example 1000
             */
            hard?: number | null;
            /**
             * @description Beyond it an event tells so; null: no limit.
             * @example 800
             */
            soft?: number | null;
          };
          /** @description Executions that ended in a month. */
          executions?: {
            /**
             * @description Beyond it calls are refused with `quota_exceeded`; null: no limit.
             * @example 1000
             */
            hard?: number | null;
            /**
             * @description Beyond it an event tells so; null: no limit.
             * @example 800
             */
            soft?: number | null;
          };
          /** @description Model cost in US dollars. */
          usd?: {
            /**
             * @description Beyond it calls are refused with `quota_exceeded`; null: no limit.
             * @example 1000
             */
            hard?: number | null;
            /**
             * @description Beyond it an event tells so; null: no limit.
             * @example 800
             */
            soft?: number | null;
          };
        };
      };
    };
    responses: {
      /** @description Set quotas of a month */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @description To and from providers. */
            bytes: number;
            executions: number;
            /** Format: date-time */
            from: string;
            /** @example 2026-11 */
            month: string;
            quotas: {
              hard: number | null;
              /** @enum {string} */
              metric: 'executions' | 'bytes' | 'usd';
              soft: number | null;
              /** @enum {string} */
              state: 'within' | 'soft_reached' | 'hard_reached';
              used: number;
            }[];
            /** Format: date-time */
            to: string;
            unpricedCalls: number;
            /** @description Model calls of known price. */
            usd: number;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  listWebhookEndpoints: {
    parameters: {
      query?: {
        /** @description `pagination.nextCursor` of the page before. */
        cursor?: string;
        /** @description Items per page; 50 when absent. */
        limit?: number;
        workflowId?: string;
      };
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description List the addresses of webhook triggers */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: {
              /** Format: date-time */
              createdAt: string;
              enabled: boolean;
              /** Format: uuid */
              id: string;
              options: Record<string, unknown>;
              /** @enum {string} */
              scheme: 'standard-webhooks' | 'github' | 'stripe' | 'slack' | 'shopify' | 'hmac-sha256' | 'token';
              triggerId: string;
              /** @example https://patchbay.example.com/api/v1/webhooks/in/0199a2b0-7c1e-7a3f-9b52-3f1d2c4b5a69 */
              url: string;
              /** Format: uuid */
              workflowId: string;
            }[];
            pagination: {
              limit: number;
              nextCursor: string | null;
            };
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  createWebhookEndpoints: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "workflowId": "0199a2b0-7c1e-7a3f-9b52-3f1d2c4b5a69",
         *       "triggerId": "order",
         *       "scheme": "standard-webhooks"
         *     }
         */
        'application/json': {
          options?: {
            /**
             * @description `hmac-sha256`: how the signature is written; `hex` when absent.
             * @enum {string}
             */
            encoding?: 'hex' | 'base64';
            /** @description The header with the sender’s own id of the event: what has come once is not worked on again. */
            eventIdHeader?: string;
            /** @description `hmac-sha256`: the header with the signature; `token`: the one with the token. */
            header?: string;
            /** @description `hmac-sha256`: what stands before the signature, e.g. `sha256=`. */
            prefix?: string;
          };
          /**
           * @description How the sender signs.
           * @example standard-webhooks
           * @enum {string}
           */
          scheme: 'standard-webhooks' | 'github' | 'stripe' | 'slack' | 'shopify' | 'hmac-sha256' | 'token';
          /** @description What the sender signs with, when it has made one itself. Absent: one is made and told once. */
          secret?: string;
          /**
           * @description A trigger of type `webhook` of this workflow.
           * @example order
           */
          triggerId: string;
          /** Format: uuid */
          workflowId: string;
        };
      };
    };
    responses: {
      /** @description Give a webhook trigger an address */
      201: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** Format: date-time */
            createdAt: string;
            enabled: boolean;
            /** Format: uuid */
            id: string;
            options: Record<string, unknown>;
            /** @enum {string} */
            scheme: 'standard-webhooks' | 'github' | 'stripe' | 'slack' | 'shopify' | 'hmac-sha256' | 'token';
            /** @description Told this once. */
            secret: string;
            triggerId: string;
            /** @example https://patchbay.example.com/api/v1/webhooks/in/0199a2b0-7c1e-7a3f-9b52-3f1d2c4b5a69 */
            url: string;
            /** Format: uuid */
            workflowId: string;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      409: components['responses']['Problem409'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  removeWebhookEndpoints: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Delete an address */
      204: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  changeWebhookEndpoints: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "enabled": false
         *     }
         */
        'application/json': {
          /** @description A switched-off endpoint answers 404. */
          enabled: boolean;
        };
      };
    };
    responses: {
      /** @description Switch an address on or off */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** Format: date-time */
            createdAt: string;
            enabled: boolean;
            /** Format: uuid */
            id: string;
            options: Record<string, unknown>;
            /** @enum {string} */
            scheme: 'standard-webhooks' | 'github' | 'stripe' | 'slack' | 'shopify' | 'hmac-sha256' | 'token';
            triggerId: string;
            /** @example https://patchbay.example.com/api/v1/webhooks/in/0199a2b0-7c1e-7a3f-9b52-3f1d2c4b5a69 */
            url: string;
            /** Format: uuid */
            workflowId: string;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  rotateWebhookEndpoints: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /** @example {} */
        'application/json': {
          secret?: string;
        };
      };
    };
    responses: {
      /** @description Give an address a new secret */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** Format: date-time */
            createdAt: string;
            enabled: boolean;
            /** Format: uuid */
            id: string;
            options: Record<string, unknown>;
            /** @enum {string} */
            scheme: 'standard-webhooks' | 'github' | 'stripe' | 'slack' | 'shopify' | 'hmac-sha256' | 'token';
            /** @description Told this once. */
            secret: string;
            triggerId: string;
            /** @example https://patchbay.example.com/api/v1/webhooks/in/0199a2b0-7c1e-7a3f-9b52-3f1d2c4b5a69 */
            url: string;
            /** Format: uuid */
            workflowId: string;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  listWebhookEvents: {
    parameters: {
      query?: {
        /** @description `pagination.nextCursor` of the page before. */
        cursor?: string;
        endpointId?: string;
        /** @description Items per page; 50 when absent. */
        limit?: number;
        status?: 'stored' | 'started' | 'ignored' | 'dead';
      };
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description List received webhook events, newest first */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: {
              bytes: number;
              contentType: string;
              /** Format: uuid */
              endpointId: string;
              eventKey: string;
              /** Format: uuid */
              id: string;
              /** @description Why it began no run. */
              reason: Record<string, unknown> | null;
              /** Format: date-time */
              receivedAt: string;
              replays: number;
              runId: string | null;
              /** @enum {string} */
              status: 'stored' | 'started' | 'ignored' | 'dead';
              /** Format: uuid */
              workflowId: string;
            }[];
            pagination: {
              limit: number;
              nextCursor: string | null;
            };
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  readWebhookEvents: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Read a webhook event with what was sent */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            body: string;
            bytes: number;
            contentType: string;
            /** Format: uuid */
            endpointId: string;
            eventKey: string;
            headers: Record<string, unknown>;
            /** Format: uuid */
            id: string;
            /** @description Why it began no run. */
            reason: Record<string, unknown> | null;
            /** Format: date-time */
            receivedAt: string;
            replays: number;
            runId: string | null;
            /** @enum {string} */
            status: 'stored' | 'started' | 'ignored' | 'dead';
            /** Format: uuid */
            workflowId: string;
          };
        };
      };
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  replayWebhookEvents: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Work on a webhook event again */
      202: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            body: string;
            bytes: number;
            contentType: string;
            /** Format: uuid */
            endpointId: string;
            eventKey: string;
            headers: Record<string, unknown>;
            /** Format: uuid */
            id: string;
            /** @description Why it began no run. */
            reason: Record<string, unknown> | null;
            /** Format: date-time */
            receivedAt: string;
            replays: number;
            runId: string | null;
            /** @enum {string} */
            status: 'stored' | 'started' | 'ignored' | 'dead';
            /** Format: uuid */
            workflowId: string;
          };
        };
      };
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  readBulkRuns: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Read a bulk run with its progress */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            concurrency: number;
            /** Format: date-time */
            createdAt: string;
            error: Record<string, unknown> | null;
            /** Format: date-time */
            finishedAt: string | null;
            /**
             * Format: uuid
             * @description Also the `groupId` of its runs.
             */
            id: string;
            progress: {
              cancelled: number;
              failed: number;
              open: number;
              parked: number;
              perMinute: number;
              processed: number;
              remaining: number;
              secondsLeft: number | null;
              succeeded: number;
            };
            skipped: number;
            /** @enum {string} */
            status: 'running' | 'paused' | 'finished' | 'cancelled' | 'failed';
            total: number;
            version: number;
            /** Format: uuid */
            workflowId: string;
          };
        };
      };
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  cancelBulkRuns: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Cancel a bulk run */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            concurrency: number;
            /** Format: date-time */
            createdAt: string;
            error: Record<string, unknown> | null;
            /** Format: date-time */
            finishedAt: string | null;
            /**
             * Format: uuid
             * @description Also the `groupId` of its runs.
             */
            id: string;
            progress: {
              cancelled: number;
              failed: number;
              open: number;
              parked: number;
              perMinute: number;
              processed: number;
              remaining: number;
              secondsLeft: number | null;
              succeeded: number;
            };
            skipped: number;
            /** @enum {string} */
            status: 'running' | 'paused' | 'finished' | 'cancelled' | 'failed';
            total: number;
            version: number;
            /** Format: uuid */
            workflowId: string;
          };
        };
      };
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  pauseBulkRuns: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Pause a bulk run */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            concurrency: number;
            /** Format: date-time */
            createdAt: string;
            error: Record<string, unknown> | null;
            /** Format: date-time */
            finishedAt: string | null;
            /**
             * Format: uuid
             * @description Also the `groupId` of its runs.
             */
            id: string;
            progress: {
              cancelled: number;
              failed: number;
              open: number;
              parked: number;
              perMinute: number;
              processed: number;
              remaining: number;
              secondsLeft: number | null;
              succeeded: number;
            };
            skipped: number;
            /** @enum {string} */
            status: 'running' | 'paused' | 'finished' | 'cancelled' | 'failed';
            total: number;
            version: number;
            /** Format: uuid */
            workflowId: string;
          };
        };
      };
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  resumeBulkRuns: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Let a paused bulk run go on */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            concurrency: number;
            /** Format: date-time */
            createdAt: string;
            error: Record<string, unknown> | null;
            /** Format: date-time */
            finishedAt: string | null;
            /**
             * Format: uuid
             * @description Also the `groupId` of its runs.
             */
            id: string;
            progress: {
              cancelled: number;
              failed: number;
              open: number;
              parked: number;
              perMinute: number;
              processed: number;
              remaining: number;
              secondsLeft: number | null;
              succeeded: number;
            };
            skipped: number;
            /** @enum {string} */
            status: 'running' | 'paused' | 'finished' | 'cancelled' | 'failed';
            total: number;
            version: number;
            /** Format: uuid */
            workflowId: string;
          };
        };
      };
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  listWorkflowRuns: {
    parameters: {
      query?: {
        contactId?: string;
        /** @description `pagination.nextCursor` of the page before. */
        cursor?: string;
        /** @description Started at or after. */
        from?: string;
        /** @description Runs that were started together. */
        groupId?: string;
        /** @description Items per page; 50 when absent. */
        limit?: number;
        /** @description Comma-separated, out of running, parked, succeeded, failed, cancelled. */
        status?: string;
        /** @description Started before. */
        to?: string;
        workflowId?: string;
      };
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description List workflow runs, newest first */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: {
              contactId: string | null;
              /** Format: date-time */
              createdAt: string;
              durationMs: number | null;
              error: {
                /** @example provider_rejected */
                code: string;
                message: string;
                nodeId?: string;
              } | null;
              /** Format: date-time */
              finishedAt: string | null;
              groupId: string | null;
              /** Format: uuid */
              id: string;
              rerunOf: string | null;
              /** @enum {string} */
              status: 'running' | 'parked' | 'succeeded' | 'failed' | 'cancelled';
              traceId: string;
              trigger: {
                id: string | null;
                /** @example api */
                type: string;
              };
              version: number;
              /** Format: uuid */
              workflowId: string;
            }[];
            pagination: {
              limit: number;
              nextCursor: string | null;
            };
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  readWorkflowRuns: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Read a run with its timeline */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            contactId: string | null;
            /** Format: date-time */
            createdAt: string;
            durationMs: number | null;
            error: {
              /** @example provider_rejected */
              code: string;
              message: string;
              nodeId?: string;
            } | null;
            /** Format: date-time */
            finishedAt: string | null;
            groupId: string | null;
            /** Format: uuid */
            id: string;
            /** @description Redacted; cut when large. */
            input: unknown;
            nodes: {
              attempt: number;
              attempts: Record<string, unknown>[];
              /** Format: date-time */
              dueAt: string | null;
              durationMs: number | null;
              error: {
                /** @example provider_rejected */
                code: string;
                message: string;
                nodeId?: string;
              } | null;
              executionId: string | null;
              /** Format: date-time */
              finishedAt: string | null;
              /** @description Redacted; cut when large. */
              input: unknown;
              item: number | null;
              items: {
                failed: number;
                succeeded: number;
                total: number;
              } | null;
              /** @example find */
              nodeId: string;
              /** @description Redacted; cut when large. */
              output: unknown;
              port: string | null;
              /** Format: date-time */
              startedAt: string | null;
              /** @enum {string} */
              status: 'queued' | 'running' | 'waiting' | 'pending' | 'open' | 'unknown' | 'succeeded' | 'failed' | 'skipped' | 'cancelled';
              /** @example action */
              type: string;
            }[];
            /** @description Redacted; cut when large. */
            output: unknown;
            rerunOf: string | null;
            /** @enum {string} */
            status: 'running' | 'parked' | 'succeeded' | 'failed' | 'cancelled';
            traceId: string;
            trigger: {
              id: string | null;
              /** @example api */
              type: string;
            };
            version: number;
            /** Format: uuid */
            workflowId: string;
          };
        };
      };
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  cancelWorkflowRuns: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Cancel a run */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** Format: uuid */
            runId: string;
            /** @enum {string} */
            status: 'running' | 'parked' | 'succeeded' | 'failed' | 'cancelled';
          };
        };
      };
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  decideWorkflowRuns: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "nodeId": "charge",
         *       "decision": "repeat"
         *     }
         */
        'application/json': {
          /**
           * @description `continue`: it took effect, go on with `output`. `repeat`: it did not, call again. `stop`: the node failed.
           * @example repeat
           * @enum {string}
           */
          decision: 'continue' | 'repeat' | 'stop';
          /** @description Index of the item for a node inside of a for-each. */
          item?: number;
          /** @example charge */
          nodeId: string;
          /** @description What the node is to have answered; with `continue` only. */
          output?: unknown;
        };
      };
    };
    responses: {
      /** @description Decide on a node of which it is not known whether it took effect */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** Format: uuid */
            runId: string;
            /** @enum {string} */
            status: 'running' | 'parked' | 'succeeded' | 'failed' | 'cancelled';
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  itemsWorkflowRuns: {
    parameters: {
      query: {
        /** @description `pagination.nextCursor` of the page before. */
        cursor?: string;
        /** @description Items per page; 50 when absent. */
        limit?: number;
        /** @description Id of the for-each. */
        node: string;
      };
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description List the items of a for-each with their nodes */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: {
              attempt: number;
              attempts: Record<string, unknown>[];
              /** Format: date-time */
              dueAt: string | null;
              durationMs: number | null;
              error: {
                /** @example provider_rejected */
                code: string;
                message: string;
                nodeId?: string;
              } | null;
              executionId: string | null;
              /** Format: date-time */
              finishedAt: string | null;
              /** @description Redacted; cut when large. */
              input: unknown;
              item: number | null;
              items: {
                failed: number;
                succeeded: number;
                total: number;
              } | null;
              /** @example find */
              nodeId: string;
              nodes: {
                attempt: number;
                attempts: Record<string, unknown>[];
                /** Format: date-time */
                dueAt: string | null;
                durationMs: number | null;
                error: {
                  /** @example provider_rejected */
                  code: string;
                  message: string;
                  nodeId?: string;
                } | null;
                executionId: string | null;
                /** Format: date-time */
                finishedAt: string | null;
                /** @description Redacted; cut when large. */
                input: unknown;
                item: number | null;
                items: {
                  failed: number;
                  succeeded: number;
                  total: number;
                } | null;
                /** @example find */
                nodeId: string;
                /** @description Redacted; cut when large. */
                output: unknown;
                port: string | null;
                /** Format: date-time */
                startedAt: string | null;
                /** @enum {string} */
                status:
                  'queued' | 'running' | 'waiting' | 'pending' | 'open' | 'unknown' | 'succeeded' | 'failed' | 'skipped' | 'cancelled';
                /** @example action */
                type: string;
              }[];
              /** @description Redacted; cut when large. */
              output: unknown;
              port: string | null;
              /** Format: date-time */
              startedAt: string | null;
              /** @enum {string} */
              status: 'queued' | 'running' | 'waiting' | 'pending' | 'open' | 'unknown' | 'succeeded' | 'failed' | 'skipped' | 'cancelled';
              /** @example action */
              type: string;
            }[];
            pagination: {
              limit: number;
              nextCursor: string | null;
            };
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  rerunWorkflowRuns: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /** @example {} */
        'application/json': {
          /** @description Instead of the input the run had. */
          input?: unknown;
          /** @description The newest when absent. */
          version?: number;
        };
      };
    };
    responses: {
      /** @description Start the workflow again with the input and contact of a run */
      202: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** Format: uuid */
            rerunOf: string;
            /** Format: uuid */
            runId: string;
            version: number;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  retryWorkflowRuns: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /** @example {} */
        'application/json': {
          /** @description Taken in place of the node’s templates; needs `nodeId`. */
          input?: unknown;
          /** @description Index of the item for a node inside of a for-each. */
          item?: number;
          /** @description A failed action or transform that gets another input. */
          nodeId?: string;
        };
      };
    };
    responses: {
      /** @description Let a failed or cancelled run go on from the nodes that did not succeed */
      202: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** Format: uuid */
            runId: string;
            /** @enum {string} */
            status: 'running' | 'parked' | 'succeeded' | 'failed' | 'cancelled';
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  bulkWorkflowRuns: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "action": "retry",
         *       "filter": {
         *         "status": "failed"
         *       },
         *       "limit": 100
         *     }
         */
        'application/json': {
          /**
           * @example retry
           * @enum {string}
           */
          action: 'cancel' | 'retry' | 'rerun';
          filter: {
            /** Format: uuid */
            contactId?: string;
            /**
             * Format: date-time
             * @description Started at or after.
             */
            from?: string;
            /**
             * Format: uuid
             * @description Runs that were started together.
             */
            groupId?: string;
            /**
             * @description Comma-separated, out of running, parked, succeeded, failed, cancelled.
             * @example failed
             */
            status?: string;
            /**
             * Format: date-time
             * @description Started before.
             */
            to?: string;
            /** Format: uuid */
            workflowId?: string;
          };
          /**
           * @description At most so many, the newest first; 100 when absent.
           * @example 100
           */
          limit?: number;
        };
      };
    };
    responses: {
      /** @description Cancel, retry or re-run many runs */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            done: {
              /** Format: uuid */
              newRunId?: string;
              /** Format: uuid */
              runId: string;
            }[];
            more: boolean;
            refused: {
              code: string;
              message: string;
              /** Format: uuid */
              runId: string;
            }[];
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  listWorkflows: {
    parameters: {
      query?: {
        /** @description `pagination.nextCursor` of the page before. */
        cursor?: string;
        /** @description Items per page; 50 when absent. */
        limit?: number;
        /** @description Looked for in the name, ignoring case. */
        q?: string;
      };
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description List workflows, newest first */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: {
              /** Format: date-time */
              createdAt: string;
              enabled: boolean;
              hash: string;
              /** Format: uuid */
              id: string;
              /** @example Enrich and text */
              name: string;
              /** Format: date-time */
              updatedAt: string;
              version: number;
            }[];
            pagination: {
              limit: number;
              nextCursor: string | null;
            };
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  createWorkflows: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "definition": {
         *         "name": "Wait, then decide",
         *         "inputSchema": {
         *           "type": "object",
         *           "properties": {
         *             "amount": {
         *               "type": "number"
         *             }
         *           },
         *           "required": [
         *             "amount"
         *           ]
         *         },
         *         "start": "pause",
         *         "nodes": [
         *           {
         *             "id": "pause",
         *             "type": "delay",
         *             "seconds": 1
         *           },
         *           {
         *             "id": "size",
         *             "type": "condition",
         *             "branches": [
         *               {
         *                 "id": "large",
         *                 "when": "{{input.amount}} > 100"
         *               }
         *             ]
         *           },
         *           {
         *             "id": "sum",
         *             "type": "transform",
         *             "value": {
         *               "amount": "{{input.amount}}",
         *               "large": true
         *             }
         *           }
         *         ],
         *         "edges": [
         *           {
         *             "from": "pause",
         *             "to": "size"
         *           },
         *           {
         *             "from": "size",
         *             "to": "sum",
         *             "on": "large"
         *           }
         *         ],
         *         "output": {
         *           "large": "{{sum.large | default: false}}"
         *         }
         *       }
         *     }
         */
        'application/json': {
          /**
           * @example {
           *       "name": "Wait, then decide",
           *       "inputSchema": {
           *         "type": "object",
           *         "properties": {
           *           "amount": {
           *             "type": "number"
           *           }
           *         },
           *         "required": [
           *           "amount"
           *         ]
           *       },
           *       "start": "pause",
           *       "nodes": [
           *         {
           *           "id": "pause",
           *           "type": "delay",
           *           "seconds": 1
           *         },
           *         {
           *           "id": "size",
           *           "type": "condition",
           *           "branches": [
           *             {
           *               "id": "large",
           *               "when": "{{input.amount}} > 100"
           *             }
           *           ]
           *         },
           *         {
           *           "id": "sum",
           *           "type": "transform",
           *           "value": {
           *             "amount": "{{input.amount}}",
           *             "large": true
           *           }
           *         }
           *       ],
           *       "edges": [
           *         {
           *           "from": "pause",
           *           "to": "size"
           *         },
           *         {
           *           "from": "size",
           *           "to": "sum",
           *           "on": "large"
           *         }
           *       ],
           *       "output": {
           *         "large": "{{sum.large | default: false}}"
           *       }
           *     }
           */
          definition: {
            description?: string;
            edges?: {
              /** @example find */
              from: string;
              /**
               * @description `done`, `error` or a branch.
               * @example done
               */
              on?: string;
              /** @example check */
              to: string;
            }[];
            /** @description JSON Schema 2020-12 of `input`. */
            inputSchema?: Record<string, unknown>;
            /** @description Where an editor draws each node; no part of the version. */
            layout?: Record<string, unknown>;
            /** @example Enrich and text */
            name: string;
            nodes: {
              /** @example find */
              id: string;
              name?: string;
              /** @enum {unknown} */
              type: 'action' | 'condition' | 'parallel' | 'join' | 'forEach' | 'delay' | 'transform' | 'stop';
            }[];
            /** @description JSON whose texts are templates. */
            output?: unknown;
            /** @example find */
            start: string;
            triggers?: {
              enabled?: boolean;
              /** @example find */
              id: string;
              name?: string;
              /** @enum {unknown} */
              type: 'manual' | 'schedule' | 'webhook' | 'contact';
            }[];
          };
          /** @description Whether its triggers start runs; true when absent. */
          enabled?: boolean;
        };
      };
    };
    responses: {
      /** @description Create a workflow */
      201: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** Format: date-time */
            createdAt: string;
            definition: Record<string, unknown>;
            enabled: boolean;
            hash: string;
            /** Format: uuid */
            id: string;
            /** @example Enrich and text */
            name: string;
            /** Format: date-time */
            updatedAt: string;
            version: number;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      409: components['responses']['Problem409'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  readWorkflows: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Read a workflow at its current version */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** Format: date-time */
            createdAt: string;
            definition: Record<string, unknown>;
            enabled: boolean;
            hash: string;
            /** Format: uuid */
            id: string;
            /** @example Enrich and text */
            name: string;
            /** Format: date-time */
            updatedAt: string;
            version: number;
          };
        };
      };
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  replaceWorkflows: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "definition": {
         *         "name": "Wait, then decide",
         *         "inputSchema": {
         *           "type": "object",
         *           "properties": {
         *             "amount": {
         *               "type": "number"
         *             }
         *           },
         *           "required": [
         *             "amount"
         *           ]
         *         },
         *         "start": "pause",
         *         "nodes": [
         *           {
         *             "id": "pause",
         *             "type": "delay",
         *             "seconds": 1
         *           },
         *           {
         *             "id": "size",
         *             "type": "condition",
         *             "branches": [
         *               {
         *                 "id": "large",
         *                 "when": "{{input.amount}} > 100"
         *               }
         *             ]
         *           },
         *           {
         *             "id": "sum",
         *             "type": "transform",
         *             "value": {
         *               "amount": "{{input.amount}}",
         *               "large": true
         *             }
         *           }
         *         ],
         *         "edges": [
         *           {
         *             "from": "pause",
         *             "to": "size"
         *           },
         *           {
         *             "from": "size",
         *             "to": "sum",
         *             "on": "large"
         *           }
         *         ],
         *         "output": {
         *           "large": "{{sum.large | default: false}}"
         *         }
         *       }
         *     }
         */
        'application/json': {
          /**
           * @example {
           *       "name": "Wait, then decide",
           *       "inputSchema": {
           *         "type": "object",
           *         "properties": {
           *           "amount": {
           *             "type": "number"
           *           }
           *         },
           *         "required": [
           *           "amount"
           *         ]
           *       },
           *       "start": "pause",
           *       "nodes": [
           *         {
           *           "id": "pause",
           *           "type": "delay",
           *           "seconds": 1
           *         },
           *         {
           *           "id": "size",
           *           "type": "condition",
           *           "branches": [
           *             {
           *               "id": "large",
           *               "when": "{{input.amount}} > 100"
           *             }
           *           ]
           *         },
           *         {
           *           "id": "sum",
           *           "type": "transform",
           *           "value": {
           *             "amount": "{{input.amount}}",
           *             "large": true
           *           }
           *         }
           *       ],
           *       "edges": [
           *         {
           *           "from": "pause",
           *           "to": "size"
           *         },
           *         {
           *           "from": "size",
           *           "to": "sum",
           *           "on": "large"
           *         }
           *       ],
           *       "output": {
           *         "large": "{{sum.large | default: false}}"
           *       }
           *     }
           */
          definition: {
            description?: string;
            edges?: {
              /** @example find */
              from: string;
              /**
               * @description `done`, `error` or a branch.
               * @example done
               */
              on?: string;
              /** @example check */
              to: string;
            }[];
            /** @description JSON Schema 2020-12 of `input`. */
            inputSchema?: Record<string, unknown>;
            /** @description Where an editor draws each node; no part of the version. */
            layout?: Record<string, unknown>;
            /** @example Enrich and text */
            name: string;
            nodes: {
              /** @example find */
              id: string;
              name?: string;
              /** @enum {unknown} */
              type: 'action' | 'condition' | 'parallel' | 'join' | 'forEach' | 'delay' | 'transform' | 'stop';
            }[];
            /** @description JSON whose texts are templates. */
            output?: unknown;
            /** @example find */
            start: string;
            triggers?: {
              enabled?: boolean;
              /** @example find */
              id: string;
              name?: string;
              /** @enum {unknown} */
              type: 'manual' | 'schedule' | 'webhook' | 'contact';
            }[];
          };
          /** @description Whether its triggers start runs; true when absent. */
          enabled?: boolean;
        };
      };
    };
    responses: {
      /** @description Save a workflow */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** Format: date-time */
            createdAt: string;
            definition: Record<string, unknown>;
            enabled: boolean;
            hash: string;
            /** Format: uuid */
            id: string;
            /** @example Enrich and text */
            name: string;
            /** Format: date-time */
            updatedAt: string;
            version: number;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  removeWorkflows: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Delete a workflow whose runs have all ended */
      204: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  changeWorkflows: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "enabled": false
         *     }
         */
        'application/json': {
          /**
           * @description Off: triggers start nothing; a person still can.
           * @example false
           */
          enabled: boolean;
        };
      };
    };
    responses: {
      /** @description Switch a workflow’s triggers on or off */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** Format: date-time */
            createdAt: string;
            definition: Record<string, unknown>;
            enabled: boolean;
            hash: string;
            /** Format: uuid */
            id: string;
            /** @example Enrich and text */
            name: string;
            /** Format: date-time */
            updatedAt: string;
            version: number;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  listBulkRuns: {
    parameters: {
      query?: {
        /** @description `pagination.nextCursor` of the page before. */
        cursor?: string;
        /** @description Items per page; 50 when absent. */
        limit?: number;
      };
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description List the bulk runs of a workflow, newest first */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: {
              concurrency: number;
              /** Format: date-time */
              createdAt: string;
              error: Record<string, unknown> | null;
              /** Format: date-time */
              finishedAt: string | null;
              /**
               * Format: uuid
               * @description Also the `groupId` of its runs.
               */
              id: string;
              skipped: number;
              /** @enum {string} */
              status: 'running' | 'paused' | 'finished' | 'cancelled' | 'failed';
              total: number;
              version: number;
              /** Format: uuid */
              workflowId: string;
            }[];
            pagination: {
              limit: number;
              nextCursor: string | null;
            };
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  startBulkRuns: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "input": {},
         *       "concurrency": 50
         *     }
         */
        'application/json': {
          /**
           * @description Runs under way at once; 100 when absent.
           * @example 50
           */
          concurrency?: number;
          /** @description Absent: every contact of the workspace, as many as there are. */
          contactIds?: string[];
          /**
           * @description The input of every run; `{}` when absent.
           * @example {}
           */
          input?: unknown;
        };
      };
    };
    responses: {
      /** @description Send many contacts through a workflow */
      202: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            concurrency: number;
            /** Format: date-time */
            createdAt: string;
            error: Record<string, unknown> | null;
            /** Format: date-time */
            finishedAt: string | null;
            /**
             * Format: uuid
             * @description Also the `groupId` of its runs.
             */
            id: string;
            progress: {
              cancelled: number;
              failed: number;
              open: number;
              parked: number;
              perMinute: number;
              processed: number;
              remaining: number;
              secondsLeft: number | null;
              succeeded: number;
            };
            skipped: number;
            /** @enum {string} */
            status: 'running' | 'paused' | 'finished' | 'cancelled' | 'failed';
            total: number;
            version: number;
            /** Format: uuid */
            workflowId: string;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  exportWorkflowExchange: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Export a workflow as one JSON file */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            connectors: {
              definition: Record<string, unknown>;
              /** @example custom:1 */
              key: string;
            }[];
            /** @enum {string} */
            format: 'patchbay.workflow/1';
            needs: {
              connections: string[];
              secrets: string[];
            };
            workflow: Record<string, unknown>;
          };
        };
      };
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  runRunWorkflow: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "input": {
         *         "amount": 150
         *       }
         *     }
         */
        'application/json': {
          /**
           * Format: uuid
           * @description The contact the run is about: each node sees it as the one before left it.
           */
          contactId?: string;
          /**
           * @description Checked against the workflow’s input schema; `{}` when absent.
           * @example {
           *       "amount": 150
           *     }
           */
          input?: unknown;
          /** @description The newest when absent. */
          version?: number;
        };
      };
    };
    responses: {
      /** @description Start a run of a workflow */
      202: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** Format: uuid */
            runId: string;
            started: boolean;
            /** @enum {string} */
            status: 'running';
            traceId: string;
            version: number;
            /** Format: uuid */
            workflowId: string;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  listRunWorkflow: {
    parameters: {
      query?: {
        /** @description `pagination.nextCursor` of the page before. */
        cursor?: string;
        /** @description Items per page; 50 when absent. */
        limit?: number;
        /** @description Comma-separated, out of running, parked, succeeded, failed, cancelled. */
        status?: string;
      };
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description List the runs of a workflow, newest first */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: {
              contactId: string | null;
              /** Format: date-time */
              createdAt: string;
              durationMs: number | null;
              error: {
                /** @example provider_rejected */
                code: string;
                message: string;
                nodeId?: string;
              } | null;
              /** Format: date-time */
              finishedAt: string | null;
              groupId: string | null;
              /** Format: uuid */
              id: string;
              rerunOf: string | null;
              /** @enum {string} */
              status: 'running' | 'parked' | 'succeeded' | 'failed' | 'cancelled';
              traceId: string;
              trigger: {
                id: string | null;
                /** @example api */
                type: string;
              };
              version: number;
              /** Format: uuid */
              workflowId: string;
            }[];
            pagination: {
              limit: number;
              nextCursor: string | null;
            };
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  versionsWorkflows: {
    parameters: {
      query?: {
        /** @description `pagination.nextCursor` of the page before. */
        cursor?: string;
        /** @description Items per page; 50 when absent. */
        limit?: number;
      };
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description List the versions of a workflow, newest first */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: {
              /** Format: date-time */
              createdAt: string;
              /** @example user:ada */
              createdBy: string;
              definition: Record<string, unknown>;
              hash: string;
              version: number;
            }[];
            pagination: {
              limit: number;
              nextCursor: string | null;
            };
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  versionWorkflows: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path: {
        id: string;
        version: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Read a version of a workflow */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** Format: date-time */
            createdAt: string;
            /** @example user:ada */
            createdBy: string;
            definition: Record<string, unknown>;
            hash: string;
            version: number;
          };
        };
      };
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  importWorkflowExchange: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "file": {
         *         "format": "patchbay.workflow/1",
         *         "workflow": {
         *           "name": "Greeting",
         *           "start": "text",
         *           "nodes": [
         *             {
         *               "id": "text",
         *               "type": "transform",
         *               "value": "Hello {{input.name}}"
         *             }
         *           ]
         *         }
         *       },
         *       "connections": {}
         *     }
         */
        'application/json': {
          /**
           * @description Connector key → id of the connection its nodes are to use.
           * @example {}
           */
          connections?: Record<string, unknown>;
          /** @description Whether its triggers start runs; true when absent. */
          enabled?: boolean;
          /**
           * @description As an export gives it.
           * @example {
           *       "format": "patchbay.workflow/1",
           *       "workflow": {
           *         "name": "Greeting",
           *         "start": "text",
           *         "nodes": [
           *           {
           *             "id": "text",
           *             "type": "transform",
           *             "value": "Hello {{input.name}}"
           *           }
           *         ]
           *       }
           *     }
           */
          file: {
            /** @constant */
            format?: 'patchbay.workflow/1';
            workflow?: {
              description?: string;
              edges?: {
                /** @example find */
                from: string;
                /**
                 * @description `done`, `error` or a branch.
                 * @example done
                 */
                on?: string;
                /** @example check */
                to: string;
              }[];
              /** @description JSON Schema 2020-12 of `input`. */
              inputSchema?: Record<string, unknown>;
              /** @description Where an editor draws each node; no part of the version. */
              layout?: Record<string, unknown>;
              /** @example Enrich and text */
              name: string;
              nodes: {
                /** @example find */
                id: string;
                name?: string;
                /** @enum {unknown} */
                type: 'action' | 'condition' | 'parallel' | 'join' | 'forEach' | 'delay' | 'transform' | 'stop';
              }[];
              /** @description JSON whose texts are templates. */
              output?: unknown;
              /** @example find */
              start: string;
              triggers?: {
                enabled?: boolean;
                /** @example find */
                id: string;
                name?: string;
                /** @enum {unknown} */
                type: 'manual' | 'schedule' | 'webhook' | 'contact';
              }[];
            };
          };
        };
      };
    };
    responses: {
      /** @description Import a workflow from a file */
      201: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @description Key in the file → id of the connector that was made. */
            connectors: Record<string, unknown>;
            needs: {
              connections: string[];
              secrets: string[];
            };
            workflow: {
              /** Format: date-time */
              createdAt: string;
              definition: Record<string, unknown>;
              enabled: boolean;
              hash: string;
              /** Format: uuid */
              id: string;
              /** @example Enrich and text */
              name: string;
              /** Format: date-time */
              updatedAt: string;
              version: number;
            };
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      409: components['responses']['Problem409'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  validateWorkflows: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "definition": {
         *         "name": "Wait, then decide",
         *         "inputSchema": {
         *           "type": "object",
         *           "properties": {
         *             "amount": {
         *               "type": "number"
         *             }
         *           },
         *           "required": [
         *             "amount"
         *           ]
         *         },
         *         "start": "pause",
         *         "nodes": [
         *           {
         *             "id": "pause",
         *             "type": "delay",
         *             "seconds": 1
         *           },
         *           {
         *             "id": "size",
         *             "type": "condition",
         *             "branches": [
         *               {
         *                 "id": "large",
         *                 "when": "{{input.amount}} > 100"
         *               }
         *             ]
         *           },
         *           {
         *             "id": "sum",
         *             "type": "transform",
         *             "value": {
         *               "amount": "{{input.amount}}",
         *               "large": true
         *             }
         *           }
         *         ],
         *         "edges": [
         *           {
         *             "from": "pause",
         *             "to": "size"
         *           },
         *           {
         *             "from": "size",
         *             "to": "sum",
         *             "on": "large"
         *           }
         *         ],
         *         "output": {
         *           "large": "{{sum.large | default: false}}"
         *         }
         *       }
         *     }
         */
        'application/json': {
          /**
           * @description A definition, also an unfinished one.
           * @example {
           *       "name": "Wait, then decide",
           *       "inputSchema": {
           *         "type": "object",
           *         "properties": {
           *           "amount": {
           *             "type": "number"
           *           }
           *         },
           *         "required": [
           *           "amount"
           *         ]
           *       },
           *       "start": "pause",
           *       "nodes": [
           *         {
           *           "id": "pause",
           *           "type": "delay",
           *           "seconds": 1
           *         },
           *         {
           *           "id": "size",
           *           "type": "condition",
           *           "branches": [
           *             {
           *               "id": "large",
           *               "when": "{{input.amount}} > 100"
           *             }
           *           ]
           *         },
           *         {
           *           "id": "sum",
           *           "type": "transform",
           *           "value": {
           *             "amount": "{{input.amount}}",
           *             "large": true
           *           }
           *         }
           *       ],
           *       "edges": [
           *         {
           *           "from": "pause",
           *           "to": "size"
           *         },
           *         {
           *           "from": "size",
           *           "to": "sum",
           *           "on": "large"
           *         }
           *       ],
           *       "output": {
           *         "large": "{{sum.large | default: false}}"
           *       }
           *     }
           */
          definition: unknown;
        };
      };
    };
    responses: {
      /** @description Check a definition without saving it */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            problems: {
              message: string;
              /** @example nodes[2].input.email */
              path: string;
            }[];
            valid: boolean;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  listWorkspaces: {
    parameters: {
      query?: {
        /** @description `pagination.nextCursor` of the page before. */
        cursor?: string;
        /** @description Items per page; 50 when absent. */
        limit?: number;
      };
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description List the workspaces you can enter */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: {
              /** Format: date-time */
              createdAt: string;
              /** Format: uuid */
              id: string;
              /** @example Acme Sales */
              name: string;
              retentionDays: {
                audit: number;
                costs: number;
                events: number;
                executions: number;
              };
              /** @enum {string} */
              role?: 'viewer' | 'member' | 'admin' | 'owner';
              /** Format: date-time */
              updatedAt: string;
            }[];
            pagination: {
              limit: number;
              nextCursor: string | null;
            };
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  createWorkspaces: {
    parameters: {
      query?: never;
      header?: {
        /** @description With a person’s token: the workspace to work in. */
        'X-Workspace-Id'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "name": "Acme Sales"
         *     }
         */
        'application/json': {
          /**
           * @description Shown to people; need not be unique.
           * @example Acme Sales
           */
          name: string;
        };
      };
    };
    responses: {
      /** @description Create a workspace */
      201: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** Format: date-time */
            createdAt: string;
            /** Format: uuid */
            id: string;
            /** @example Acme Sales */
            name: string;
            retentionDays: {
              audit: number;
              costs: number;
              events: number;
              executions: number;
            };
            /** @enum {string} */
            role?: 'viewer' | 'member' | 'admin' | 'owner';
            /** Format: date-time */
            updatedAt: string;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  readWorkspaces: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Read a workspace */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** Format: date-time */
            createdAt: string;
            /** Format: uuid */
            id: string;
            /** @example Acme Sales */
            name: string;
            retentionDays: {
              audit: number;
              costs: number;
              events: number;
              executions: number;
            };
            /** @enum {string} */
            role?: 'viewer' | 'member' | 'admin' | 'owner';
            /** Format: date-time */
            updatedAt: string;
          };
        };
      };
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  removeWorkspaces: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Delete a workspace */
      204: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  renameWorkspaces: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "name": "Acme Sales"
         *     }
         */
        'application/json': {
          /**
           * @description Shown to people; need not be unique.
           * @example Acme Sales
           */
          name?: string;
          /** @description Days that things are kept. */
          retentionDays?: {
            /** @description The audit log; 365 unless set. */
            audit?: number;
            /** @description Model costs; 365 unless set. */
            costs?: number;
            /**
             * @description Events, agent traces and prompts; 30 unless set.
             * @example 90
             */
            events?: number;
            /**
             * @description Executions with all that explains them; 30 unless set.
             * @example 90
             */
            executions?: number;
          };
        };
      };
    };
    responses: {
      /** @description Rename a workspace, or set how long it keeps what */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** Format: date-time */
            createdAt: string;
            /** Format: uuid */
            id: string;
            /** @example Acme Sales */
            name: string;
            retentionDays: {
              audit: number;
              costs: number;
              events: number;
              executions: number;
            };
            /** @enum {string} */
            role?: 'viewer' | 'member' | 'admin' | 'owner';
            /** Format: date-time */
            updatedAt: string;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  listMembers: {
    parameters: {
      query?: {
        /** @description `pagination.nextCursor` of the page before. */
        cursor?: string;
        /** @description Items per page; 50 when absent. */
        limit?: number;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description List the members of a workspace */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: {
              /** Format: date-time */
              createdAt: string;
              email: string | null;
              /** @enum {string} */
              role: 'viewer' | 'member' | 'admin' | 'owner';
              /** @example auth0|65f1c0ffee */
              subject: string;
            }[];
            pagination: {
              limit: number;
              nextCursor: string | null;
            };
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  addMembers: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "subject": "auth0|65f1c0ffee",
         *       "email": "ada@example.com",
         *       "role": "member"
         *     }
         */
        'application/json': {
          /** @example ada@example.com */
          email?: string;
          /**
           * @example member
           * @enum {string}
           */
          role: 'viewer' | 'member' | 'admin' | 'owner';
          /**
           * @description The `sub` claim of the person’s tokens.
           * @example auth0|65f1c0ffee
           */
          subject: string;
        };
      };
    };
    responses: {
      /** @description Add a member */
      201: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** Format: date-time */
            createdAt: string;
            email: string | null;
            /** @enum {string} */
            role: 'viewer' | 'member' | 'admin' | 'owner';
            /** @example auth0|65f1c0ffee */
            subject: string;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  removeMembers: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        subject: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Remove a member */
      204: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  setRoleMembers: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        subject: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "role": "viewer"
         *     }
         */
        'application/json': {
          /**
           * @example viewer
           * @enum {string}
           */
          role: 'viewer' | 'member' | 'admin' | 'owner';
        };
      };
    };
    responses: {
      /** @description Change a member’s role */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** Format: date-time */
            createdAt: string;
            email: string | null;
            /** @enum {string} */
            role: 'viewer' | 'member' | 'admin' | 'owner';
            /** @example auth0|65f1c0ffee */
            subject: string;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      413: components['responses']['Problem413'];
      415: components['responses']['Problem415'];
      429: components['responses']['Problem429'];
      500: components['responses']['Problem500'];
      503: components['responses']['Problem503'];
    };
  };
  overallHealth: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Health of the process and of what it needs */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "status": "ok",
           *       "checks": {
           *         "database": "up",
           *         "queue": "up"
           *       }
           *     }
           */
          'application/json': {
            checks: {
              [key: string]: 'up' | 'down';
            };
            sources?: {
              [key: string]: 'up' | 'down';
            };
            /** @enum {string} */
            status: 'ok' | 'unavailable';
          };
        };
      };
      /** @description Health of the process and of what it needs */
      503: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            checks: {
              [key: string]: 'up' | 'down';
            };
            sources?: {
              [key: string]: 'up' | 'down';
            };
            /** @enum {string} */
            status: 'ok' | 'unavailable';
          };
        };
      };
    };
  };
  liveHealth: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The process runs */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "status": "ok"
           *     }
           */
          'application/json': {
            /** @enum {string} */
            status: 'ok';
          };
        };
      };
    };
  };
  readyHealth: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The process can take work */
      200: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "status": "ok",
           *       "checks": {
           *         "database": "up",
           *         "queue": "up"
           *       }
           *     }
           */
          'application/json': {
            checks: {
              [key: string]: 'up' | 'down';
            };
            sources?: {
              [key: string]: 'up' | 'down';
            };
            /** @enum {string} */
            status: 'ok' | 'unavailable';
          };
        };
      };
      /** @description The process can take work */
      503: {
        headers: {
          'x-trace-id': components['headers']['TraceId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            checks: {
              [key: string]: 'up' | 'down';
            };
            sources?: {
              [key: string]: 'up' | 'down';
            };
            /** @enum {string} */
            status: 'ok' | 'unavailable';
          };
        };
      };
    };
  };
}
