import {
  actionsOf,
  describeAction,
  describeAuth,
  type ActionDescription,
  type AuthDescription,
  type Connector,
} from '@patchbay/connector-sdk';
import { EFFECTS, effectOfMethod, isJsonObject, type Effect, type JsonObject, type JsonValue } from '@patchbay/kernel';
import type { ConnectionStatus } from './connection-statuses.js';
import type { StoredConnector } from './connector.store.js';

export interface CatalogueAction {
  readonly key: string;
  readonly title: string;
  readonly effect: Effect;
  readonly description?: string;
}

/** A line of the catalogue. */
export interface CatalogueEntry {
  /** Built-in: its key. Custom: its id. */
  readonly key: string;
  readonly id?: string;
  readonly name: string;
  readonly description: string | null;
  readonly version: number;
  readonly source: 'builtin' | 'custom';
  readonly category: string;
  readonly icon: string | null;
  /** Ways to authenticate: `oauth2`, `api_key`, `none`, … */
  readonly auth: readonly string[];
  readonly actions: readonly CatalogueAction[];
  readonly connectionStatus: ConnectionStatus;
  readonly enabled: boolean;
}

export interface BuiltinFacts {
  readonly connector: Connector;
  readonly icon: string | undefined;
  readonly enabled: boolean;
  readonly status: 'connected' | 'attention' | undefined;
}

/** Full words on a built-in: every action's schemas, and what a person fills in to connect. */
export type BuiltinDetail = Omit<CatalogueEntry, 'actions'> & {
  readonly actions: readonly ActionDescription[];
  readonly authModes: readonly AuthDescription[];
  readonly docs: string | null;
  /** Where its requests go; `{…}` is a fact of the account. */
  readonly hosts: readonly string[];
};

export function builtinEntry({ connector, icon, enabled, status }: BuiltinFacts): CatalogueEntry {
  const auth = [...new Set(connector.auth.map((kind) => kind.kind))];
  const needsNone = auth.length === 1 && auth[0] === 'none';
  return {
    key: connector.key,
    name: connector.title,
    description: connector.description ?? null,
    version: 1,
    source: 'builtin',
    category: connector.category,
    icon: icon ?? null,
    auth,
    actions: actionsOf(connector).map(({ key, title, effect, description }) => ({
      key,
      title,
      effect,
      ...(description === undefined ? {} : { description }),
    })),
    connectionStatus: needsNone ? 'not_needed' : (status ?? 'not_connected'),
    enabled,
  };
}

export function builtinDetail(facts: BuiltinFacts): BuiltinDetail {
  const { connector } = facts;
  return {
    ...builtinEntry(facts),
    docs: connector.docs ?? null,
    hosts: builtinHosts(connector),
    authModes: describeAuth(connector),
    actions: actionsOf(connector).map((action) => describeAction(connector, action)),
  };
}

/** `statuses`: of connections, by connector key; an own connector's connections go by its id. */
export function customEntry(stored: StoredConnector, statuses?: ReadonlyMap<string, 'connected' | 'attention'>): CatalogueEntry {
  const { definition } = stored;
  return {
    key: stored.id,
    id: stored.id,
    name: textOf(definition['name']) ?? '',
    description: textOf(definition['description']),
    version: stored.version,
    source: 'custom',
    category: textOf(definition['category']) ?? '',
    icon: textOf(definition['icon']),
    auth: authKinds(definition),
    actions: [{ key: 'run', title: 'Run', effect: effectOf(definition) }],
    connectionStatus: customStatus(stored, statuses),
    enabled: stored.enabled,
  };
}

/** The one action of a custom connector with its schemas. What it answers depends on the service: any JSON. */
export function customAction(stored: StoredConnector): CatalogueAction & { inputSchema: JsonValue; outputSchema: JsonValue } {
  const inputSchema = stored.definition['inputSchema'];
  return {
    key: 'run',
    title: 'Run',
    effect: effectOf(stored.definition),
    inputSchema: isJsonObject(inputSchema) ? inputSchema : { $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object' },
    outputSchema: { $schema: 'https://json-schema.org/draft/2020-12/schema' },
  };
}

/** Hosts of a built-in. Of addresses that depend on the account, the names of the facts stand in their place. */
function builtinHosts(connector: Connector): string[] {
  if (connector.kind !== 'http') return [];
  const names = new Proxy({}, { get: (_facts, name) => `{${String(name)}}` });
  const addresses = [connector.baseUrl, ...Object.values(connector.hosts ?? {})].map((address) => {
    try {
      return typeof address === 'string' ? address : (address as (facts: object) => string)(names);
    } catch {
      return '{account}';
    }
  });
  return distinctHosts(addresses);
}

/** Hosts of a definition's requests; `{{…}}` stays where a variable stands in one. */
export const definitionHosts = (definition: JsonObject): string[] =>
  distinctHosts([...requestsOf(definition), ...probeOf(definition)].flatMap((request) => textOf(request['url']) ?? []));

const distinctHosts = (addresses: readonly string[]): string[] => [
  ...new Set(addresses.map((address) => address.replace(/^[a-z]+:\/\//i, '').split(/[/?#]/)[0] ?? '').filter((host) => host !== '')),
];

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** The requests of a definition: its config, or every step of it, in groups too. */
function requestsOf(definition: JsonObject): JsonObject[] {
  const config = definition['config'];
  if (!isJsonObject(config)) return [];
  const steps = stepsOf(config);
  return steps.length === 0 ? [config] : steps.flatMap((step) => (stepsOf(step).length === 0 ? [step] : stepsOf(step)));
}

/** The request that tests connections: it has no effect of its own. */
function probeOf({ config }: JsonObject): JsonObject[] {
  return isJsonObject(config) && isJsonObject(config['probe']) ? [config['probe']] : [];
}

const stepsOf = (holder: JsonObject): JsonObject[] => (Array.isArray(holder['steps']) ? holder['steps'].filter(isJsonObject) : []);

function authsOf(definition: JsonObject): JsonObject[] {
  const config = definition['config'];
  const holders = [...(isJsonObject(config) ? [config] : []), ...requestsOf(definition)];
  return holders.flatMap((holder) => (isJsonObject(holder['auth']) ? [holder['auth']] : []));
}

/** Most definitions bring their credentials or name workspace secrets: then there is nothing to connect. */
function customStatus(stored: StoredConnector, statuses: ReadonlyMap<string, 'connected' | 'attention'> | undefined): ConnectionStatus {
  const auth = authsOf(stored.definition).find((candidate) => candidate['type'] === 'connection');
  return auth ? (statuses?.get(textOf(auth['connector']) ?? stored.id) ?? 'not_connected') : 'not_needed';
}

function authKinds(definition: JsonObject): string[] {
  const kinds = authsOf(definition).flatMap((auth) => textOf(auth['type']) ?? []);
  const used = [...new Set(kinds)].filter((kind) => kind !== 'none');
  return used.length === 0 ? ['none'] : used;
}

/** The heaviest effect of its requests. */
function effectOf(definition: JsonObject): Effect {
  return requestsOf(definition)
    .map((request) => effectOfMethod(textOf(request['method']) ?? 'GET'))
    .reduce<Effect>((heaviest, effect) => (EFFECTS.indexOf(effect) > EFFECTS.indexOf(heaviest) ? effect : heaviest), 'read');
}
