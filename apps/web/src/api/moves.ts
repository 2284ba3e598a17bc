import { sessionHeaders } from './session.ts';

/** An execution moved, or a workflow's run or one of its nodes. */
export interface Move {
  readonly kind: 'execution' | 'workflow-run';
  readonly id: string;
  readonly status: string;
}
/** Called with a move, or with undefined when more happened than can be told and lists have to be read anew. */
export type MoveListener = (move: Move | undefined) => void;

const listeners = new Set<MoveListener>();
const RECONNECT_MS = 2_000;
let running: AbortController | undefined;
let lastId = '';

/**
 * Hears everything that moves in the workspace, by one stream for the whole app. By fetch, because EventSource cannot carry the credential.
 * Out: a function that ends it.
 */
export function hearMoves(listener: MoveListener): () => void {
  listeners.add(listener);
  if (!running) {
    running = new AbortController();
    void keepReading(running.signal);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    running?.abort();
    running = undefined;
    lastId = '';
  };
}

async function keepReading(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const headers = { ...sessionHeaders(), accept: 'text/event-stream', ...(lastId ? { 'last-event-id': lastId } : {}) };
      const response = await fetch('/api/v1/executions/stream', { headers, signal });
      if (response.status === 401 || response.status === 403) return;
      if (response.ok && response.body) {
        // What moved after pages were read and before this is told by nobody.
        if (!lastId) tellAll(undefined);
        await readEvents(response.body);
      }
    } catch {
      // The server is away for a moment, or we were told to stop.
    }
    if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS));
  }
}

async function readEvents(body: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<void> {
  let rest = '';
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const parts = (rest + value).split('\n\n');
    rest = parts.pop() ?? '';
    parts.forEach(tell);
  }
}

function tell(block: string): void {
  const fields = new Map(block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]));
  lastId = fields.get('id') ?? lastId;
  const event = fields.get('event');
  if (event === 'reset') tellAll(undefined);
  if (event !== 'execution' && event !== 'workflow-run') return;
  const { executionId, runId, status = '' } = JSON.parse(fields.get('data') ?? '{}') as Record<'executionId' | 'runId' | 'status', string>;
  tellAll({ kind: event, id: event === 'execution' ? executionId : runId, status });
}

function tellAll(move: Move | undefined): void {
  for (const listener of listeners) listener(move);
}
