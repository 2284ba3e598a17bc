import { Injectable } from '@nestjs/common';
import { invalidInput, isJsonObject, newId, type FieldProblem, type JsonObject } from '@patchbay/kernel';
import { WorkspaceSecrets } from '@patchbay/connections';
import type { Tx } from '@patchbay/platform';
import { ConnectorChanges, ConnectorExchange, type ConnectorActor, type CustomConnector } from '@patchbay/registry';
import { TemplateCounterStore } from './template-counter.store.js';
import { originsOf, withBaseUrls } from './template-facts.js';
import { TemplateStore } from './template.store.js';
import type { NeededCredential } from './template.js';
import { visible } from './templates.service.js';

export interface InstallRequest {
  /** Name of a needed credential → its value, or where Vault keeps it. */
  readonly credentials?: unknown;
  /** Of the new connector; default the template's. */
  readonly name?: string;
  /** Origin in the template (`https://your-domain.my.salesforce.com`) → address to use in its place. */
  readonly baseUrls?: unknown;
}

export interface Installation {
  readonly templateId: string;
  readonly connector: CustomConnector;
  readonly credentials: {
    /** Stored by this installation. */
    readonly created: readonly string[];
    /** Were there already and are used as they are. */
    readonly reused: readonly string[];
  };
}

/** No credentials, query, fragment or template in it. */
const BASE_URL = /^https?:\/\/[^/?#@{}\s\\]+(?:\/[^?#{}\s\\]*)?$/i;

type Given = { readonly value: string } | { readonly vaultPath: string };

/** Makes a workspace's own connector of a template, with its credentials, in one transaction. */
@Injectable()
export class TemplateInstallService {
  constructor(
    private readonly templates: TemplateStore,
    private readonly counters: TemplateCounterStore,
    private readonly secrets: WorkspaceSecrets,
    private readonly connectors: ConnectorExchange,
    private readonly changes: ConnectorChanges,
  ) {}

  /**
   * Throws `input_invalid` naming every credential that is needed and neither given nor stored (`credentials.<name>`), and every given one that
   * the template does not use or that exists already: an installation never overwrites a credential others rely on.
   */
  async install(by: ConnectorActor, templateId: string, request: InstallRequest): Promise<Installation> {
    const given = parseCredentials(request.credentials);
    return this.changes.commit(by.workspaceId, async (tx, touched) => {
      const template = await visible(tx, this.templates, templateId);
      const stored = await storedNames(tx, template.credentials);
      check(template.credentials, given, stored);
      for (const [name, material] of given) await this.secrets.putIn(tx, { workspaceId: by.workspaceId, name, ...material });
      const own = withBaseUrls(template.definition, parseBaseUrls(request.baseUrls, template.definition));
      const definition: JsonObject = { ...own, name: request.name ?? template.name, enabled: true };
      const connector = await this.connectors.insert(tx, by, definition);
      touched.ids.push(connector.id);
      await this.counters.countInstall(tx, template.id);
      await recordEvent(tx, by, { templateId: template.id, connectorId: connector.id });
      return { templateId: template.id, connector, credentials: { created: [...given.keys()], reused: [...stored] } };
    });
  }
}

function parseCredentials(sent: unknown): Map<string, Given> {
  if (sent === undefined) return new Map();
  if (!isJsonObject(sent)) throw invalidInput([{ path: 'credentials', message: 'must be an object of name and value' }]);
  const problems: FieldProblem[] = [];
  const given = new Map<string, Given>();
  for (const [name, value] of Object.entries(sent)) {
    if (typeof value === 'string') given.set(name, { value });
    else if (isJsonObject(value) && typeof value['vaultPath'] === 'string' && Object.keys(value).length === 1)
      given.set(name, { vaultPath: value['vaultPath'] });
    else problems.push({ path: `credentials.${name}`, message: 'must be a text, or { "vaultPath": "…" }' });
  }
  if (problems.length > 0) throw invalidInput(problems);
  return given;
}

function parseBaseUrls(sent: unknown, definition: JsonObject): Map<string, string> {
  if (sent === undefined) return new Map();
  if (!isJsonObject(sent)) throw invalidInput([{ path: 'baseUrls', message: 'must be an object of address and replacement' }]);
  const origins = originsOf(definition);
  const problems = Object.entries(sent).flatMap(([origin, base]) => {
    if (!origins.includes(origin))
      return [{ path: `baseUrls.${origin}`, message: `is not an address of this template; it has ${origins.join(', ')}` }];
    return typeof base === 'string' && BASE_URL.test(base) && URL.canParse(base)
      ? []
      : [{ path: `baseUrls.${origin}`, message: 'must be an http or https address without query' }];
  });
  if (problems.length > 0) throw invalidInput(problems);
  return new Map(Object.entries(sent) as [string, string][]);
}

async function storedNames(tx: Tx, needed: readonly NeededCredential[]): Promise<Set<string>> {
  const { rows } = await tx.query<{ name: string }>('select name from credentials where name = any($1)', [
    needed.map((credential) => credential.name),
  ]);
  return new Set(rows.map((row) => row.name));
}

function check(needed: readonly NeededCredential[], given: ReadonlyMap<string, Given>, stored: ReadonlySet<string>): void {
  const problems: FieldProblem[] = [];
  for (const { name, title } of needed) {
    if (!given.has(name) && !stored.has(name)) problems.push({ path: `credentials.${name}`, message: `is needed: ${title}` });
    if (given.has(name) && stored.has(name))
      problems.push({
        path: `credentials.${name}`,
        message: 'exists already in this workspace; leave it out to use it, or change it under /credentials first',
      });
  }
  for (const name of given.keys()) {
    if (!needed.some((credential) => credential.name === name))
      problems.push({ path: `credentials.${name}`, message: 'is not used by this template' });
  }
  if (problems.length > 0) throw invalidInput(problems);
}

async function recordEvent(tx: Tx, by: ConnectorActor, data: { templateId: string; connectorId: string }): Promise<void> {
  await tx.query(
    `insert into event_logs (workspace_id, id, type, subject_type, subject_id, actor, data) values ($1, $2, 'template.installed', 'template', $3, $4, $5)`,
    [by.workspaceId, newId(), data.templateId, by.actor, JSON.stringify({ connectorId: data.connectorId })],
  );
}
