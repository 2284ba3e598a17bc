import type * as Jest from '@jest/globals';
import { actionsOf, compileAction, compileProbe, type Auth, type HttpConnector } from '@patchbay/connector-sdk';
import { isPlatformError, type Credential, type JsonValue, type OutboundHttp, type Runnable } from '@patchbay/kernel';
import type { ClosableOutboundHttp } from '@patchbay/platform';
import { SIMULATOR_KEY, SimulatorServer, type Simulator } from '@patchbay/simulator';
import { runAction } from '../connector-contract/run-action.js';
import { sampleAccount, type AccountFacts, type SampleAccount } from '../connector-contract/sample-account.js';

/** A story is dozens of calls; the first of them loads the router. */
const STORY_MS = 60_000;

interface ToldMembers {
  readonly [name: string]: Told;
}

/** Any JSON, read without ceremony: a member that is not there is undefined. */
export type Told = ToldMembers & ReadonlyArray<Told>;

/** What a story may do at the simulated provider. */
export interface Play {
  /** Runs an action; out: its output. Fails the test when the action fails. */
  ok(action: string, input?: object): Promise<Told>;
  /** Runs an action that has to fail; out: the catalogue's code. */
  refused(action: string, input?: object): Promise<string>;
  readonly expect: typeof Jest.expect;
}

export interface SimulatorOptions {
  /** Metadata of the account, and values of non-secret fields. */
  readonly account?: AccountFacts;
  /** Create, read, list, update, delete, read again; and every other action of the connector once. */
  readonly story: (play: Play) => Promise<void>;
  /** Actions that no story can tell, with the reason. */
  readonly untold?: Readonly<Record<string, string>>;
}

/**
 * Proves a provider's simulator with the connector itself: real router, real HTTP client, real sockets. Every action has to succeed in the story.
 * @example describeSimulator(acme, simulator, { story: async ({ ok, refused }) => { const { id } = await ok('thing.create', { name: 'Bolt' }); … } });
 */
export function describeSimulator(connector: HttpConnector, simulator: Simulator, options: SimulatorOptions): void {
  // The globals, not the package: this library is also loaded outside Jest.
  const { describe, it, expect, beforeAll, afterAll } = globalThis as unknown as typeof Jest;
  describe(`${connector.key} simulator`, () => {
    let stage: SimulatedStage;
    beforeAll(async () => {
      stage = await SimulatedStage.open(connector, simulator, options.account ?? {});
    });
    afterAll(() => stage.close());

    // The second time every page holds one record: what a list finds must not depend on it.
    it.each([
      ['in whole pages', undefined],
      ['in pages of one record', 1],
    ])(
      'plays every action, and the life of its records, %s',
      async (_, pageCap) => {
        await stage.begin(pageCap);
        const told = new Set<string>(Object.keys(options.untold ?? {}));
        await options.story({
          expect,
          ok: async (action, input = {}) => {
            const output = await stage.run(action, input);
            told.add(action);
            return output as unknown as Told;
          },
          refused: async (action, input = {}) => codeOf(await stage.run(action, input).catch((error: unknown) => error), action),
        });
        expect(connector.actions.map(({ key }) => key).filter((key) => !told.has(key))).toEqual([]);
      },
      STORY_MS,
    );

    it.each(connector.auth.filter(({ kind }) => kind !== 'none' && kind !== 'oauth1').map((auth) => [auth.kind, auth] as const))(
      'knows its credential and no other: %s',
      async (_, auth) => {
        await stage.probe(stage.account(auth, SIMULATOR_KEY));
        const refused = await stage.probe(stage.account(auth, 'another-key')).catch((error: unknown) => error);
        expect(['account_reauth', 'account_forbidden']).toContain(codeOf(refused, 'connection.test'));
      },
    );

    it('throttles in the words its connector understands', async () => {
      const provider = await stage.server.provider(connector.key);
      provider?.limit({ requests: 1, perSeconds: 3_600 });
      const account = stage.account(stage.auth, SIMULATOR_KEY);
      const failures = [await failureOf(stage.probe(account)), await failureOf(stage.probe(account))];
      expect(codeOf(failures.find(Boolean), 'connection.test')).toBe('provider_throttled');
    });
  });
}

/** A running simulator with one provider, and the way to it. */
class SimulatedStage {
  private constructor(
    private readonly connector: HttpConnector,
    private readonly facts: AccountFacts,
    readonly server: SimulatorServer,
    private readonly http: ClosableOutboundHttp,
  ) {}

  static async open(connector: HttpConnector, simulator: Simulator, facts: AccountFacts): Promise<SimulatedStage> {
    // On demand: most users of this library need no HTTP client.
    const { createOutboundHttp } = await import('@patchbay/platform');
    const server = await SimulatorServer.start({ keys: [connector.key], load: () => Promise.resolve(simulator) });
    return new SimulatedStage(connector, facts, server, createOutboundHttp({ allow: ['127.0.0.0/8'] }));
  }

  async close(): Promise<void> {
    await this.http.close();
    await this.server.close();
  }

  /** Everything as at the start. */
  async begin(pageCap: number | undefined): Promise<void> {
    const provider = await this.server.provider(this.connector.key);
    if (!provider) throw new Error('The simulator does not load.');
    provider.reset();
    provider.pageCap = pageCap;
    // The story is about records; limits have a test of their own.
    provider.limit({ requests: 1_000_000, perSeconds: 3_600 });
  }

  /** The first way to connect that needs no person. */
  get auth(): Auth {
    const found = this.connector.auth.find(({ kind }) => kind !== 'oauth1');
    if (!found) throw new Error(`${this.connector.key} connects by OAuth 1 alone`);
    return found;
  }

  run(action: string, input: unknown): Promise<JsonValue> {
    const found = actionsOf(this.connector).find((one) => one.key === action);
    if (!found) throw new Error(`${this.connector.key} has no action ${action}`);
    return this.play(compileAction(this.connector, found, this.compiling), input, this.account(this.auth, SIMULATOR_KEY));
  }

  probe(account: SampleAccount): Promise<JsonValue> {
    return this.play(compileProbe(this.connector, this.compiling), {}, account);
  }

  account(auth: Auth, secret: string): SampleAccount {
    const { resolved, secrets } = sampleAccount(auth, this.facts);
    return { resolved: { ...resolved, credential: withSecret(resolved.credential, secret, this.facts) }, secrets };
  }

  private get compiling() {
    return { version: 1, overrides: { baseUrl: `${this.server.url}/${this.connector.key}` } };
  }

  private play(runnable: Runnable, input: unknown, account: SampleAccount): Promise<JsonValue> {
    return runAction({ runnable, input, account, http: this.http as OutboundHttp });
  }
}

function withSecret(credential: Credential, secret: string, facts: AccountFacts): Credential {
  switch (credential.type) {
    case 'api_key':
      return { ...credential, apiKey: secret };
    case 'bearer':
      return { ...credential, token: secret };
    case 'oauth2':
      return { ...credential, accessToken: secret };
    case 'basic':
      return { ...credential, password: secret };
    case 'custom': {
      const fields = Object.keys(credential.fields).map((name) => [name, Object.hasOwn(facts, name) ? String(facts[name]) : secret]);
      return { ...credential, fields: Object.fromEntries(fields) as Record<string, string> };
    }
    default:
      return credential;
  }
}

function failureOf(sent: Promise<unknown>): Promise<unknown> {
  return sent.then(
    () => undefined,
    (error: unknown) => error,
  );
}

function codeOf(outcome: unknown, action: string): string {
  if (isPlatformError(outcome)) return outcome.code;
  if (outcome instanceof Error) throw outcome;
  throw new Error(`${action} was to be refused`);
}
