import { Inject, Injectable, Optional } from '@nestjs/common';
import type { Connector } from '@patchbay/connector-sdk';
import { decodeCursor, encodeCursor, toPage, type Page, type PageRequest, type WorkspaceId } from '@patchbay/kernel';
import { Database } from '@patchbay/platform';
import { BuiltinIndex } from './builtin-index.js';
import { CachedRegistry } from './cached-registry.service.js';
import {
  builtinDetail,
  builtinEntry,
  customAction,
  customEntry,
  definitionHosts,
  type BuiltinDetail,
  type BuiltinFacts,
  type CatalogueEntry,
} from './catalogue-entry.js';
import { CONNECTION_STATUSES, type ConnectionStatuses } from './connection-statuses.js';
import { ConnectorStore, type ConnectorQuery } from './connector.store.js';
import { toCustomConnector } from './custom-connector.js';
import { CustomConnectorService, unknownConnector } from './custom-connectors.service.js';

export interface CatalogueQuery extends PageRequest {
  readonly source?: 'builtin' | 'custom';
  readonly category?: string;
  /** Looked for in name, key and description, ignoring case. */
  readonly q?: string;
}

/** A custom connector's line, its one action `run` with schemas, and its whole definition. */
export type CustomDetail = Omit<CatalogueEntry, 'actions'> & {
  readonly actions: readonly [ReturnType<typeof customAction>];
  readonly hosts: readonly string[];
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly [definitionMember: string]: unknown;
};

/** All connectors a workspace can use: its own, newest first, then the built-in ones by name. */
@Injectable()
export class CatalogueService {
  constructor(
    private readonly db: Database,
    private readonly connectors: ConnectorStore,
    private readonly builtins: BuiltinIndex,
    private readonly registry: CachedRegistry,
    private readonly custom: CustomConnectorService,
    @Optional() @Inject(CONNECTION_STATUSES) private readonly statuses?: ConnectionStatuses,
  ) {}

  /** Pages run through the custom connectors first and then through the built-in ones; a cursor says in which part it is. */
  async list(workspaceId: WorkspaceId, query: CatalogueQuery): Promise<Page<CatalogueEntry>> {
    const [part = 'custom', at] = query.cursor === undefined ? [] : decodeCursor(query.cursor, 2);
    if (part === 'builtin' || query.source === 'builtin') return this.listBuiltin(workspaceId, query, at);
    const own = await this.listCustom(workspaceId, query, at);
    if (own.nextCursor !== null || query.source === 'custom') return own;
    const room = query.limit - own.data.length;
    // With no room left the cursor before the first built-in tells that there may be more.
    const rest = await this.listBuiltin(workspaceId, { ...query, limit: room }, undefined);
    return { data: [...own.data, ...rest.data], nextCursor: rest.nextCursor };
  }

  /** Built-in: with schemas and ways to connect. Custom: with the whole definition (literal credentials masked) and its one action `run`. */
  async get(workspaceId: WorkspaceId, key: string): Promise<BuiltinDetail | CustomDetail> {
    const statuses = await this.statuses?.byConnector(workspaceId);
    const connector = await this.builtins.load(key);
    if (connector) return builtinDetail(await this.factsOf(workspaceId, connector, statuses));
    this.custom.requireCustom(key);
    const stored = await this.db.inWorkspace(workspaceId, (tx) => this.connectors.get(tx, key));
    if (!stored) throw unknownConnector(key);
    return {
      ...toCustomConnector(stored),
      ...customEntry(stored, statuses),
      actions: [customAction(stored)],
      hosts: definitionHosts(stored.definition),
    };
  }

  private async listCustom(workspaceId: WorkspaceId, query: CatalogueQuery, after: string | undefined): Promise<Page<CatalogueEntry>> {
    const { limit, category, q } = query;
    const narrowed: ConnectorQuery = {
      limit,
      ...(category === undefined ? {} : { category }),
      ...(q === undefined ? {} : { q }),
      ...(after === undefined ? {} : { cursor: encodeCursor([after]) }),
    };
    const statuses = await this.statuses?.byConnector(workspaceId);
    const page = await this.db.inWorkspace(workspaceId, (tx) => this.connectors.list(tx, narrowed));
    const last = page.data.at(-1);
    return {
      data: page.data.map((stored) => customEntry(stored, statuses)),
      nextCursor: page.nextCursor === null || !last ? null : encodeCursor(['custom', last.id]),
    };
  }

  private async listBuiltin(workspaceId: WorkspaceId, query: CatalogueQuery, after: string | undefined): Promise<Page<CatalogueEntry>> {
    const statuses = await this.statuses?.byConnector(workspaceId);
    const matching = (await this.builtins.all())
      .filter((connector) => matches(connector, query))
      .sort((a, b) => compare(sortKey(a), sortKey(b)));
    const rest = after === undefined ? matching : matching.filter((connector) => compare(sortKey(connector), after) > 0);
    const page = toPage(rest.slice(0, query.limit + 1), query.limit, (connector) => ['builtin', sortKey(connector)]);
    const facts = await Promise.all(page.data.map((connector) => this.factsOf(workspaceId, connector, statuses)));
    const nextCursor = query.limit === 0 && rest.length > 0 ? encodeCursor(['builtin', '']) : page.nextCursor;
    return { data: facts.map(builtinEntry), nextCursor };
  }

  private async factsOf(
    workspaceId: WorkspaceId,
    connector: Connector,
    statuses: ReadonlyMap<string, 'connected' | 'attention'> | undefined,
  ): Promise<BuiltinFacts> {
    return {
      connector,
      icon: this.builtins.entry(connector.key)?.icon,
      status: statuses?.get(connector.key),
      enabled: !(await this.registry.isBuiltinDisabled(workspaceId, connector.key)),
    };
  }
}

/** Names may repeat, keys do not. */
const sortKey = (connector: Connector): string => `${connector.title.toLowerCase()}\n${connector.key}`;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function matches(connector: Connector, { category, q }: CatalogueQuery): boolean {
  if (category !== undefined && connector.category !== category) return false;
  const wanted = q?.toLowerCase() ?? '';
  return [connector.title, connector.key, connector.description ?? ''].some((text) => text.toLowerCase().includes(wanted));
}
