import { defineDataAction, type DataAction } from '@patchbay/connector-sdk';
import { z } from 'zod';
import type { RedisSession } from '../redis-session.js';
import { capped, toBytes, toJson, Value } from '../redis-values.js';

const Command = {
  command: z.string().min(1).max(64).describe('Such as ZRANGE'),
  args: z.array(Value).max(10_000).default([]).describe('Each one is one argument, whatever is in it'),
};

const query = defineDataAction<RedisSession>()({
  key: 'command.query',
  title: 'Run a reading command',
  description: 'Any command that the server itself says only reads.',
  effect: 'read',
  input: z.object(Command),
  output: z.object({ reply: z.unknown() }),
  run: async ({ input, client }) => capped({ reply: toJson(await client.run('read', input.command, input.args.map(toBytes))) }),
});

const run = defineDataAction<RedisSession>()({
  key: 'command.run',
  title: 'Run a command',
  description: 'Any command on data. Commands of the server, of other clients and of the connection are refused, and so are waiting ones.',
  effect: 'create',
  input: z.object(Command),
  output: z.object({ reply: z.unknown() }),
  run: async ({ input, client }) => capped({ reply: toJson(await client.run('write', input.command, input.args.map(toBytes))) }),
});

const transaction = defineDataAction<RedisSession>()({
  key: 'transaction.run',
  title: 'Run commands in one transaction',
  description: 'Nobody else comes between them. A command that is not valid stops all; one that fails on its key does not undo the others.',
  effect: 'create',
  input: z.object({ commands: z.array(z.strictObject(Command)).min(1).max(1_000) }),
  output: z.object({ replies: z.array(z.unknown()) }),
  async run({ input, client }) {
    const commands = input.commands.map(({ command, args }) => [command, args.map(toBytes)] as const);
    return capped({ replies: (await client.transaction(commands)).map(toJson) });
  },
});

const publish = defineDataAction<RedisSession>()({
  key: 'message.publish',
  title: 'Publish a message',
  effect: 'create',
  input: z.object({ channel: z.string().min(1).max(65_536), message: Value }),
  output: z.object({ receivers: z.int() }),
  async run({ input, client }) {
    // https://redis.io/docs/latest/commands/publish/
    return { receivers: Number(await client.send('PUBLISH', [input.channel, toBytes(input.message)])) };
  },
});

export const commandActions = [query, run, transaction, publish] as readonly DataAction<RedisSession>[];
