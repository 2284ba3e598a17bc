import { Injectable } from '@nestjs/common';
import type { CredentialToKeep } from '../connection/connection-writer.js';
import { OAuth1Dance } from './oauth1-dance.js';
import { OAuth2Dance, type DanceParts } from './oauth2-dance.js';
import type { SignIn } from './oauth-state.store.js';

export interface Dance {
  leave(parts: DanceParts): { location: string; secret: string } | Promise<{ location: string; secret: string }>;
  comeBack(parts: DanceParts, query: URLSearchParams, secret: string): Promise<CredentialToKeep>;
}

/** The protocol of a sign-in. */
@Injectable()
export class Dances {
  constructor(
    private readonly oauth2: OAuth2Dance,
    private readonly oauth1: OAuth1Dance,
  ) {}

  of({ authType }: SignIn): Dance {
    return authType === 'oauth1' ? this.oauth1 : this.oauth2;
  }
}
