import { describe, expect, it } from '@jest/globals';
import type { RunContext } from '@patchbay/kernel';
import { z } from 'zod';
import { compileAction, database, defineDataAction, defineDataConnector, type ClientPool, type DriverFailure } from '../index.js';

class Thrown extends Error {
  constructor(readonly failure: DriverFailure) {
    super('driver');
  }
}
const broken: DriverFailure = { code: 'provider_unavailable', message: 'The connection broke.' };
/** Whether the last action said that its credential goes to the driver. */
let given = false;
const pool: ClientPool = {
  use: ({ driver, ...request }, work) => driver.open({ ...request, egress: {} as never }).then(({ client }) => work(client)),
};

/** Detail of the error that a write ends with, when opening or the statement fails. */
async function failing(at: { open?: DriverFailure; statement?: DriverFailure }): Promise<unknown> {
  const write = defineDataAction<string>()({
    key: 'row.insert',
    title: 'Insert',
    effect: 'create',
    input: z.object({}),
    output: z.unknown(),
    run: () => (at.statement ? Promise.reject(new Thrown(at.statement)) : Promise.resolve(null)),
  });
  const connector = defineDataConnector<string>({
    key: 'base',
    title: 'Base',
    category: 'database',
    auth: database({ schemes: ['base'], example: 'base://host' }),
    driver: {
      open: () => (at.open ? Promise.reject(new Thrown(at.open)) : Promise.resolve({ client: 'client', close: () => Promise.resolve() })),
      probe: () => Promise.resolve(),
      errorOf: (thrown) => (thrown instanceof Thrown ? thrown.failure : undefined),
    },
    actions: [write],
  });
  const [action] = connector.actions;
  const context = {
    input: {},
    credential: { credential: { type: 'database', dsn: 'base://host' }, metadata: {}, source: 'stored', connectionId: 'c' },
    signal: new AbortController().signal,
    deadlineAt: Date.now() + 1_000,
    now: new Date(),
    redact: (text: string) => text,
    onCost: () => undefined,
    onDriver: () => (given = true),
  } as unknown as RunContext;
  const run = compileAction(connector, action!, { version: 1, clients: pool }).run(context);
  return run.then(
    () => 'success',
    (error: { detail: unknown }) => error.detail,
  );
}

describe('a data action whose driver fails', () => {
  it('may have written when the connection broke under the statement', async () => {
    expect(await failing({ statement: broken })).toMatchObject({ sent: true });
  });

  it('wrote nothing when no connection came about', async () => {
    expect(await failing({ open: broken })).toMatchObject({ sent: false });
    // Its credential went there all the same.
    expect(given).toBe(true);
  });

  it('wrote nothing when the server says so itself', async () => {
    expect(await failing({ statement: { ...broken, sent: false } })).toMatchObject({ sent: false });
  });
});
