import type { JsonValue, Principal } from '@patchbay/kernel';
import type { NodeRef } from './refs.js';

/** What a node's work needs to know of its run. */
export interface RunFacts {
  readonly workflowId: string;
  readonly version: number;
  readonly contactId: string | null;
  readonly principal: Principal;
  readonly traceId: string;
  readonly trigger: { readonly type: string; readonly id: string | null };
}

/** A node this process has just taken. */
export interface ClaimedNode extends NodeRef {
  readonly type: string;
  /** 1 for the first try; a crash does not count as a try. */
  readonly attempt: number;
  /** Processes that died while they ran it. */
  readonly crashes: number;
  readonly claimId: string;
  /** The id its action's execution has, or will have. */
  readonly executionId: string;
  /** The id is an earlier claim's: what became of that execution has to be looked up before anything is sent. */
  readonly recovered: boolean;
  /** A write of that execution may have left. */
  readonly sent: boolean;
  /** A person's input in place of the templates. */
  readonly inputOverride: JsonValue | undefined;
  readonly run: RunFacts;
}

/** An error as it is kept with nodes and runs. */
export interface NodeError {
  readonly code: string;
  readonly message: string;
  /** The node that failed the run. */
  readonly nodeId?: string;
}

/** What came of a node's work. JSON texts are made with JSON.stringify. */
export type NodeResult =
  | {
      readonly kind: 'succeeded';
      readonly port: string;
      readonly output: string | undefined;
      readonly input?: string | undefined;
      /** The output is kept for later nodes and shown to nobody. */
      readonly hidden?: boolean;
      readonly warning?: NodeError;
    }
  /** `port`: undefined when nothing handles the failure: the run fails. */
  | { readonly kind: 'failed'; readonly error: NodeError; readonly port: string | undefined; readonly input?: string | undefined }
  /** Once more after `dueInMs`; `counted`: it was a try that failed. */
  | {
      readonly kind: 'again';
      readonly dueInMs: number;
      readonly counted: boolean;
      /** Keep the execution's id: what became of it is looked up then. */
      readonly keepExecution?: boolean;
      readonly error?: NodeError;
      readonly input?: string | undefined;
    }
  | { readonly kind: 'unknown'; readonly error: NodeError; readonly input?: string | undefined }
  | {
      readonly kind: 'stop';
      readonly outcome: 'succeeded' | 'failed';
      readonly message: string | undefined;
      readonly output: string | undefined;
    }
  /** A for-each begins. */
  | { readonly kind: 'items'; readonly items: readonly JsonValue[] };
