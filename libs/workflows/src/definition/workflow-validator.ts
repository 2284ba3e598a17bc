import { Injectable } from '@nestjs/common';
import { Problems } from '@patchbay/http-connectors';
import { invalidInput, type FieldProblem, type WorkspaceId } from '@patchbay/kernel';
import { compileWorkflow, type CompiledWorkflow } from '../plan/compile-workflow.js';
import { ActionDirectory } from './action-directory.js';
import { checkActions } from './check-actions.js';
import { checkSecrets } from './check-secrets.js';
import { ConnectionDirectory } from './connection-directory.js';

/** Reads definitions and tells every problem at once, each with its path. */
@Injectable()
export class WorkflowValidator {
  constructor(
    private readonly actions: ActionDirectory,
    private readonly connections: ConnectionDirectory,
  ) {}

  /** `member`: where the definition was sent, for paths. Out: it compiled, with its defaults. Throws `input_invalid` with all problems. */
  async check(workspaceId: WorkspaceId, json: unknown, member: string): Promise<CompiledWorkflow> {
    const problems = new Problems();
    const compiled = await this.read(workspaceId, json, problems);
    if (compiled && problems.none) return compiled;
    throw invalidInput(problems.list.map(({ path, message }) => ({ path: path === '' ? member : `${member}.${path}`, message })));
  }

  /** The problems; empty when it can be saved. */
  async problemsOf(workspaceId: WorkspaceId, json: unknown): Promise<readonly FieldProblem[]> {
    const problems = new Problems();
    await this.read(workspaceId, json, problems);
    return problems.list;
  }

  private async read(workspaceId: WorkspaceId, json: unknown, problems: Problems): Promise<CompiledWorkflow | undefined> {
    const compiled = compileWorkflow(json, problems);
    if (!compiled) return undefined;
    checkSecrets(compiled.definition, problems);
    await checkActions(compiled, { workspaceId, actions: this.actions }, problems);
    await this.connections.check(workspaceId, compiled.nodes, problems);
    return compiled;
  }
}
