import { Inject, Injectable, Optional } from '@nestjs/common';
import { actionsOf, compileAction, type Connector } from '@patchbay/connector-sdk';
import { PlatformError, type Runnable } from '@patchbay/kernel';
import { BUILTIN_CONNECTORS, BUILTIN_RUNTIME, type BuiltinConnector, type BuiltinRuntime } from './builtin-connector.js';

/** A built-in's code changes with the platform, not by saves: its version is constant. */
const BUILTIN_VERSION = 1;

/** The built-in connectors by key: loaded once, when first looked at; actions compiled once, when first run. */
@Injectable()
export class BuiltinIndex {
  private readonly entries: ReadonlyMap<string, BuiltinConnector>;
  private readonly loaded = new Map<string, Promise<Connector>>();
  private readonly compiled = new Map<string, { on: Runnable; off: Runnable }>();

  constructor(
    @Inject(BUILTIN_CONNECTORS) connectors: readonly BuiltinConnector[],
    @Optional() @Inject(BUILTIN_RUNTIME) private readonly runtime?: BuiltinRuntime,
  ) {
    this.entries = new Map(connectors.map((entry) => [entry.key, entry]));
    if (this.entries.size < connectors.length) throw new PlatformError('config_invalid', 'Two built-in connectors have the same key.');
  }

  has(key: string): boolean {
    return this.entries.has(key);
  }

  get keys(): string[] {
    return [...this.entries.keys()];
  }

  entry(key: string): BuiltinConnector | undefined {
    return this.entries.get(key);
  }

  /** The connector's definition; undefined for an unknown key. */
  async load(key: string): Promise<Connector | undefined> {
    const entry = this.entries.get(key);
    if (!entry) return undefined;
    let loading = this.loaded.get(key);
    if (!loading) {
      loading = entry.load();
      this.loaded.set(key, loading);
      // A module that failed to load may load next time.
      loading.catch(() => this.loaded.delete(key));
    }
    return loading;
  }

  /** All that can be loaded: a broken plugin is no reason to show none. */
  async all(): Promise<Connector[]> {
    const connectors = await Promise.all(
      [...this.entries.values()].map(({ key, plugin }) => (plugin === undefined ? this.load(key) : this.load(key).catch(() => undefined))),
    );
    return connectors.filter((connector) => connector !== undefined);
  }

  /** The compiled action from memory; undefined when it has to be asked for with `compile`. */
  peek(query: { key: string; action: string; enabled: boolean }): Runnable | undefined {
    return this.compiled.get(`${query.key}/${query.action}`)?.[query.enabled ? 'on' : 'off'];
  }

  /** Throws `not_found` or `action_unknown`. */
  async compile(query: { key: string; action: string; enabled: boolean }): Promise<Runnable> {
    const connector = await this.load(query.key);
    if (!connector) throw new PlatformError('not_found', `There is no connector "${query.key}".`);
    const action = actionsOf(connector).find((candidate) => candidate.key === query.action);
    if (!action) {
      throw new PlatformError(
        'action_unknown',
        `The connector "${query.key}" has no action "${query.action}"; GET /connectors/${query.key} lists them.`,
        { connector: query.key },
      );
    }
    const overrides = this.runtime?.overridesOf(query.key);
    const on = compileAction(connector, action, {
      version: BUILTIN_VERSION,
      enabled: true,
      ...(overrides ? { overrides } : {}),
      ...(this.runtime?.clients ? { clients: this.runtime.clients } : {}),
    });
    const both = { on, off: { ...on, enabled: false } };
    this.compiled.set(`${query.key}/${query.action}`, both);
    return query.enabled ? both.on : both.off;
  }
}
