// Observability: feature flags, events, metrics, costs, alerts and usage. It reads what others recorded; it never calls a provider.
export { FeatureFlagsModule } from './feature-flags/feature-flags.module.js';
export { FeatureFlags } from './feature-flags/feature-flags.service.js';
export { FeatureFlagsAdminService } from './feature-flags/feature-flags-admin.service.js';
export { type FeatureFlag, type FlagDecision } from './feature-flags/feature-flag.js';
export { ProductEventsModule, LEADS } from './product-events/product-events.module.js';
export { EventsModule } from './events/events.module.js';
export { EventsService } from './events/events.service.js';
export { type EventFilter, type WorkspaceEvent } from './events/event.js';
export { MetricsModule } from './metrics/metrics.module.js';
export { MetricsService } from './metrics/metrics.service.js';
export {
  SUMMARY_DIMENSIONS,
  SUMMARY_INTERVALS,
  type Summary,
  type SummaryAsk,
  type SummaryDimension,
  type SummaryInterval,
} from './metrics/summary.js';
export { ACTIVITY_SORTS, type ActivityQuery, type ActivitySort, type WorkspaceActivity } from './metrics/workspace-activity.js';
export { CostsModule } from './costs/costs.module.js';
export { CostsService } from './costs/costs.service.js';
export { COST_DIMENSIONS, type CostDimension, type CostFilter, type CostTotals, type ModelCost } from './costs/cost.js';
export { UsageModule } from './usage/usage.module.js';
export { UsageService } from './usage/usage.service.js';
export { QuotaWatch } from './usage/quota-watch.js';
export { USAGE_METRICS, type Quota, type QuotaChange, type Usage, type UsageMetric } from './usage/usage.js';
export { AuditModule } from './audit/audit.module.js';
export { AuditService } from './audit/audit.service.js';
export { type AuditAct, type AuditEntry, type AuditFilter } from './audit/audit.js';
export { AgentTracesModule } from './agent-traces/agent-traces.module.js';
export { AgentTracesService } from './agent-traces/agent-traces.service.js';
export { type AgentSpan, type AgentSpanFilter, type AgentSpanTree } from './agent-traces/agent-trace.js';
export { PromptsService } from './prompts/prompts.service.js';
export { type PromptFilter, type PromptSimilarity, type PromptTotals } from './prompts/prompt-similarity.js';
export { promptText } from './prompts/prompt-text.js';
export { signPrompt, type PromptSignature } from './prompts/prompt-signature.js';
export { AgentTracesStore } from './agent-traces/agent-traces.store.js';
export { PromptsStore } from './prompts/prompts.store.js';
export { AlertsModule } from './alerts/alerts.module.js';
export { AlertPorts, type AlertActionCall } from './alerts/alert-ports.js';
export { AlertRulesService, type RuleRequest } from './alerts/alert-rules.service.js';
export { ALERT_KINDS, type AlertKind, type AlertRuleView } from './alerts/alert-rule.js';
