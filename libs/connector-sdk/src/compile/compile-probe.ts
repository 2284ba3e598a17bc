import { isJsonObject, type JsonObject, type Runnable } from '@patchbay/kernel';
import { z } from 'zod';
import { defineAction, defineDataAction, type Action } from '../action.js';
import type { Connector, HttpConnector } from '../connector.js';
import { textAt } from '../facts/provider-errors.js';
import type { Http } from '../http/http.js';
import { compileAction, type CompileOptions } from './compile-action.js';

const Proof = z.object({ account: z.string().optional() });

/** "Test connection": one cheap call that fails as any action would. Output `{ account? }`, a short name for people. */
export function compileProbe(connector: Connector, options: CompileOptions): Runnable {
  return compileAction(connector, probeAction(connector), options);
}

function probeAction(connector: Connector): Action {
  const facts = { key: 'connection.test', title: 'Test connection', effect: 'read', input: z.object({}), output: Proof } as const;
  if (connector.kind === 'http')
    return defineAction({ ...facts, run: ({ http, account }) => probeHttp(connector, http, account) }) as Action;
  const { driver } = connector;
  return defineDataAction<unknown>()({ ...facts, run: async ({ client }) => (await driver.probe(client), {}) }) as Action;
}

async function probeHttp({ probe }: HttpConnector, http: Http, facts: JsonObject): Promise<{ account?: string }> {
  if (typeof probe === 'function') return ((await probe({ http, account: facts })) as { account?: string } | undefined) ?? {};
  const { path, method, account, ...options } = typeof probe === 'string' ? { path: probe, method: undefined, account: undefined } : probe;
  const asked = method ?? ('json' in options || 'graphql' in options ? 'POST' : 'GET');
  const { body } = await http.send(asked, path as '/', options);
  const name = account === undefined ? undefined : textAt(body, account);
  return name === undefined ? {} : { account: name };
}

/**
 * The call after connecting that finds further facts of the account (OAuth2 `discover`). Output: metadata to merge into the
 * connection. Undefined when the connector needs none.
 */
export function compileDiscovery(connector: Connector, options: CompileOptions): Runnable | undefined {
  const discover = connector.auth.flatMap((auth) => (auth.kind === 'oauth2' && auth.discover ? [auth.discover] : [])).at(0);
  if (!discover || connector.kind !== 'http') return undefined;
  const action = defineAction({
    key: 'connection.discover',
    title: 'Read the account',
    effect: 'read',
    input: z.object({}),
    output: z.record(z.string(), z.unknown()),
    run: async ({ http }): Promise<JsonObject> => {
      const found = await discover({ http });
      return isJsonObject(found) ? found : {};
    },
  });
  return compileAction(connector, action as Action, options);
}
