import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Query } from '@nestjs/common';
import {
  ConnectorDirectory,
  ConnectSessions,
  oauthAddress,
  OauthApps,
  type ConnectSession,
  type OauthApp,
  type SignInOutcome,
} from '@patchbay/connections';
import { pageOfAll, PlatformError, type JsonObject, type Principal } from '@patchbay/kernel';
import { PLATFORM_CONFIG, type PlatformConfig } from '@patchbay/platform';
import { BuiltinIndex } from '@patchbay/registry';
import { Access } from '../access/access.decorator.js';
import { actorOf } from '../access/actor.js';
import { Caller } from '../access/caller.js';
import { IdPipe } from '../dto/id.pipe.js';
import { listAnswer, PageQuery, pageRequest } from '../dto/page.dto.js';
import { StorablePipe } from '../dto/storable.pipe.js';
import { api } from '../edge/api-path.js';
import { Operation } from '../openapi/operation.decorator.js';
import { APP_SCHEMA, APPS_SCHEMA, OauthAppBody, OauthSessionBody, OUTCOME_SCHEMA, SESSION_SCHEMA } from './oauth.dto.js';

const tag = 'Connections';

@Controller(api('oauth'))
export class OauthController {
  constructor(
    private readonly sessions: ConnectSessions,
    private readonly apps: OauthApps,
    private readonly directory: ConnectorDirectory,
    private readonly builtins: BuiltinIndex,
    @Inject(PLATFORM_CONFIG) private readonly config: PlatformConfig,
  ) {}

  @Post('sessions')
  @HttpCode(200)
  @Access({ role: 'admin', scope: 'write' })
  @Operation({
    tag,
    summary: 'Begin to connect an account with OAuth',
    answer: SESSION_SCHEMA,
    problems: ['illegal_state', 'credential_source_unavailable', 'config_invalid'],
    description:
      'Open `connectUrl` in the user’s browser, best in a popup. Ours comes back to a page that tells its opener and is good for ten minutes; Nango’s ends on a page of its own, or give `sessionToken` to its frontend library. `GET /oauth/sessions/{id}` tells what came of it.',
  })
  begin(@Caller() caller: Principal, @Body() body: OauthSessionBody): Promise<ConnectSession> {
    return this.sessions.begin({ ...actorOf(caller), ...body, metadata: body.metadata as JsonObject | undefined });
  }

  @Get('sessions/:id')
  @Access({ role: 'admin', scope: 'read' })
  @Operation({
    tag,
    summary: 'Read what came of a sign-in',
    description: 'For who does not hear it from the popup: sign-ins at Nango end on a page of Nango’s. Known for a day.',
    answer: OUTCOME_SCHEMA,
  })
  outcome(@Caller() caller: Principal, @Param('id', IdPipe) id: string): Promise<SignInOutcome> {
    return this.sessions.outcome({ workspaceId: caller.workspaceId, id });
  }

  @Get('apps')
  @Access({ role: 'admin', scope: 'admin' })
  @Operation({
    tag,
    summary: 'List OAuth apps',
    description: 'The workspace’s own and the operator’s, with the redirect address providers must know.',
    answer: APPS_SCHEMA,
  })
  async list(@Caller() caller: Principal, @Query() query: PageQuery): Promise<object> {
    const request = pageRequest(query);
    const page = pageOfAll(await this.apps.list(caller.workspaceId, this.builtins.keys), request, ({ connector }) => connector);
    return { ...listAnswer(page, request, (app) => app), redirectUri: oauthAddress(this.config, 'callback') };
  }

  @Put('apps/:connector')
  @Access({ role: 'admin', scope: 'admin' })
  @Operation({
    tag,
    summary: 'Store the workspace’s own OAuth app for a connector',
    description: 'It goes before the operator’s.',
    answer: APP_SCHEMA,
  })
  async save(@Caller() caller: Principal, @Param('connector', StorablePipe) key: string, @Body() body: OauthAppBody): Promise<OauthApp> {
    const connector = await this.directory.find(caller.workspaceId, key);
    const signsIn = connector?.auth.some((auth) => auth.kind === 'oauth2' || auth.kind === 'oauth1');
    if (!connector || !signsIn) throw new PlatformError('not_found', 'There is no connector with this key that signs in with OAuth.');
    return this.apps.save({ ...actorOf(caller), connector: connector.key, ...body });
  }

  @Delete('apps/:connector')
  @HttpCode(204)
  @Access({ role: 'admin', scope: 'admin' })
  @Operation({
    tag,
    summary: 'Delete the workspace’s own OAuth app',
    description: 'Connections made with it can no longer be refreshed.',
    status: 204,
  })
  remove(@Caller() caller: Principal, @Param('connector', StorablePipe) connector: string): Promise<void> {
    return this.apps.delete({ ...actorOf(caller), connector });
  }
}
