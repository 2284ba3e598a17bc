import { isNativeError } from 'node:util/types';
import type { Redis } from 'ioredis';
import { PlatformError } from '@patchbay/kernel';
import { CommandRules, type CommandKind } from './command-rules.js';

const MAX_RECEIVED_BYTES = 32 * 1024 * 1024;

/** One Redis connection as actions see it: commands with arguments of their own, which no text can leave. */
export class RedisSession {
  private readonly rules = new CommandRules((name, args) => this.send(name, args));
  private receivedBefore = 0;
  private tooLarge = false;

  constructor(private readonly client: Redis) {
    const { stream } = client;
    stream.on('data', () => {
      if (stream.bytesRead - this.receivedBefore <= MAX_RECEIVED_BYTES) return;
      this.tooLarge = true;
      endNow(client);
    });
  }

  /** One command of ours. Out: bytes, number, list or null. */
  async send(name: string, args: readonly (string | Buffer)[]): Promise<unknown> {
    this.receivedBefore = this.client.stream.bytesRead;
    return await this.ask(name, args);
  }

  /** One command of a user, when the rules of its kind allow it. Throws `input_invalid` naming the reason. */
  async run(kind: CommandKind, name: string, args: readonly (string | Buffer)[]): Promise<unknown> {
    await this.rules.check(kind, name, args);
    return await this.send(name, args);
  }

  /** Commands that nobody else's come between. Out: their replies, errors of single commands among them. */
  async transaction(commands: readonly (readonly [string, readonly (string | Buffer)[]])[]): Promise<unknown[]> {
    for (const [name, args] of commands) await this.rules.check('write', name, args);
    this.receivedBefore = this.client.stream.bytesRead;
    const replies = await Promise.allSettled([
      this.ask('MULTI', []),
      ...commands.map(([name, args]) => this.ask(name, args)),
      this.ask('EXEC', []),
    ]);
    const last = replies.at(-1);
    if (last?.status === 'fulfilled') return last.value as unknown[];
    throw last?.reason;
  }

  private async ask(name: string, args: readonly (string | Buffer)[]): Promise<unknown> {
    try {
      return await this.client.callBuffer(name, [...args]);
    } catch (thrown) {
      if (this.tooLarge) throw new PlatformError('response_too_large', 'Redis answered with more than 32 MiB; ask for less.');
      // The driver hangs the command and its values on the error.
      if (isNativeError(thrown)) Reflect.deleteProperty(thrown, 'command');
      throw thrown;
    }
  }
}

/** Ends the connection at once, also in the middle of an answer; the driver alone would wait for the server to close. */
export function endNow(client: Redis): void {
  // Before the first byte there is no stream, whatever the type says.
  const stream = client.stream as Redis['stream'] | undefined;
  client.disconnect();
  stream?.destroy();
}
