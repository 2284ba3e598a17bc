import { Inject, Injectable } from '@nestjs/common';
import { ConnectorDirectory, type ConnectableConnector } from '@patchbay/connections';
import { apiKey, basic, bearer, type Auth } from '@patchbay/connector-sdk';
import { isPlatformError, isUuid, type WorkspaceId } from '@patchbay/kernel';
import { PLATFORM_CONFIG, type PlatformConfig } from '@patchbay/platform';
import { BuiltinIndex, Registry } from '@patchbay/registry';

/** A custom connector says in its own definition where the credential goes; these are the kinds it can use. */
const CUSTOM_AUTH: readonly Auth[] = [bearer(), apiKey({ in: 'header', name: 'x-api-key' }), basic()];

/** What the registry knows, as far as connecting goes. */
@Injectable()
export class RegistryConnectorDirectory extends ConnectorDirectory {
  constructor(
    private readonly builtins: BuiltinIndex,
    private readonly registry: Registry,
    @Inject(PLATFORM_CONFIG) private readonly config: Pick<PlatformConfig, 'providerOverrides'>,
  ) {
    super();
  }

  async find(workspaceId: WorkspaceId, key: string): Promise<ConnectableConnector | undefined> {
    if (isUuid(key)) return this.custom(workspaceId, key);
    const definition = await this.builtins.load(key);
    const overrides = Object.hasOwn(this.config.providerOverrides, key) ? this.config.providerOverrides[key] : undefined;
    return definition && { key, title: definition.title, auth: definition.auth, definition, ...(overrides ? { overrides } : {}) };
  }

  private async custom(workspaceId: WorkspaceId, id: string): Promise<ConnectableConnector | undefined> {
    try {
      const { connectorName, probe } = await this.registry.resolve({ workspaceId, key: id });
      return { key: id.toLowerCase(), title: connectorName, auth: CUSTOM_AUTH, ...(probe ? { probe } : {}) };
    } catch (error) {
      if (isPlatformError(error) && error.code === 'not_found') return undefined;
      throw error;
    }
  }
}
