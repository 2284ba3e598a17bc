import { Writable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { currentTrace } from './current-trace.js';
import { createLogger } from './logger.js';

function collecting(level = 'info') {
  const lines: string[] = [];
  const logger = createLogger(
    level,
    new Writable({
      write: (chunk, _encoding, done) => {
        lines.push(String(chunk));
        done();
      },
    }),
  );
  return { logger, entries: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

test('a line is JSON with level by name, an ISO time and no host facts', () => {
  const { logger, entries } = collecting();
  logger.warn({ connector: 'pipedrive' }, 'slow');
  const [entry] = entries();
  expect(entry).toEqual({ level: 'warn', time: expect.any(String), connector: 'pipedrive', msg: 'slow' });
  expect(new Date(String(entry?.['time'])).toISOString()).toBe(entry?.['time']);
});

test('lines below the level are not written', () => {
  const { logger, entries } = collecting('error');
  logger.warn('not this');
  logger.error('this');
  expect(entries().map((entry) => entry['msg'])).toEqual(['this']);
});

test('lines carry the trace they belong to, across awaits and apart from other traces', async () => {
  const { logger, entries } = collecting();
  const work = async (traceId: string): Promise<void> => {
    await nextTurn();
    logger.info(traceId);
  };
  await Promise.all(['a', 'b'].map((traceId) => currentTrace.run({ traceId, workspaceId: `w${traceId}` }, () => work(traceId))));
  logger.info('outside');
  const seen = entries().map(({ msg, traceId, workspaceId }) => ({ msg, traceId, workspaceId }));
  expect(seen).toContainEqual({ msg: 'a', traceId: 'a', workspaceId: 'wa' });
  expect(seen).toContainEqual({ msg: 'b', traceId: 'b', workspaceId: 'wb' });
  expect(seen).toContainEqual({ msg: 'outside', traceId: undefined, workspaceId: undefined });
});

test('secrets that slip into a line are not written, at the top or one level down', () => {
  const { logger, entries } = collecting();
  const secret = 'hunter2-hunter2';
  logger.info({
    password: secret,
    apiKey: secret,
    request: { authorization: secret, headers: { any: secret }, body: { any: secret } },
    err: new Error('kept'),
  });
  const [entry] = entries();
  expect(JSON.stringify(entry)).not.toContain(secret);
  expect(JSON.stringify(entry)).toContain('kept');
});
