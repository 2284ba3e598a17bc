import { BULK_ACTIONS, NODE_STATUSES, RUN_STATUSES } from '@patchbay/workflows';
import { Choice, JsonField, Moment, Nested, Text, Uuid, Whole } from '../dto/field.js';
import { PageQuery } from '../dto/page.dto.js';
import { anything, choice, flag, listOf, moment, momentOrNull, shape, text, textOrNull, uuid, whole } from '../openapi/schemas.js';

const STATUS_NOTE = `Comma-separated, out of ${RUN_STATUSES.join(', ')}.`;

export class RunBody {
  @JsonField({ optional: true, description: 'Checked against the workflow’s input schema; `{}` when absent.', example: { amount: 150 } })
  input?: unknown;

  @Uuid({ optional: true, description: 'The contact the run is about: each node sees it as the one before left it.' })
  contactId?: string;

  @Whole({ min: 1, max: 2_000_000_000, optional: true, description: 'The newest when absent.' })
  version?: number;
}

export class RunFilterBody {
  @Uuid({ optional: true })
  workflowId?: string;

  @Text({ max: 200, optional: true, description: STATUS_NOTE, example: 'failed' })
  status?: string;

  @Uuid({ optional: true })
  contactId?: string;

  @Uuid({ optional: true, description: 'Runs that were started together.' })
  groupId?: string;

  @Moment({ optional: true, description: 'Started at or after.' })
  from?: string;

  @Moment({ optional: true, description: 'Started before.' })
  to?: string;
}

export class RunsOfWorkflowQuery extends PageQuery {
  @Text({ max: 200, optional: true, description: STATUS_NOTE })
  status?: string;
}

export class RunsQuery extends PageQuery {
  @Uuid({ optional: true })
  workflowId?: string;

  @Text({ max: 200, optional: true, description: STATUS_NOTE })
  status?: string;

  @Uuid({ optional: true })
  contactId?: string;

  @Uuid({ optional: true, description: 'Runs that were started together.' })
  groupId?: string;

  @Moment({ optional: true, description: 'Started at or after.' })
  from?: string;

  @Moment({ optional: true, description: 'Started before.' })
  to?: string;
}

export class ItemsQuery extends PageQuery {
  @Text({ max: 64, description: 'Id of the for-each.', example: 'each' })
  node!: string;
}

const ITEM_NOTE = 'Index of the item for a node inside of a for-each.';

export class RetryRunBody {
  @Text({ max: 64, optional: true, description: 'A failed action or transform that gets another input.' })
  nodeId?: string;

  @Whole({ min: 0, max: 1_000_000, optional: true, description: ITEM_NOTE })
  item?: number;

  @JsonField({ optional: true, description: 'Taken in place of the node’s templates; needs `nodeId`.' })
  input?: unknown;
}

export class DecideBody {
  @Text({ max: 64, example: 'charge' })
  nodeId!: string;

  @Whole({ min: 0, max: 1_000_000, optional: true, description: ITEM_NOTE })
  item?: number;

  @Choice(['continue', 'repeat', 'stop'], {
    example: 'repeat',
    description: '`continue`: it took effect, go on with `output`. `repeat`: it did not, call again. `stop`: the node failed.',
  })
  decision!: 'continue' | 'repeat' | 'stop';

  @JsonField({ optional: true, description: 'What the node is to have answered; with `continue` only.' })
  output?: unknown;
}

export class RerunBody {
  @Whole({ min: 1, max: 2_000_000_000, optional: true, description: 'The newest when absent.' })
  version?: number;

  @JsonField({ optional: true, description: 'Instead of the input the run had.' })
  input?: unknown;
}

export class BulkRunsBody {
  @Choice(BULK_ACTIONS, { example: 'retry' })
  action!: 'cancel' | 'retry' | 'rerun';

  @Nested(() => RunFilterBody)
  filter!: RunFilterBody;

  @Whole({ min: 1, max: 200, optional: true, description: 'At most so many, the newest first; 100 when absent.', example: 100 })
  limit?: number;
}

const nullable = <Schema extends object>(schema: Schema): { anyOf: readonly [Schema, { type: 'null' }] } => ({
  anyOf: [schema, { type: 'null' }],
});
const error = nullable(shape({ code: text('provider_rejected'), message: text(), 'nodeId?': text() }));

const summary = {
  id: uuid(),
  workflowId: uuid(),
  version: whole(),
  status: choice(RUN_STATUSES),
  trigger: shape({ type: text('api'), id: textOrNull() }),
  contactId: textOrNull(),
  groupId: textOrNull(),
  rerunOf: textOrNull(),
  error,
  traceId: text(),
  createdAt: moment(),
  finishedAt: momentOrNull(),
  durationMs: { type: ['number', 'null'] },
};

const node = {
  nodeId: text('find'),
  item: { type: ['integer', 'null'] },
  type: text('action'),
  status: choice(NODE_STATUSES),
  port: textOrNull(),
  attempt: whole(),
  executionId: textOrNull(),
  input: anything('Redacted; cut when large.'),
  output: anything('Redacted; cut when large.'),
  error,
  attempts: listOf({ type: 'object' }),
  dueAt: momentOrNull(),
  items: nullable(shape({ total: whole(), succeeded: whole(), failed: whole() })),
  startedAt: momentOrNull(),
  finishedAt: momentOrNull(),
  durationMs: { type: ['number', 'null'] },
};

export const RUN_SUMMARY_SCHEMA = shape(summary);
export const RUN_SCHEMA = shape({
  ...summary,
  input: anything('Redacted; cut when large.'),
  output: anything('Redacted; cut when large.'),
  nodes: listOf(shape(node)),
});
export const ITEM_SCHEMA = shape({ ...node, nodes: listOf(shape(node)) });
export const RUN_STARTED_SCHEMA = shape({
  runId: uuid(),
  workflowId: uuid(),
  version: whole(),
  status: choice(['running']),
  started: flag(),
  traceId: text(),
});
export const RUN_MOVED_SCHEMA = shape({ runId: uuid(), status: choice(RUN_STATUSES) });
export const RERUN_SCHEMA = shape({ runId: uuid(), version: whole(), rerunOf: uuid() });
export const BULK_DONE_SCHEMA = shape({
  done: listOf(shape({ runId: uuid(), 'newRunId?': uuid() })),
  refused: listOf(shape({ runId: uuid(), code: text(), message: text() })),
  more: flag(),
});
