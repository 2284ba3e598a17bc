import { Injectable } from '@nestjs/common';
import {
  decodeCursor,
  invalidInput,
  isUuid,
  newId,
  PlatformError,
  toPage,
  type FieldProblem,
  type JsonObject,
  type Page,
  type PageRequest,
  type WorkspaceId,
} from '@patchbay/kernel';
import { Database, sqlState, type Tx } from '@patchbay/platform';
import { workflowHash } from './definition/workflow-hash.js';
import { WorkflowValidator } from './definition/workflow-validator.js';
import type { CompiledWorkflow } from './plan/compile-workflow.js';
import { WorkflowStore, type Workflow, type WorkflowQuery, type WorkflowSummary, type WorkflowVersion } from './store/workflow.store.js';
import { TriggerStore } from './triggers/trigger.store.js';

/** Whose workflow, and who acts. */
export interface WorkflowActor {
  readonly workspaceId: WorkspaceId;
  readonly actor: string;
}

export interface WorkflowDraft {
  readonly definition: unknown;
  /** Whether its triggers start runs. Absent: as it was; a new one's do. */
  readonly enabled?: boolean | undefined;
}

/** Which workflow a change is for. `expectedVersion`: the version the caller saw; a newer one makes the change fail with `conflict`. */
export interface WorkflowTarget {
  readonly id: string;
  readonly expectedVersion?: number | undefined;
}

const UNIQUE_VIOLATION = '23505';

/** A workspace's workflows and their versions. Another workspace's is `not_found`, like one that does not exist. */
@Injectable()
export class WorkflowsService {
  constructor(
    private readonly db: Database,
    private readonly store: WorkflowStore,
    private readonly validator: WorkflowValidator,
    private readonly triggers: TriggerStore,
  ) {}

  /** Throws `input_invalid` with every problem and its path below `definition`, `conflict` on a name taken. */
  async create(by: WorkflowActor, { definition, enabled = true }: WorkflowDraft): Promise<Workflow> {
    const checked = await this.check(by.workspaceId, definition);
    const id = newId();
    return this.writing(checked, by.workspaceId, async (tx) => {
      const version = { ...by, id, version: 1, ...textOf(checked) };
      await this.store.insert(tx, { ...version, enabled });
      await this.triggers.replace(tx, { workspaceId: by.workspaceId, workflowId: id, triggers: enabled ? checked.plan.triggers : [] });
      return this.read(tx, id);
    });
  }

  async get(workspaceId: WorkspaceId, id: string): Promise<Workflow> {
    return this.db.inWorkspace(workspaceId, (tx) => this.read(tx, id));
  }

  /** Newest first; `limit` 1–200. */
  async list(workspaceId: WorkspaceId, query: WorkflowQuery): Promise<Page<WorkflowSummary>> {
    return this.db.inWorkspace(workspaceId, (tx) => this.store.list(tx, query));
  }

  /** Saves a new version when it does something else than the current one. Throws like create(), `not_found`, and `conflict` for another's save. */
  async replace(by: WorkflowActor, target: WorkflowTarget, draft: WorkflowDraft): Promise<Workflow> {
    const checked = await this.check(by.workspaceId, draft.definition);
    return this.writing(checked, by.workspaceId, async (tx) => {
      const stored = (await this.store.get(tx, target.id, 'for update of w')) ?? unknownWorkflow();
      requireVersion(stored, target.expectedVersion);
      const next = { ...by, id: stored.id, version: stored.version + 1, ...textOf(checked) };
      if (next.hash === stored.hash) await this.store.redraw(tx, { ...next, version: stored.version });
      else await this.store.save(tx, next);
      const enabled = draft.enabled ?? stored.enabled;
      if (enabled !== stored.enabled) await this.store.setEnabled(tx, stored.id, enabled);
      await this.triggers.replace(tx, {
        workspaceId: by.workspaceId,
        workflowId: stored.id,
        triggers: enabled ? checked.plan.triggers : [],
      });
      return this.read(tx, stored.id);
    });
  }

  /** Switches its triggers on or off; runs under way go on. */
  async setEnabled(by: WorkflowActor, id: string, enabled: boolean): Promise<Workflow> {
    const { definition } = await this.get(by.workspaceId, id);
    const checked = enabled ? await this.check(by.workspaceId, definition) : undefined;
    return this.db.inWorkspace(by.workspaceId, async (tx) => {
      if (!(await this.store.setEnabled(tx, id, enabled))) unknownWorkflow();
      await this.triggers.replace(tx, { workspaceId: by.workspaceId, workflowId: id, triggers: checked?.plan.triggers ?? [] });
      return this.read(tx, id);
    });
  }

  /** Its finished runs stay readable. Throws `illegal_state` while a run is open. */
  async delete(by: WorkflowActor, id: string): Promise<void> {
    await this.db.inWorkspace(by.workspaceId, async (tx) => {
      const stored = (await this.store.get(tx, id, 'for update of w')) ?? unknownWorkflow();
      const { rows } = await tx.query<{ id: string }>(
        `select id from workflow_runs where workflow_id = $1 and status in ('running', 'parked') limit 1`,
        [stored.id],
      );
      if (rows[0]) {
        throw new PlatformError('illegal_state', 'The workflow has runs that have not ended; cancel them first, or disable the workflow.');
      }
      await this.store.delete(tx, stored.id);
    });
  }

  /** Newest first. */
  async versions(workspaceId: WorkspaceId, id: string, page: PageRequest): Promise<Page<WorkflowVersion>> {
    const before = page.cursor === undefined ? undefined : versionOfCursor(page.cursor);
    return this.db.inWorkspace(workspaceId, async (tx) => {
      const found = isUuid(id) ? await this.store.versions(tx, id, { limit: page.limit, before }) : [];
      if (found.length === 0 && before === undefined) unknownWorkflow();
      return toPage(found, page.limit, ({ version }) => [String(version)]);
    });
  }

  async version(workspaceId: WorkspaceId, id: string, version: number): Promise<WorkflowVersion> {
    const found = isUuid(id) ? await this.db.inWorkspace(workspaceId, (tx) => this.store.version(tx, id, version)) : undefined;
    if (!found) throw new PlatformError('not_found', `There is no version ${version} of this workflow in this workspace.`);
    return found;
  }

  /** Every problem with its path; empty when the definition can be saved. */
  problemsOf(workspaceId: WorkspaceId, definition: unknown): Promise<readonly FieldProblem[]> {
    return this.validator.problemsOf(workspaceId, definition);
  }

  private check(workspaceId: WorkspaceId, definition: unknown): Promise<CompiledWorkflow> {
    return this.validator.check(workspaceId, definition, 'definition');
  }

  private async read(tx: Tx, id: string): Promise<Workflow> {
    return (isUuid(id) ? await this.store.get(tx, id) : undefined) ?? unknownWorkflow();
  }

  private async writing(checked: CompiledWorkflow, workspaceId: WorkspaceId, write: (tx: Tx) => Promise<Workflow>): Promise<Workflow> {
    try {
      return await this.db.inWorkspace(workspaceId, write);
    } catch (error) {
      if (sqlState(error) !== UNIQUE_VIOLATION) throw error;
      throw new PlatformError('conflict', `There is a workflow named "${checked.definition.name}" already; choose another name.`);
    }
  }
}

/** What a version stores of a checked definition. */
function textOf({ definition }: CompiledWorkflow): { name: string; hash: string; definition: JsonObject } {
  return { name: definition.name, hash: workflowHash(definition), definition: definition as unknown as JsonObject };
}

function requireVersion(stored: Workflow, expected: number | undefined): void {
  if (expected === undefined || expected === stored.version) return;
  throw new PlatformError(
    'conflict',
    `The workflow was saved by somebody else: it is at version ${stored.version}, you changed ${expected}.`,
  );
}

function versionOfCursor(cursor: string): number {
  const version = Number(decodeCursor(cursor, 1)[0]);
  if (!Number.isInteger(version) || version < 0 || version > 2_000_000_000) {
    throw invalidInput([{ path: 'cursor', message: 'is not a cursor of this list' }]);
  }
  return version;
}

function unknownWorkflow(): never {
  throw new PlatformError('not_found', 'There is no workflow with this id in this workspace.');
}
