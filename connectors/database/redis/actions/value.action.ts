import { defineDataAction, type DataAction } from '@patchbay/connector-sdk';
import { z } from 'zod';
import type { RedisSession } from '../redis-session.js';
import { capped, ReadValue, toBytes, toValue, Value } from '../redis-values.js';
import { Key, TtlSeconds } from './key-input.js';

const get = defineDataAction<RedisSession>()({
  key: 'value.get',
  title: 'Get values',
  description: 'Texts and numbers by their keys; a key that is not there, or holds another type, has no value.',
  effect: 'read',
  input: z.object({ keys: z.array(Key).min(1).max(1_000) }),
  output: z.array(z.object({ key: z.string(), value: ReadValue.optional() })),
  async run({ input, client }) {
    // https://redis.io/docs/latest/commands/mget/
    const values = (await client.send('MGET', input.keys)) as (Buffer | null)[];
    return capped(
      input.keys.map((key, i) => {
        const value = values[i];
        return { key, value: value ? toValue(value) : undefined };
      }),
    );
  },
});

const set = defineDataAction<RedisSession>()({
  key: 'value.set',
  title: 'Set a value',
  description: 'Inserts, updates or both, as `when` says.',
  effect: 'update',
  input: z.object({
    key: Key,
    value: Value,
    when: z.enum(['always', 'absent', 'present']).default('always').describe('absent: only insert; present: only update'),
    ttlSeconds: TtlSeconds.optional(),
    keepTtl: z.boolean().default(false).describe('Leave the time to live as it is'),
  }),
  output: z.object({ stored: z.boolean() }),
  async run({ input, client }) {
    const args: (string | Buffer)[] = [input.key, toBytes(input.value)];
    if (input.when !== 'always') args.push(input.when === 'absent' ? 'NX' : 'XX');
    if (input.ttlSeconds !== undefined) args.push('EX', String(input.ttlSeconds));
    else if (input.keepTtl) args.push('KEEPTTL');
    // https://redis.io/docs/latest/commands/set/
    return { stored: (await client.send('SET', args)) !== null };
  },
});

const increment = defineDataAction<RedisSession>()({
  key: 'value.increment',
  title: 'Add to a number',
  description: 'A key that is not there counts as 0.',
  effect: 'update',
  input: z.object({ key: Key, by: z.number().default(1) }),
  output: z.object({ value: z.number() }),
  async run({ input, client }) {
    // https://redis.io/docs/latest/commands/incrbyfloat/
    const command = Number.isInteger(input.by) ? 'INCRBY' : 'INCRBYFLOAT';
    return { value: Number(toValue(await client.send(command, [input.key, String(input.by)]))) };
  },
});

export const valueActions = [get, set, increment] as readonly DataAction<RedisSession>[];
