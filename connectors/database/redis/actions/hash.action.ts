import { defineDataAction, type DataAction } from '@patchbay/connector-sdk';
import { z } from 'zod';
import type { RedisSession } from '../redis-session.js';
import { capped, ReadValue, toBytes, toValue, Value } from '../redis-values.js';
import { Key, Max } from './key-input.js';

const Fields = z.record(z.string(), ReadValue);

const get = defineDataAction<RedisSession>()({
  key: 'hash.get',
  title: 'Get a hash',
  description: 'The named fields, or all up to max. A key that is not there is an empty hash.',
  effect: 'read',
  input: z.object({ key: Key, fields: z.array(z.string()).min(1).max(1_000).optional(), max: Max }),
  output: z.object({ fields: Fields, truncated: z.boolean() }),
  async run({ input, client }) {
    if (input.fields) {
      // https://redis.io/docs/latest/commands/hmget/
      const values = (await client.send('HMGET', [input.key, ...input.fields])) as (Buffer | null)[];
      const there = input.fields.flatMap((name, i): [string, ReadValue][] => (values[i] ? [[name, toValue(values[i])]] : []));
      return capped({ fields: Object.fromEntries(there), truncated: false });
    }
    const fields = new Map<string, ReadValue>();
    let cursor = '0';
    do {
      // https://redis.io/docs/latest/commands/hscan/
      const [next, pairs] = (await client.send('HSCAN', [input.key, cursor, 'COUNT', '1000'])) as [Buffer, Buffer[]];
      for (let i = 0; i + 1 < pairs.length; i += 2) {
        const name = String(pairs[i]);
        if (fields.size === input.max && !fields.has(name)) return capped({ fields: Object.fromEntries(fields), truncated: true });
        fields.set(name, toValue(pairs[i + 1]));
      }
      cursor = String(next);
    } while (cursor !== '0');
    return capped({ fields: Object.fromEntries(fields), truncated: false });
  },
});

const set = defineDataAction<RedisSession>()({
  key: 'hash.set',
  title: 'Set fields of a hash',
  description: 'Fields that are there are replaced; the others stay.',
  effect: 'update',
  input: z.object({ key: Key, fields: z.record(z.string(), Value).refine((fields) => Object.keys(fields).length > 0, 'Give a field') }),
  output: z.object({ added: z.int() }),
  async run({ input, client }) {
    const args = Object.entries(input.fields).flatMap(([name, value]) => [name, toBytes(value)]);
    // https://redis.io/docs/latest/commands/hset/
    return { added: Number(await client.send('HSET', [input.key, ...args])) };
  },
});

export const hashActions = [get, set] as readonly DataAction<RedisSession>[];
