import { Injectable, Optional } from '@nestjs/common';
import { NangoClient } from '../nango/nango-client.js';
import { VaultBreaker } from '../vault/vault.module.js';
import type { SourceState } from './source-breaker.js';

/** Whether the services of the operator's that keep credentials answer, as this process has seen it. */
@Injectable()
export class CredentialSources {
  constructor(
    @Optional() private readonly nango?: NangoClient,
    @Optional() private readonly vault?: VaultBreaker,
  ) {}

  /** By name; those that are not configured are left out. */
  states(): Readonly<Record<string, SourceState>> {
    return {
      ...(this.nango ? { nango: this.nango.breaker.state } : {}),
      ...(this.vault ? { vault: this.vault.state } : {}),
    };
  }
}
