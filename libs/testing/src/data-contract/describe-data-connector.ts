import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import type * as Jest from '@jest/globals';
import { actionsOf, compileAction, compileProbe, connectorProblems, type DataConnector } from '@patchbay/connector-sdk';
import { isPlatformError, secretsOf, type JsonValue, type PlatformError } from '@patchbay/kernel';
import { AddressGate } from '@patchbay/platform';
import { DataClientPool } from '@patchbay/router';
import { runAction } from '../connector-contract/run-action.js';
import { freePort } from '@patchbay/platform';

/** A server of the suite's own, and what the contract has to know of the connector. */
export interface DataContractServer {
  readonly dsn: string;
  /** The same server with a wrong password; undefined where it checks none. */
  readonly wrongDsn?: string;
  close(): Promise<void>;
}

export interface DataContractOptions {
  /** Starts the server and makes what the calls below need. */
  readonly start: () => Promise<DataContractServer>;
  /** At least one call per action, in order. `expect` is matched with `toMatchObject` or `toEqual` semantics of Jest (`objectContaining`). */
  readonly calls: readonly DataCall[];
  /** Further tests, inside the suite. */
  readonly more?: (bench: DataBench) => void;
}

export interface DataCall {
  readonly title: string;
  readonly action: string;
  readonly input: Record<string, unknown>;
  readonly output?: unknown;
  /** Catalogue code it fails with, instead of `output`. */
  readonly error?: string;
}

/** Runs actions of the connector through the real router with a real pool against the suite's server. */
export interface DataBench {
  readonly pool: () => DataClientPool;
  readonly dsn: () => string;
  call(action: string, input: Record<string, unknown>, dsn?: string): Promise<JsonValue>;
  failure(action: string, input: Record<string, unknown>, dsn?: string): Promise<PlatformError>;
}

const LOOPBACK = ['127.0.0.0/8', '::1/128'];

/** The contract every data connector has to meet, on a real server. */
export function describeDataConnector(connector: DataConnector, folder: string, options: DataContractOptions): void {
  const { describe, it, expect, beforeAll, afterAll } = globalThis as unknown as typeof Jest;
  describe(`${connector.key} connector`, () => {
    let server: DataContractServer;
    let pool: DataClientPool;
    const bench = benchOf(connector, () => ({ pool, dsn: server.dsn }));
    beforeAll(async () => {
      pool = new DataClientPool({ egress: new AddressGate({ allow: LOOPBACK }), maxPerConnection: 2 });
      server = await options.start();
    }, 120_000);
    afterAll(async () => {
      await pool.close();
      await server.close();
    });

    it('is well defined: keys, schemas, icon, at least eight actions', () => {
      expect(connectorProblems(connector)).toEqual([]);
      expect(existsSync(join(folder, 'icon.svg'))).toBe(true);
      expect(actionsOf(connector).length).toBeGreaterThanOrEqual(8);
    });

    it('is called with every action', () => {
      const called = new Set(options.calls.filter(({ error }) => error === undefined).map(({ action }) => action));
      expect(connector.actions.map(({ key }) => key).filter((key) => !called.has(key))).toEqual([]);
    });

    it('proves the connection', async () => expect(await bench.call('connection.test', {})).toEqual({}));

    // Each builds on those before it, as a reader of a manual would.
    it.each(options.calls.map((call) => [call.title, call] as const))('%s', async (_, { action, input, output, error }) => {
      if (error !== undefined) return void expect((await bench.failure(action, input)).code).toBe(error);
      const answered = await bench.call(action, input);
      if (output !== undefined) expect(answered).toEqual(output);
    });

    it('refuses addresses that are not permitted, before anything is sent', async () => {
      const guarded = new DataClientPool({ egress: new AddressGate({ allow: [] }) });
      const closed = benchOf(connector, () => ({ pool: guarded, dsn: server.dsn }));
      expect((await closed.failure('connection.test', {})).code).toBe('egress_denied');
      expect(guarded.size).toBe(0);
    });

    it('says that nothing listens, and shows no part of the DSN', async () => {
      const dsn = withPort(server.dsn, await freePort());
      const error = await bench.failure('connection.test', {}, dsn);
      expect(error.code).toBe('provider_unavailable');
      expect(shown(error, dsn)).toEqual([]);
    }, 30_000);

    it('asks to reconnect when the password is wrong, without showing it', async () => {
      if (server.wrongDsn === undefined) return;
      const error = await bench.failure('connection.test', {}, server.wrongDsn);
      expect(error.code).toBe('account_reauth');
      expect(shown(error, server.wrongDsn)).toEqual([]);
    });

    it('refuses what is no DSN of its kind, files and sockets included', async () => {
      for (const dsn of ['nonsense', 'file:///etc/passwd', `${server.dsn.split('://')[0] ?? ''}:///socket`]) {
        expect({ dsn, code: (await bench.failure('connection.test', {}, dsn)).code }).toEqual({ dsn, code: 'account_reauth' });
      }
    });

    options.more?.(bench);
  });
}

function benchOf(connector: DataConnector, now: () => { readonly pool: DataClientPool; readonly dsn: string }): DataBench {
  const run = async (action: string, input: Record<string, unknown>, dsn = now().dsn): Promise<JsonValue> => {
    const options = { version: 1, clients: now().pool };
    const found = actionsOf(connector).find(({ key }) => key === action);
    if (!found && action !== 'connection.test') throw new Error(`${connector.key} has no action ${action}`);
    const runnable = found ? compileAction(connector, found, options) : compileProbe(connector, options);
    const credential = { type: 'database', dsn } as const;
    const resolved = { credential, metadata: {}, connectionId: '0198f3a0-0000-7000-8000-000000000001', source: 'stored' };
    const http = { send: () => Promise.reject(new Error('A data connector sends no HTTP.')) };
    return await runAction({ runnable, input, account: { resolved, secrets: secretsOf(credential) }, http });
  };
  return {
    pool: () => now().pool,
    dsn: () => now().dsn,
    call: run,
    failure: async (action, input, dsn) => {
      try {
        const output = await run(action, input, dsn);
        throw new Error(`${action} succeeded: ${inspect(output)}`);
      } catch (thrown) {
        if (isPlatformError(thrown)) return thrown;
        throw thrown;
      }
    },
  };
}

function withPort(dsn: string, port: number): string {
  const url = new URL(dsn);
  url.port = String(port);
  return url.toString();
}

/** Parts of the DSN that an error shows and must not. */
function shown(error: PlatformError, dsn: string): string[] {
  const text = inspect(error, { depth: 8 });
  return secretsOf({ type: 'database', dsn }).filter((secret) => text.includes(secret));
}
