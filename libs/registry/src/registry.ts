import type { Runnable, WorkspaceId } from '@patchbay/kernel';

/** Which runnable is asked for. `key`: a built-in's key or a custom connector's id. `action`: built-ins only. */
export interface RunnableQuery {
  readonly workspaceId: WorkspaceId;
  readonly key: string;
  readonly action?: string;
}

/** Finds what can be run. The token the router injects. */
export abstract class Registry {
  /**
   * The compiled action or custom connector, from memory when it was asked for before (no database read).
   * A disabled connector is answered with `enabled: false`; refusing it is the router's decision.
   * Throws `not_found` (unknown key, or another workspace's), `action_unknown`, `input_invalid` (a built-in asked for without an action).
   */
  abstract resolve(query: RunnableQuery): Promise<Runnable>;
}
