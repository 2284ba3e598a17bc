import { invalidInput, isPlatformError, PlatformError, type JsonObject, type WorkspaceId } from '@patchbay/kernel';
import type { TypedCredential } from '../connection/typed-credential.js';
import type { ConnectableConnector } from '../ports/connector-directory.js';
import type { NangoCompletion } from './nango-completion.service.js';
import { WORKSPACE_TAG, type NangoSource } from './nango-source.service.js';

export interface NangoImportAsk {
  readonly workspaceId: WorkspaceId;
  readonly connector: ConnectableConnector;
  /** `auth` of the request: `{ type: "nango", connectionId, integration? }`. */
  readonly auth: JsonObject;
  /** Only a platform admin may take a connection that no workspace has claimed: whose it is, Nango does not say. */
  readonly anyUnclaimed: boolean;
}

const ID = /^[^\s/?#\\]{1,255}$/;

/** Takes a connection that exists in Nango already into a workspace. */
export class NangoImport {
  constructor(
    private readonly source: NangoSource,
    private readonly completion: NangoCompletion,
  ) {}

  /** Throws `input_invalid` naming the field, also for a connection of another workspace: it is told from one that is not there by nothing. */
  async read({ workspaceId, connector, auth, anyUnclaimed }: NangoImportAsk): Promise<TypedCredential> {
    const { type: _type, connectionId, integration, ...rest } = auth;
    const problems = Object.keys(rest).map((name) => ({ path: `auth.${name}`, message: 'is not a known field' }));
    if (typeof connectionId !== 'string' || !ID.test(connectionId))
      problems.push({ path: 'auth.connectionId', message: 'must be the id of a connection in Nango' });
    if (integration !== undefined && (typeof integration !== 'string' || !ID.test(integration)))
      problems.push({ path: 'auth.integration', message: 'must be the key of an integration in Nango' });
    if (problems.length > 0 || typeof connectionId !== 'string') throw invalidInput(problems);
    const key = typeof integration === 'string' ? integration : await this.integrationOf(connector);
    const read = await this.source.client.read(key, connectionId).catch((error: unknown) => {
      if (
        isPlatformError(error) &&
        ['not_found', 'unknown_connection', 'unknown_provider_config'].includes(error.detail.providerCode ?? '')
      )
        throw unknown();
      throw error;
    });
    const owner = read.tags[WORKSPACE_TAG];
    if (owner === undefined ? !anyUnclaimed : owner !== workspaceId) throw unknown();
    const credential = this.completion.credentialOf(read, connector);
    // From now on it is this workspace's in Nango too.
    const finish = (): Promise<void> =>
      owner === undefined ? this.source.client.tag(key, connectionId, { ...read.tags, [WORKSPACE_TAG]: workspaceId }) : Promise.resolve();
    return { credential, finish };
  }

  private async integrationOf(connector: ConnectableConnector): Promise<string> {
    for (const way of connector.auth) {
      const found = 'provider' in way ? await this.source.integrationOf(way.provider) : undefined;
      if (found) return found.key;
    }
    const named = await this.source.integrationOf(connector.key);
    if (named) return named.key;
    throw invalidInput([{ path: 'auth.integration', message: `is needed: Nango has no integration named like ${connector.title}` }]);
  }
}

const unknown = (): PlatformError =>
  invalidInput([
    {
      path: 'auth.connectionId',
      message: `Nango has no such connection for this workspace; its tag ${WORKSPACE_TAG} must be the workspace's id, or a platform admin imports it`,
    },
  ]);
