import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { Injectable } from '@nestjs/common';
import { PlatformError } from '@patchbay/kernel';

/** One expression may compute for so long; a thread that is still at it is ended. */
const TIME_LIMIT_MS = 2_000;
/** Calls of calls; beyond it an expression calls itself without end. */
const DEPTH_LIMIT = 200;
const HEAP_MB = 96;
const MAX_OUTPUT_CHARS = 5_000_000;
/** Threads are made when needed and kept; so many work at once. */
const MAX_THREADS = 2;

/*
 * Runs in the thread. An expression is the workspace's own program: endless loops, regular expressions that never come back and memory without end
 * all end with the thread and its limits, never with the process.
 */
const THREAD = `
const { parentPort, workerData } = require('node:worker_threads');
const jsonata = require(workerData.library);
parentPort.postMessage('ready');
parentPort.on('message', async ({ source, text }) => {
  try {
    const expression = jsonata(source, { timeout: workerData.timeLimitMs, stack: workerData.depthLimit, sequence: 200000 });
    const result = await expression.evaluate(JSON.parse(text));
    const output = JSON.stringify(result === undefined ? null : result);
    if (output === undefined) throw new Error('yields a function; yield a value');
    if (output.length > workerData.maxOutputChars) throw new Error('yields more than ' + workerData.maxOutputChars + ' characters');
    parentPort.postMessage({ output });
  } catch (thrown) {
    const message = thrown && typeof thrown.message === 'string' ? thrown.message : 'failed';
    parentPort.postMessage({ problem: message.slice(0, 300) });
  }
});
`;

type Reply = Answer | 'ready' | 'dead';

interface Thread {
  readonly worker: Worker;
  /** The library is loaded: from then on time counts. */
  readonly ready: Promise<void>;
  busy: boolean;
  /** Who waits for its next word. */
  hear: (reply: Reply) => void;
}

type Answer = { readonly output: string } | { readonly problem: string };

/** Evaluates JSONata in threads of their own, each bounded in time, depth and memory. */
@Injectable()
export class ExpressionRunner {
  private readonly threads = new Set<Thread>();
  private readonly waiting: ((thread: Thread) => void)[] = [];
  private closed = false;

  /** In: the expression and the JSON text of its input. Out: the JSON text of its result. Throws `template_invalid` when it fails, or computes for too long. */
  async run(source: string, input: string, place: string): Promise<string> {
    const thread = await this.take();
    try {
      const answer = await this.ask(thread, source, input);
      if ('output' in answer) return answer.output;
      throw invalid(place, `the expression failed: ${answer.problem}`);
    } finally {
      this.release(thread);
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.threads].map(({ worker }) => worker.terminate()));
  }

  private async ask(thread: Thread, source: string, text: string): Promise<Answer> {
    await thread.ready;
    return new Promise((resolve) => {
      const over = (answer: Answer, dead: boolean): void => {
        clearTimeout(timer);
        thread.hear = () => undefined;
        if (dead) this.drop(thread);
        resolve(answer);
      };
      const timer = setTimeout(() => over({ problem: `it computes for more than ${TIME_LIMIT_MS} ms` }, true), TIME_LIMIT_MS);
      thread.hear = (reply) => {
        if (reply === 'dead') over({ problem: 'it needs too much memory' }, true);
        else if (reply !== 'ready') over(reply, false);
      };
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      thread.worker.postMessage({ source, text });
    });
  }

  private take(): Promise<Thread> {
    if (this.closed) throw new PlatformError('shutting_down', 'The server is stopping.');
    const free = [...this.threads].find(({ busy }) => !busy);
    if (free || this.threads.size < MAX_THREADS) {
      const thread = free ?? this.begin();
      thread.busy = true;
      return Promise.resolve(thread);
    }
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private release(thread: Thread): void {
    const next = this.waiting.shift();
    const usable = this.threads.has(thread);
    if (next) {
      const given = usable ? thread : this.begin();
      given.busy = true;
      next(given);
    } else thread.busy = false;
  }

  private drop(thread: Thread): void {
    this.threads.delete(thread);
    void thread.worker.terminate();
  }

  private begin(): Thread {
    const worker = new Worker(THREAD, {
      eval: true,
      workerData: {
        library: createRequire(import.meta.url).resolve('jsonata'),
        timeLimitMs: TIME_LIMIT_MS,
        depthLimit: DEPTH_LIMIT,
        maxOutputChars: MAX_OUTPUT_CHARS,
      },
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: 16 },
      execArgv: [],
      stdout: true,
      stderr: true,
    });
    worker.unref();
    const ready = Promise.withResolvers<void>();
    const thread: Thread = { worker, ready: ready.promise, busy: false, hear: () => undefined };
    const tell = (reply: Reply): void => {
      ready.resolve();
      thread.hear(reply);
    };
    worker.on('message', tell);
    worker.on('error', () => tell('dead'));
    worker.on('exit', () => tell('dead'));
    this.threads.add(thread);
    return thread;
  }
}

function invalid(place: string, problem: string): PlatformError {
  return new PlatformError('template_invalid', `${place}: ${problem}`, { path: place, errors: [{ path: place, message: problem }] });
}
