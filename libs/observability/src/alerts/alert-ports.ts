import type { JsonObject, WorkspaceId } from '@patchbay/kernel';

export interface AlertActionCall {
  readonly workspaceId: WorkspaceId;
  readonly connector: string;
  readonly action: string | undefined;
  readonly connectionId: string | undefined;
  readonly input: JsonObject;
  /** The same for every try of the same notice. */
  readonly idempotencyKey: string;
}

/** What telling somebody needs of libraries above this one; bound by the apps. */
export abstract class AlertPorts {
  /** Runs an action of a connector. Throws when it did not succeed. */
  abstract run(call: AlertActionCall): Promise<void>;
  /** Value of a workspace credential; undefined when there is none of that name. */
  abstract secret(workspaceId: WorkspaceId, name: string): Promise<string | undefined>;
}
