import { describe, expect, it } from '@jest/globals';
import { describeDataConnector, redisAvailable, startRedis } from '@patchbay/testing';
import { Redis } from 'ioredis';
import redis from './redis.connector.js';

const PASSWORD = 'SECRETredis01';

async function start() {
  const server = await startRedis();
  const owner = new Redis(server.url);
  await owner.config('SET', 'requirepass', PASSWORD);
  const filling = owner.pipeline();
  for (let i = 0; i < 2_500; i += 1) filling.set(`many:${i}`, 'x');
  filling.set('huge', 'x'.repeat(40 * 1024 * 1024));
  await filling.exec();
  owner.disconnect();
  const dsn = server.url.replace('://', `://:${PASSWORD}@`);
  return { dsn, wrongDsn: dsn.replace(PASSWORD, 'SECRETwrong%2F1'), close: () => server.close() };
}

const hostile = 'x\r\nDEL a\r\n"; FLUSHALL';
const bytes = { base64: Buffer.from([0xff, 0x00, 0xfe]).toString('base64') };

if (!redisAvailable) describe('redis connector', () => it.skip('needs redis-server, which is not on this machine', () => {}));
else
  describeDataConnector(redis, import.meta.dirname, {
    start,
    calls: [
      { title: 'sets a value', action: 'value.set', input: { key: 'a', value: hostile, ttlSeconds: 600 }, output: { stored: true } },
      {
        title: 'does not insert over a value',
        action: 'value.set',
        input: { key: 'a', value: 'y', when: 'absent' },
        output: { stored: false },
      },
      {
        title: 'does not update what is not there',
        action: 'value.set',
        input: { key: 'b', value: 'y', when: 'present' },
        output: { stored: false },
      },
      { title: 'keeps bytes', action: 'value.set', input: { key: hostile, value: bytes }, output: { stored: true } },
      {
        title: 'gets values as they were set, hostile text in key and value',
        action: 'value.get',
        input: { keys: ['a', hostile, 'nothing'] },
        output: [{ key: 'a', value: hostile }, { key: hostile, value: bytes }, { key: 'nothing' }],
      },
      { title: 'counts', action: 'value.increment', input: { key: 'n', by: 5 }, output: { value: 5 } },
      { title: 'counts in parts', action: 'value.increment', input: { key: 'n', by: -0.5 }, output: { value: 4.5 } },
      { title: 'says that a value is no number', action: 'value.increment', input: { key: 'a' }, error: 'provider_rejected' },
      { title: 'sets fields of a hash', action: 'hash.set', input: { key: 'h', fields: { name: 'Ada', age: 36 } }, output: { added: 2 } },
      { title: 'gets a hash', action: 'hash.get', input: { key: 'h' }, output: { fields: { name: 'Ada', age: '36' }, truncated: false } },
      {
        title: 'stops a hash at max',
        action: 'hash.get',
        input: { key: 'h', max: 1 },
        output: { fields: { name: 'Ada' }, truncated: true },
      },
      {
        title: 'gets the fields that are there',
        action: 'hash.get',
        input: { key: 'h', fields: ['age', 'none'] },
        output: { fields: { age: '36' }, truncated: false },
      },
      { title: 'says that a key holds another type', action: 'hash.get', input: { key: 'a' }, error: 'provider_rejected' },
      { title: 'adds to a list', action: 'list.push', input: { key: 'l', values: ['b', 'c'] }, output: { length: 2 } },
      { title: 'adds in front', action: 'list.push', input: { key: 'l', values: ['a'], end: 'first' }, output: { length: 3 } },
      { title: 'reads a list', action: 'list.range', input: { key: 'l', from: 1 }, output: { values: ['b', 'c'], truncated: false } },
      { title: 'stops a list at max', action: 'list.range', input: { key: 'l', max: 2 }, output: { values: ['a', 'b'], truncated: true } },
      { title: 'lists keys by pattern and type', action: 'key.list', input: { match: 'h*', type: 'hash' }, output: { keys: ['h'] } },
      {
        title: 'describes a key',
        action: 'key.describe',
        input: { key: 'l' },
        output: { type: 'list', entries: 3, encoding: expect.any(String) },
      },
      { title: 'does not describe what is not there', action: 'key.describe', input: { key: 'nothing' }, error: 'provider_not_found' },
      { title: 'sets a time to live', action: 'key.expire', input: { key: 'l', ttlSeconds: 60 }, output: { changed: true } },
      { title: 'takes a time to live away', action: 'key.expire', input: { key: 'l' }, output: { changed: true } },
      {
        title: 'runs a writing command',
        action: 'command.run',
        input: { command: 'zadd', args: ['z', 1, hostile, 2, 'b'] },
        output: { reply: 2 },
      },
      {
        title: 'runs a reading command',
        action: 'command.query',
        input: { command: 'ZRANGE', args: ['z', 0, -1, 'WITHSCORES'] },
        output: { reply: [hostile, '1', 'b', '2'] },
      },
      {
        title: 'runs commands as one, and tells of the one that failed',
        action: 'transaction.run',
        input: {
          commands: [
            { command: 'INCRBY', args: ['t', 2] },
            { command: 'INCR', args: ['a'] },
            { command: 'GET', args: ['t'] },
          ],
        },
        output: { replies: [2, { error: 'Redis refused the command.', code: 'ERR' }, '2'] },
      },
      {
        title: 'does nothing of a transaction with a command that is not valid',
        action: 'transaction.run',
        input: { commands: [{ command: 'SET', args: ['never', '1'] }, { command: 'GET' }] },
        error: 'provider_rejected',
      },
      { title: 'did nothing', action: 'value.get', input: { keys: ['never'] }, output: [{ key: 'never' }] },
      { title: 'publishes', action: 'message.publish', input: { channel: 'news', message: hostile }, output: { receivers: 0 } },
      { title: 'deletes', action: 'key.delete', input: { keys: ['a', 'h', 'nothing'] }, output: { deleted: 2 } },
    ],
    more: ({ call, failure, dsn, pool }) => {
      it.each([
        ['SET', ['a', '1']],
        ['getdel', ['n']],
        ['GETEX', ['n', 'EX', '1']],
        ['sort', ['l', 'STORE', 'l2']],
        ['EVAL', ["return redis.call('set', 'a', '1')", 0]],
        ['EVAL_RO', ['while true do end', 0]],
        ['XREAD', ['BLOCK', 0, 'STREAMS', 's', '$']],
        ['KEYS', ['*']],
        ['CONFIG', ['GET', '*']],
        ['ACL', ['LIST']],
        ['CLIENT', ['LIST']],
        ['OBJECT', ['nonsense', 'n']],
        ['no_such_command', []],
        ['GET n\r\nDEL', ['n']],
      ])('is no reading command: %s %j', async (command, args) => {
        expect((await failure('command.query', { command, args })).code).toBe('input_invalid');
        expect(await call('value.get', { keys: ['n'] })).toEqual([{ key: 'n', value: '4.5' }]);
      });

      it.each([
        'FLUSHALL',
        'SELECT',
        'AUTH',
        'SUBSCRIBE',
        'MULTI',
        'BLPOP',
        'SHUTDOWN',
        'REPLICAOF',
        'MIGRATE',
        'MONITOR',
        'DEBUG',
        'SCRIPT',
      ])('leaves server and connection alone: %s', async (command) => {
        expect((await failure('command.run', { command, args: ['0', '0'] })).code).toBe('input_invalid');
        expect((await failure('transaction.run', { commands: [{ command, args: ['0', '0'] }] })).code).toBe('input_invalid');
      });

      it('reads a subcommand that reads', async () => {
        expect(await call('command.query', { command: 'OBJECT', args: ['ENCODING', 'l'] })).toEqual({ reply: expect.any(String) });
      });

      it('goes through all keys page by page, each once', async () => {
        const seen: string[] = [];
        let cursor: string | undefined;
        do {
          const page = (await call('key.list', { match: 'many:*', max: 700, ...(cursor ? { cursor } : {}) })) as {
            keys: string[];
            nextCursor?: string;
          };
          expect(page.keys.length).toBeLessThanOrEqual(700);
          seen.push(...page.keys);
          cursor = page.nextCursor;
        } while (cursor);
        expect(new Set(seen).size).toBe(2_500);
        expect(seen).toHaveLength(2_500);
        expect((await failure('key.list', { cursor: 'bm9uc2Vuc2U' })).code).toBe('input_invalid');
      });

      it('gives up an answer that is too large, and goes on with a new connection', async () => {
        expect((await failure('value.get', { keys: ['huge'] })).code).toBe('response_too_large');
        expect(await call('key.describe', { key: 'huge' })).toMatchObject({ entries: 40 * 1024 * 1024 });
      });

      it('keeps databases apart and does not take another connection for its own', async () => {
        const other = `${dsn()}/3`;
        expect(await call('value.get', { keys: ['n'] }, other)).toEqual([{ key: 'n' }]);
        expect(await call('value.get', { keys: ['n'] })).toEqual([{ key: 'n', value: '4.5' }]);
        expect((await failure('connection.test', {}, `${dsn()}/shop`)).code).toBe('account_reauth');
        expect(pool().size).toBeGreaterThanOrEqual(2);
      });
    },
  });
