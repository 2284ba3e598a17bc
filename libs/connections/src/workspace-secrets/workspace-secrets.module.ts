import { Module, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { VaultModule } from '../vault/vault.module.js';
import { WorkspaceSecrets } from './workspace-secrets.service.js';
import { WorkspaceSecretsStore } from './workspace-secrets.store.js';

@Module({ imports: [VaultModule], providers: [WorkspaceSecretsStore, WorkspaceSecrets], exports: [WorkspaceSecrets] })
export class WorkspaceSecretsModule implements OnModuleInit, OnModuleDestroy {
  constructor(private readonly secrets: WorkspaceSecrets) {}

  async onModuleInit(): Promise<void> {
    await this.secrets.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.secrets.stop();
  }
}
