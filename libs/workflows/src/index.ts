// Workflows: graphs of actions that run durably — definitions and versions, the engine, and what starts runs.
// Every action goes through the router as an execution; this library reaches no provider, no credential and no queue backend by itself.
export { WorkflowsModule } from './workflows.module.js';
export { WorkflowWorkerModule } from './workflow-worker.module.js';
export { WorkflowsService, type WorkflowActor, type WorkflowDraft, type WorkflowTarget } from './workflows.service.js';
export { type Workflow, type WorkflowQuery, type WorkflowSummary, type WorkflowVersion } from './store/workflow.store.js';
export { type WorkflowDefinition } from './definition/workflow.schema.js';
export { RunStarter, type RunStart, type RunsToStart, type StartedRun } from './runs/run-starter.js';
export { RunReader, type ItemView, type RunFilter } from './runs/run-reader.js';
export { type NodeTry, type NodeView, type RunSummary, type RunView } from './runs/run-view.js';
export { RunControl, type Decision, type NodeEdit, type RunMoved } from './runs/run-control.js';
export { RunAgainService, BULK_ACTIONS, type BulkAction, type BulkDone } from './runs/run-again.service.js';
export { RunMoveFeed } from './stream/run-move-stream.js';
export { type RunMove } from './stream/run-moves.js';
export { NODE_STATUSES, RUN_STATUSES, type NodeStatus, type RunStatus } from './engine/states.js';
export { WebhookInboxModule } from './inbox/webhook-inbox.module.js';
export { WebhookInbox, type TakenEvent } from './inbox/webhook-inbox.service.js';
export { WebhookEndpointsService, type EndpointDraft, type EndpointWithSecret } from './inbox/webhook-endpoints.service.js';
export { WebhookEventsService } from './inbox/webhook-events.service.js';
export { WEBHOOK_ENDPOINTS_COLUMN, type WebhookEndpoint } from './inbox/webhook-endpoint.store.js';
export { WEBHOOK_EVENT_STATUSES, type WebhookEvent, type WebhookEventStatus, type WebhookEventView } from './inbox/webhook-event.store.js';
export { SIGNATURE_SCHEME_NAMES, type SchemeOptions, type SignatureSchemeName } from './inbox/signature-scheme.js';
export { WorkflowExchange, type ImportedWorkflow } from './exchange/workflow-exchange.js';
export { WORKFLOW_FORMAT, type WorkflowFile } from './exchange/workflow-file.js';
export { BulkRunsModule } from './bulk/bulk-runs.module.js';
export { BulkRunsService, type BulkRunAsk, type BulkRunView } from './bulk/bulk-runs.service.js';
export { BULK_RUN_STATUSES, type BulkRun, type BulkRunStatus } from './bulk/bulk-run.store.js';
