import { Inject, Module, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Database, LOGGER, PLATFORM_CONFIG, type Logger, type PlatformConfig } from '@patchbay/platform';
import { AccessChanges } from './access/access-changes.js';
import { Authenticator } from './access/authenticator.js';
import { JwtVerifier } from './access/jwt-verifier.js';
import { KeyUsage } from './access/key-usage.js';
import { ApiKeyStore } from './api-keys/api-key.store.js';
import { ApiKeysService } from './api-keys/api-keys.service.js';
import { BootstrapService } from './bootstrap/bootstrap.service.js';
import { MemberStore } from './members/member.store.js';
import { MembersService } from './members/members.service.js';
import { WorkspaceStore } from './workspaces/workspace.store.js';
import { WorkspacesService } from './workspaces/workspaces.service.js';

const USAGE_FLUSH_MS = 30_000;

/** Workspaces, members, API keys and the `Authenticator`; follows access changes of all replicas while the app runs. */
@Module({
  providers: [
    WorkspaceStore,
    MemberStore,
    ApiKeyStore,
    AccessChanges,
    WorkspacesService,
    MembersService,
    ApiKeysService,
    BootstrapService,
    {
      provide: KeyUsage,
      inject: [Database, ApiKeyStore],
      useFactory: (database: Database, keys: ApiKeyStore) => new KeyUsage(database, keys, Date.now),
    },
    {
      provide: Authenticator,
      inject: [Database, ApiKeyStore, WorkspaceStore, KeyUsage, AccessChanges, PLATFORM_CONFIG],
      useFactory: (
        database: Database,
        keys: ApiKeyStore,
        workspaces: WorkspaceStore,
        usage: KeyUsage,
        changes: AccessChanges,
        config: PlatformConfig,
      ) => new Authenticator({ database, keys, workspaces, usage, changes, ...(config.jwt ? { jwt: new JwtVerifier(config.jwt) } : {}) }),
    },
  ],
  exports: [Authenticator, WorkspacesService, MembersService, ApiKeysService, BootstrapService],
})
export class WorkspacesModule implements OnModuleInit, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly authenticator: Authenticator,
    private readonly usage: KeyUsage,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.authenticator.start();
    this.timer = setInterval(() => void this.flush(), USAGE_FLUSH_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.authenticator.stop();
    await this.flush();
  }

  private async flush(): Promise<void> {
    try {
      await this.usage.flush();
    } catch (error) {
      this.logger.warn({ err: error }, 'the last use of API keys could not be noted');
    }
  }
}
