import { Injectable } from '@nestjs/common';
import { isPlatformError, type Effect, type JsonObject, type JsonValue, type WorkspaceId } from '@patchbay/kernel';
import { isJsonObject } from '@patchbay/kernel';
import { CatalogueService, type CatalogueAction } from '@patchbay/registry';

export interface ActionFacts {
  /** `slack message.send`, or a custom connector's name. */
  readonly name: string;
  readonly effect: Effect;
  readonly inputSchema: JsonObject;
  readonly outputSchema: JsonObject;
}

/** Why a node's action cannot be called. */
export interface ActionProblem {
  readonly member: 'connector' | 'action';
  readonly message: string;
}

export interface ActionQuery {
  readonly connector: string;
  readonly action?: string | undefined;
}

/** What the catalogue says of an action, for checks. */
@Injectable()
export class ActionDirectory {
  constructor(private readonly catalogue: CatalogueService) {}

  async find(workspaceId: WorkspaceId, { connector, action }: ActionQuery): Promise<ActionFacts | ActionProblem> {
    const found = await this.detail(workspaceId, connector);
    if (!found) return { member: 'connector', message: `there is no connector "${connector}" in this workspace` };
    const custom = found.source === 'custom';
    if (custom && action !== undefined) return { member: 'action', message: 'a custom connector has one action; leave this out' };
    const known = found.actions.map(({ key }) => key);
    if (!custom && action === undefined)
      return { member: 'action', message: `is required; ${found.name} has ${known.slice(0, 20).join(', ')}` };
    const facts = found.actions.find(({ key }) => custom || key === action);
    if (!facts) return { member: 'action', message: `${found.name} has no action "${action}"; it has ${known.slice(0, 20).join(', ')}` };
    return {
      name: custom ? found.name : `${connector} ${facts.key}`,
      effect: facts.effect,
      inputSchema: isJsonObject(facts.inputSchema) ? facts.inputSchema : {},
      outputSchema: isJsonObject(facts.outputSchema) ? facts.outputSchema : {},
    };
  }

  private async detail(workspaceId: WorkspaceId, connector: string): Promise<Detail | undefined> {
    try {
      return await this.catalogue.get(workspaceId, connector);
    } catch (error) {
      if (isPlatformError(error) && error.status < 500) return undefined;
      throw error;
    }
  }
}

interface Detail {
  readonly name: string;
  readonly source: 'builtin' | 'custom';
  readonly actions: readonly (Pick<CatalogueAction, 'key' | 'effect'> & {
    readonly inputSchema: JsonValue;
    readonly outputSchema: JsonValue;
  })[];
}
