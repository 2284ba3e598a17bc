/** Flags that are decided elsewhere and go before ours. Answers at once; undefined: it has nothing to say about this one. */
export interface FlagSource {
  known(flagKey: string, workspaceId: string): boolean | undefined;
}

/** Injection token of such a source; null: there is none. */
export const FLAG_SOURCE = Symbol('FlagSource');
