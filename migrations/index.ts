// Every migration in order. A new one: next number, a file here, its row security inside, one line below.
import { RolesAndWorkspaces0000000000001 } from './0001-roles-and-workspaces.js';
import { ConnectorsContactsExecutions0000000000002 } from './0002-connectors-contacts-executions.js';
import { RegistryAndContacts0000000000003 } from './0003-registry-and-contacts.js';
import { DurableRuns0000000000005 } from './0005-durable-runs.js';
import { Connections0000000000007 } from './0007-connections.js';
import { RunControl0000000000008 } from './0008-run-control.js';
import { RateBuckets0000000000006 } from './0006-rate-buckets.js';
import { NangoSessions0000000000030 } from './0030-nango-sessions.js';
import { ParkedRuns0000000000031 } from './0031-parked-runs.js';
import { ConnectorTemplates0000000000020 } from './0020-connector-templates.js';
import { Workflows0000000000040 } from './0040-workflows.js';
import { WorkflowClaims0000000000041 } from './0041-workflow-claims.js';
import { WorkflowContactEvents0000000000042 } from './0042-workflow-contact-events.js';
import { WebhookInbox0000000000045 } from './0045-webhook-inbox.js';
import { BulkRuns0000000000046 } from './0046-bulk-runs.js';
import { CostsAndRollups0000000000050 } from './0050-costs-and-rollups.js';
import { RetentionKinds0000000000051 } from './0051-retention-kinds.js';
import { Quotas0000000000052 } from './0052-quotas.js';
import { Audit0000000000053 } from './0053-audit.js';
import { AgentsAndPrompts0000000000054 } from './0054-agents-and-prompts.js';
import { Alerts0000000000055 } from './0055-alerts.js';
import { RollupHistograms0000000000056 } from './0056-rollup-histograms.js';
import { ConnectionUses0000000000057 } from './0057-connection-uses.js';
import { WorkflowRunEnds0000000000060 } from './0060-workflow-run-ends.js';

export const migrations = [
  RolesAndWorkspaces0000000000001,
  ConnectorsContactsExecutions0000000000002,
  RegistryAndContacts0000000000003,
  DurableRuns0000000000005,
  RateBuckets0000000000006,
  Connections0000000000007,
  RunControl0000000000008,
  ConnectorTemplates0000000000020,
  NangoSessions0000000000030,
  ParkedRuns0000000000031,
  Workflows0000000000040,
  WorkflowClaims0000000000041,
  WorkflowContactEvents0000000000042,
  WebhookInbox0000000000045,
  BulkRuns0000000000046,
  CostsAndRollups0000000000050,
  RetentionKinds0000000000051,
  Quotas0000000000052,
  Audit0000000000053,
  AgentsAndPrompts0000000000054,
  Alerts0000000000055,
  RollupHistograms0000000000056,
  ConnectionUses0000000000057,
  WorkflowRunEnds0000000000060,
];
