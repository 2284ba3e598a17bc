import { defineDataAction, type DataAction } from '@patchbay/connector-sdk';
import { invalidInput, PlatformError } from '@patchbay/kernel';
import { z } from 'zod';
import type { RedisSession } from '../redis-session.js';
import { Key, Max, TtlSeconds } from './key-input.js';

const TYPES = ['string', 'hash', 'list', 'set', 'zset', 'stream'] as const;
/** The command that counts the entries of a type. */
const LENGTHS: Readonly<Record<string, string>> = {
  string: 'STRLEN',
  hash: 'HLEN',
  list: 'LLEN',
  set: 'SCARD',
  zset: 'ZCARD',
  stream: 'XLEN',
};

/** Where a scan goes on: the server's cursor, and keys it answered beyond what was asked. */
const Place = z.tuple([z.string().regex(/^\d{1,20}$/), z.array(z.string())]);

const list = defineDataAction<RedisSession>()({
  key: 'key.list',
  title: 'List keys',
  description: 'Page by page, without holding the server up. A key may come twice when keys are added meanwhile.',
  effect: 'read',
  input: z.object({
    match: z.string().min(1).max(1_024).describe('Pattern such as order:*').optional(),
    type: z.enum(TYPES).optional(),
    max: Max,
    cursor: z.string().max(1_048_576).optional(),
  }),
  output: z.object({ keys: z.array(z.string()), nextCursor: z.string().optional() }),
  async run({ input, client, signal }) {
    const filter = [
      ...(input.match === undefined ? [] : ['MATCH', input.match]),
      ...(input.type === undefined ? [] : ['TYPE', input.type]),
    ];
    let [cursor, keys] = input.cursor === undefined ? ['', [] as string[]] : readPlace(input.cursor);
    while (keys.length < input.max && cursor !== '0') {
      signal.throwIfAborted();
      const count = String(Math.min(1_000, Math.max(10, input.max - keys.length)));
      // https://redis.io/docs/latest/commands/scan/
      const [next, found] = (await client.send('SCAN', [cursor || '0', ...filter, 'COUNT', count])) as [Buffer, Buffer[]];
      keys = [...keys, ...found.map(String)];
      cursor = String(next);
    }
    const rest = keys.slice(input.max);
    const ended = cursor === '0' && rest.length === 0;
    return { keys: keys.slice(0, input.max), nextCursor: ended ? undefined : placeOf(cursor, rest) };
  },
});

function placeOf(cursor: string, rest: readonly string[]): string {
  return Buffer.from(JSON.stringify([cursor, rest])).toString('base64url');
}

function readPlace(text: string): [string, string[]] {
  try {
    return Place.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch {
    throw invalidInput([{ path: 'cursor', message: 'Is not one of key.list' }]);
  }
}

const describe = defineDataAction<RedisSession>()({
  key: 'key.describe',
  title: 'Describe a key',
  effect: 'read',
  input: z.object({ key: Key }),
  output: z.object({
    type: z.string(),
    entries: z.int().describe('Entries, or bytes of a text').optional(),
    encoding: z.string().optional(),
    ttlSeconds: z.number().optional(),
  }),
  async run({ input: { key }, client }) {
    // https://redis.io/docs/latest/commands/type/
    const type = String(await client.send('TYPE', [key]));
    if (type === 'none') throw new PlatformError('provider_not_found', 'The key does not exist.');
    const [command, ttlMs] = [LENGTHS[type], Number(await client.send('PTTL', [key]))];
    const encoding = await client.send('OBJECT', ['ENCODING', key]);
    return {
      type,
      entries: command === undefined ? undefined : Number(await client.send(command, [key])),
      encoding: encoding === null ? undefined : String(encoding),
      ttlSeconds: ttlMs >= 0 ? ttlMs / 1_000 : undefined,
    };
  },
});

const expire = defineDataAction<RedisSession>()({
  key: 'key.expire',
  title: "Set a key's time to live",
  description: 'Without ttlSeconds the key stays for ever.',
  effect: 'update',
  input: z.object({ key: Key, ttlSeconds: TtlSeconds.optional() }),
  output: z.object({ changed: z.boolean() }),
  async run({ input: { key, ttlSeconds }, client }) {
    // https://redis.io/docs/latest/commands/expire/
    const reply = ttlSeconds === undefined ? client.send('PERSIST', [key]) : client.send('EXPIRE', [key, String(ttlSeconds)]);
    return { changed: (await reply) === 1 };
  },
});

const remove = defineDataAction<RedisSession>()({
  key: 'key.delete',
  title: 'Delete keys',
  effect: 'delete',
  input: z.object({ keys: z.array(Key).min(1).max(1_000) }),
  output: z.object({ deleted: z.int() }),
  async run({ input, client }) {
    // https://redis.io/docs/latest/commands/unlink/
    return { deleted: Number(await client.send('UNLINK', input.keys)) };
  },
});

export const keyActions = [list, describe, expire, remove] as readonly DataAction<RedisSession>[];
