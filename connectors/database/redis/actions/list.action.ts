import { defineDataAction, type DataAction } from '@patchbay/connector-sdk';
import { z } from 'zod';
import type { RedisSession } from '../redis-session.js';
import { capped, ReadValue, toBytes, toValue, Value } from '../redis-values.js';
import { Key, Max } from './key-input.js';

const push = defineDataAction<RedisSession>()({
  key: 'list.push',
  title: 'Add to a list',
  effect: 'create',
  input: z.object({ key: Key, values: z.array(Value).min(1).max(1_000), end: z.enum(['first', 'last']).default('last') }),
  output: z.object({ length: z.int() }),
  async run({ input, client }) {
    // https://redis.io/docs/latest/commands/rpush/
    const command = input.end === 'last' ? 'RPUSH' : 'LPUSH';
    return { length: Number(await client.send(command, [input.key, ...input.values.map(toBytes)])) };
  },
});

const range = defineDataAction<RedisSession>()({
  key: 'list.range',
  title: 'Read a list',
  effect: 'read',
  input: z.object({ key: Key, from: z.int().min(0).default(0).describe('0 is the first'), max: Max }),
  output: z.object({ values: z.array(ReadValue), truncated: z.boolean() }),
  async run({ input, client }) {
    // One more than wanted tells whether there is more. https://redis.io/docs/latest/commands/lrange/
    const found = (await client.send('LRANGE', [input.key, String(input.from), String(input.from + input.max)])) as Buffer[];
    return capped({ values: found.slice(0, input.max).map(toValue), truncated: found.length > input.max });
  },
});

export const listActions = [push, range] as readonly DataAction<RedisSession>[];
