import { Inject, Module, Optional, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import {
  createServiceHttp,
  LOGGER,
  PLATFORM_CONFIG,
  type ClosableOutboundHttp,
  type Logger,
  type PlatformConfig,
} from '@patchbay/platform';
import { SecretReferences } from '../ports/secret-references.js';
import { SourceBreaker } from '../sources/source-breaker.js';
import { VaultApi } from './vault-api.js';
import { VaultSecrets } from './vault-secrets.service.js';
import { VaultSession } from './vault-session.js';

/** Everything this process has of Vault. */
export interface VaultParts {
  readonly http: ClosableOutboundHttp;
  readonly breaker: VaultBreaker;
  readonly session: VaultSession;
  readonly secrets: VaultSecrets;
}

const VAULT = Symbol('Vault');

/** The breaker in front of Vault; its own class so that it can be asked for. */
export class VaultBreaker extends SourceBreaker {}

/** Out: nothing when the operator has no Vault. */
export function openVault({ vault }: Pick<PlatformConfig, 'vault'>, logger: Logger): VaultParts | undefined {
  if (!vault) return undefined;
  const http = createServiceHttp({ address: vault.address });
  const breaker = new VaultBreaker('Vault', logger);
  const api = new VaultApi(http, breaker, vault);
  const session = new VaultSession(api, vault, logger);
  return { http, breaker, session, secrets: new VaultSecrets(api, session, vault) };
}

/** Vault, where VAULT_ADDR is set; without it SecretReferences is undefined. */
@Module({
  providers: [
    { provide: VAULT, inject: [PLATFORM_CONFIG, LOGGER], useFactory: openVault },
    { provide: SecretReferences, inject: [VAULT], useFactory: (vault?: VaultParts) => vault?.secrets },
    { provide: VaultBreaker, inject: [VAULT], useFactory: (vault?: VaultParts) => vault?.breaker },
  ],
  exports: [SecretReferences, VaultBreaker],
})
export class VaultModule implements OnModuleInit, OnModuleDestroy {
  constructor(@Optional() @Inject(VAULT) private readonly vault?: VaultParts) {}

  onModuleInit(): void {
    this.vault?.session.start();
  }

  async onModuleDestroy(): Promise<void> {
    this.vault?.session.stop();
    await this.vault?.http.close();
  }
}
