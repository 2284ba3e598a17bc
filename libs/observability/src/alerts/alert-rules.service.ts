import { Injectable } from '@nestjs/common';
import {
  decodeIdCursor,
  invalidInput,
  newId,
  PlatformError,
  toPage,
  type FieldProblem,
  type Page,
  type PageRequest,
  type WorkspaceId,
} from '@patchbay/kernel';
import { Database, type Tx } from '@patchbay/platform';
import { insertEvent } from '../events/insert-event.js';
import { readChannels, readCondition } from './alert-condition.js';
import type { AlertKind, AlertRuleView } from './alert-rule.js';
import { AlertRulesStore, type RuleDraft } from './alert-rules.store.js';

/** Every rule is looked at twice a minute. */
const MAX_RULES = 100;
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** A rule as it is sent. */
export interface RuleRequest {
  readonly name: string;
  readonly kind: AlertKind;
  readonly condition?: unknown;
  readonly channels?: readonly unknown[];
  readonly enabled?: boolean;
}

export interface RuleActor {
  readonly workspaceId: WorkspaceId;
  readonly actor: string;
}

/** A workspace's alert rules. */
@Injectable()
export class AlertRulesService {
  constructor(
    private readonly db: Database,
    private readonly store: AlertRulesStore,
  ) {}

  /** Newest first, with what each says right now. */
  list(workspaceId: WorkspaceId, page: PageRequest): Promise<Page<AlertRuleView>> {
    const before = page.cursor === undefined ? LAST_ID : decodeIdCursor(page.cursor);
    return this.db.inWorkspace(workspaceId, async (tx) =>
      toPage(await this.store.list(tx, { before, limit: page.limit + 1 }), page.limit, (rule) => [rule.id]),
    );
  }

  /** Throws `not_found`. */
  read(workspaceId: WorkspaceId, id: string): Promise<AlertRuleView> {
    return this.db.inWorkspace(workspaceId, (tx) => this.find(tx, id));
  }

  /** Throws `input_invalid` naming each wrong member, `conflict` beyond 100 rules. */
  create(by: RuleActor, request: RuleRequest): Promise<AlertRuleView> {
    const rule = readRule(request);
    const id = newId();
    return this.db.inWorkspace(by.workspaceId, async (tx) => {
      if ((await this.store.count(tx)) >= MAX_RULES)
        throw new PlatformError('conflict', `A workspace has at most ${MAX_RULES} alert rules; remove one first.`);
      await this.store.insert(tx, { ...rule, id, createdBy: by.actor });
      await this.note(tx, by, id, 'created');
      return this.find(tx, id);
    });
  }

  /** Replaces the rule; what it said so far is forgotten. Throws `not_found`, `input_invalid`. */
  replace(by: RuleActor, id: string, request: RuleRequest): Promise<AlertRuleView> {
    const rule = readRule(request);
    return this.db.inWorkspace(by.workspaceId, async (tx) => {
      if (!(await this.store.replace(tx, id, rule))) throw unknown();
      await this.note(tx, by, id, 'updated');
      return this.find(tx, id);
    });
  }

  /** Throws `not_found`. */
  remove(by: RuleActor, id: string): Promise<void> {
    return this.db.inWorkspace(by.workspaceId, async (tx) => {
      if (!(await this.store.remove(tx, id))) throw unknown();
      await this.note(tx, by, id, 'deleted');
    });
  }

  private async find(tx: Tx, id: string): Promise<AlertRuleView> {
    const found = await this.store.get(tx, id);
    if (!found) throw unknown();
    return found;
  }

  private async note(tx: Tx, by: RuleActor, id: string, act: 'created' | 'updated' | 'deleted'): Promise<void> {
    await insertEvent(tx, { ...by, id: newId(), type: `alert_rule.${act}`, subject: { type: 'alert_rule', id }, data: {} });
  }
}

function readRule({ name, kind, condition, channels = [], enabled = true }: RuleRequest): RuleDraft {
  const problems: FieldProblem[] = [];
  const rule = { name, kind, condition: readCondition(kind, condition, problems), channels: readChannels(channels, problems), enabled };
  if (problems.length > 0) throw invalidInput(problems);
  return rule;
}

const unknown = (): PlatformError => new PlatformError('not_found', 'There is no alert rule with this id in this workspace.');
