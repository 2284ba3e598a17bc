import { AsyncLocalStorage } from 'node:async_hooks';

export interface TraceContext {
  readonly traceId: string;
  readonly workspaceId?: string;
}

const storage = new AsyncLocalStorage<TraceContext>();

/** The trace a piece of work belongs to; log lines carry it by themselves. */
export const currentTrace = {
  run<T>(context: TraceContext, work: () => T): T {
    return storage.run(context, work);
  },
  get(): TraceContext | undefined {
    return storage.getStore();
  },
};
