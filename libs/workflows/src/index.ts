// Workflows: graphs of actions that run durably — definitions and versions, the engine, and what starts runs.
// Every action goes through the router as an execution; this library reaches no provider, no credential and no queue backend by itself.
export { WorkflowsModule } from './workflows.module.js';
export { WorkflowsService, type WorkflowActor, type WorkflowDraft, type WorkflowTarget } from './workflows.service.js';
export { type Workflow, type WorkflowQuery, type WorkflowSummary, type WorkflowVersion } from './store/workflow.store.js';
export { type WorkflowDefinition } from './definition/workflow.schema.js';
