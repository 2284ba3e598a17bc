import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { PlatformError } from '@patchbay/kernel';
import { Database, PLATFORM_CONFIG, Sealer, type PlatformConfig } from '@patchbay/platform';
import type { CredentialToKeep } from '../connection/connection-writer.js';
import type { Connection } from '../connection/connection.js';
import { hashOf, oauthAddress } from './connect-sessions.service.js';
import type { SignIn } from './oauth-state.store.js';
import { Dances } from './dances.js';
import { SignInKeeper } from './sign-in-keeper.service.js';
import { SignInParties } from './sign-in-parties.service.js';

const PURPOSE = 'oauth_state';
const SECRET = /^[A-Za-z0-9_-]{43}$/;

/** A browser on its way to the provider. */
export interface Departure {
  readonly location: string;
  /** To be kept in the browser's cookie; only a browser that has it comes back. */
  readonly browser: string;
}

/**
 * The two ends of a sign-in in the browser. A state is a random text that is good once, for ten minutes, in the browser that left with it, for the
 * workspace and the caller it was made for; stored are hashes.
 */
@Injectable()
export class SignInService {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly parties: SignInParties,
    private readonly keeper: SignInKeeper,
    private readonly dances: Dances,
    @Inject(PLATFORM_CONFIG) private readonly config: Pick<PlatformConfig, 'publicUrl' | 'http'>,
  ) {}

  /** In: the connect address's ticket and the browser's cookie, if it has one. Throws `not_found` for a ticket that is unknown, used or over. */
  async leave(ticket: string, cookie: string | undefined): Promise<Departure> {
    const signIn = SECRET.test(ticket) ? await this.waiting(ticket) : undefined;
    if (!signIn) throw new PlatformError('not_found', 'This link is no longer good. Connect the account again.');
    // A browser that signs in to several accounts at once keeps one cookie for all of them.
    const browser = cookie !== undefined && SECRET.test(cookie) ? cookie : randomBytes(32).toString('base64url');
    const state = randomBytes(32).toString('base64url');
    const { workspaceId, id } = signIn;
    const { connector, auth } = await this.parties.of(workspaceId, signIn.connector, signIn.provider);
    const app = await this.parties.app(workspaceId, connector);
    const parts = { connector, auth, signIn, app, state, redirectUri: this.redirectUri };
    const { location, secret } = await this.dances.of(signIn).leave(parts);
    const { sealed, keyId } = this.sealer.seal(secret, { workspaceId, rowId: id, purpose: PURPOSE });
    const left = await this.database.inWorkspace(workspaceId, (tx) =>
      this.keeper.states.leave(tx, { id, stateHash: hashOf(state), browserHash: hashOf(browser), clientId: app.clientId, sealed, keyId }),
    );
    if (!left) throw new PlatformError('not_found', 'This link is no longer good. Connect the account again.');
    return { location, browser };
  }

  /** Out: the connection that was made or signed in again. Throws `forbidden` for a state that is not this browser's, used or over. */
  async comeBack(query: URLSearchParams, cookie: string | undefined): Promise<Connection> {
    const state = query.getAll('state').length === 1 ? (query.get('state') ?? '') : '';
    const signIn = SECRET.test(state) && cookie !== undefined && SECRET.test(cookie) ? await this.takeBack(state, cookie) : undefined;
    if (!signIn?.sealed || signIn.clientId === null) {
      throw new PlatformError(
        'forbidden',
        'This sign-in was not begun in this browser, has been finished already, or took longer than ten minutes. Connect the account again.',
      );
    }
    const { connector, auth } = await this.parties.of(signIn.workspaceId, signIn.connector, signIn.provider);
    const app = await this.parties.appOf(signIn.workspaceId, signIn.connector, signIn.clientId);
    const secret = this.sealer.open(signIn.sealed, { workspaceId: signIn.workspaceId, rowId: signIn.id, purpose: PURPOSE });
    const parts = { connector, auth, signIn, app, state, redirectUri: this.redirectUri };
    const credential: CredentialToKeep = await this.dances.of(signIn).comeBack(parts, query, secret);
    return this.keeper.keep(signIn, connector, credential);
  }

  private get redirectUri(): string {
    return oauthAddress(this.config, 'callback');
  }

  private async waiting(ticket: string): Promise<SignIn | undefined> {
    const hash = hashOf(ticket);
    const workspaceId = await this.database.withoutWorkspace((tx) => this.keeper.states.workspaceOfTicket(tx, hash));
    return workspaceId && this.database.inWorkspace(workspaceId, (tx) => this.keeper.states.byTicket(tx, hash));
  }

  private async takeBack(state: string, cookie: string): Promise<SignIn | undefined> {
    const [stateHash, browserHash] = [hashOf(state), hashOf(cookie)];
    const workspaceId = await this.database.withoutWorkspace((tx) => this.keeper.states.workspaceOfState(tx, stateHash, browserHash));
    return workspaceId && this.database.inWorkspace(workspaceId, (tx) => this.keeper.states.comeBack(tx, stateHash, browserHash));
  }
}
