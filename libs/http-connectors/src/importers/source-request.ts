import type { JsonObject, JsonValue } from '@patchbay/kernel';
import type { BodyType, KeyValue } from '../definition/definition.js';

/** How a source says a request authenticates. A missing value is one the source leaves out. */
export type SourceAuth =
  | { readonly type: 'bearer'; readonly token?: string }
  | { readonly type: 'basic'; readonly username?: string; readonly password?: string }
  | { readonly type: 'api_key'; readonly in: 'header' | 'query'; readonly name: string; readonly value?: string };

export interface SourceInput {
  readonly name: string;
  readonly schema: JsonObject;
  readonly required: boolean;
}

/** One request found in a source, before its credentials are taken out. Texts may already hold our placeholders. */
export interface SourceRequest {
  readonly name: string;
  readonly description?: string;
  readonly method: string;
  /** Without its query. */
  readonly url: string;
  readonly headers: readonly KeyValue[];
  readonly query: readonly KeyValue[];
  readonly body?: { readonly type: BodyType; readonly value: JsonValue };
  readonly auth?: SourceAuth;
  readonly inputs: readonly SourceInput[];
  readonly notes: readonly string[];
  readonly timeoutMs?: number;
  readonly maxRetries?: number;
}

/** An operation a source offers. */
export interface SourceOperation {
  readonly id: string;
  readonly name: string;
  readonly method: string;
  readonly path: string;
  /** Reads it in full; only done for the operations that are wanted. */
  readonly read: () => SourceRequest;
}
