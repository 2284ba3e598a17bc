import { Controller, Get, Headers, HttpCode, Param, Post, Query } from '@nestjs/common';
import { PlatformError, type Principal } from '@patchbay/kernel';
import { ConnectorVersionsService, type CustomConnector, type ShownVersion } from '@patchbay/registry';
import { Access } from '../access/access.decorator.js';
import { actorOf } from '../access/actor.js';
import { Caller } from '../access/caller.js';
import { listAnswer, PageQuery, pageRequest, type ListAnswer } from '../dto/page.dto.js';
import { StorablePipe } from '../dto/storable.pipe.js';
import { api } from '../edge/api-path.js';
import { Operation } from '../openapi/operation.decorator.js';
import { pageOf } from '../openapi/schemas.js';
import { CUSTOM_CONNECTOR_SCHEMA, VERSION_SCHEMA } from './connector.dto.js';
import { expectedVersion } from './if-match.js';

const tag = 'Connectors';

@Controller(api('connectors/:key/versions'))
export class ConnectorVersionsController {
  constructor(private readonly versions: ConnectorVersionsService) {}

  @Get()
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({
    tag,
    summary: 'List the versions of a custom connector, newest first',
    answer: pageOf(VERSION_SCHEMA),
    problems: ['builtin_protected'],
  })
  async list(
    @Caller() caller: Principal,
    @Param('key', StorablePipe) id: string,
    @Query() query: PageQuery,
  ): Promise<ListAnswer<ShownVersion>> {
    const request = pageRequest(query);
    return listAnswer(await this.versions.list(caller.workspaceId, id, request), request, (version) => version);
  }

  @Get(':version')
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({ tag, summary: 'Read a version', answer: VERSION_SCHEMA, problems: ['builtin_protected'] })
  read(@Caller() caller: Principal, @Param('key', StorablePipe) id: string, @Param('version') version: string): Promise<ShownVersion> {
    return this.versions.get(caller.workspaceId, id, versionOf(version));
  }

  @Post(':version/restore')
  @HttpCode(200)
  @Access({ role: 'member', scope: 'write' })
  @Operation({
    tag,
    summary: 'Make an old version the newest one',
    answer: CUSTOM_CONNECTOR_SCHEMA,
    problems: ['conflict', 'builtin_protected'],
  })
  restore(
    @Caller() caller: Principal,
    @Param('key', StorablePipe) id: string,
    @Param('version') version: string,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<CustomConnector> {
    const expected = expectedVersion(ifMatch);
    return this.versions.restore(actorOf(caller), expected === undefined ? { id } : { id, expectedVersion: expected }, versionOf(version));
  }
}

/** A version number from the path; what is none names no version. */
function versionOf(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new PlatformError('not_found', 'There is no such version.');
  return Number(text);
}
