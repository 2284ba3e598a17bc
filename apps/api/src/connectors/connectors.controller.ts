import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import type { Principal } from '@patchbay/kernel';
import {
  CatalogueService,
  ConnectorCopiesService,
  ConnectorSwitchService,
  CustomConnectorService,
  type BuiltinDetail,
  type CatalogueEntry,
  type ConnectorTarget,
  type CustomConnector,
  type CustomDetail,
  type SwitchReport,
} from '@patchbay/registry';
import { Access } from '../access/access.decorator.js';
import { actorOf } from '../access/actor.js';
import { Caller } from '../access/caller.js';
import { listAnswer, pageRequest, type ListAnswer } from '../dto/page.dto.js';
import { StorablePipe } from '../dto/storable.pipe.js';
import { api } from '../edge/api-path.js';
import { Operation } from '../openapi/operation.decorator.js';
import { pageOf } from '../openapi/schemas.js';
import {
  BulkBody,
  CATALOGUE_ENTRY_SCHEMA,
  CloneBody,
  CatalogueQueryDto,
  CONNECTOR_DETAIL_SCHEMA,
  CUSTOM_CONNECTOR_SCHEMA,
  definitionBody,
  patchBody,
  SWITCH_SCHEMA,
} from './connector.dto.js';
import { expectedVersion } from './if-match.js';

const tag = 'Connectors';
const VERSION_NOTE = 'Makes a new version. With `If-Match: "<version>"` it fails with 409 when someone else saved in between.';

@Controller(api('connectors'))
export class ConnectorsController {
  constructor(
    private readonly catalogue: CatalogueService,
    private readonly custom: CustomConnectorService,
    private readonly copies: ConnectorCopiesService,
    private readonly switches: ConnectorSwitchService,
  ) {}

  @Get()
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({
    tag,
    summary: 'The catalogue: the workspace’s own connectors, then the built-in ones',
    answer: pageOf(CATALOGUE_ENTRY_SCHEMA),
  })
  async list(@Caller() caller: Principal, @Query() query: CatalogueQueryDto): Promise<ListAnswer<CatalogueEntry>> {
    const request = pageRequest(query);
    return listAnswer(await this.catalogue.list(caller.workspaceId, { ...query, ...request }), request, (entry) => entry);
  }

  @Post()
  @Access({ role: 'member', scope: 'write' })
  @Operation({
    tag,
    summary: 'Create a custom connector',
    status: 201,
    answer: CUSTOM_CONNECTOR_SCHEMA,
    body: definitionBody,
    problems: ['conflict', 'builtin_protected'],
  })
  create(@Caller() caller: Principal, @Body() definition: unknown): Promise<CustomConnector> {
    return this.custom.create(actorOf(caller), definition);
  }

  @Post('bulk')
  @HttpCode(200)
  @Access({ role: 'member', scope: 'write' })
  @Operation({ tag, summary: 'Switch many connectors on or off', answer: SWITCH_SCHEMA })
  bulk(@Caller() caller: Principal, @Body() body: BulkBody): Promise<SwitchReport> {
    return this.switches.setEnabled(actorOf(caller), body);
  }

  @Get(':key')
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({ tag, summary: 'Read a connector with its actions’ schemas', answer: CONNECTOR_DETAIL_SCHEMA })
  read(@Caller() caller: Principal, @Param('key', StorablePipe) key: string): Promise<BuiltinDetail | CustomDetail> {
    return this.catalogue.get(caller.workspaceId, key);
  }

  @Put(':key')
  @Access({ role: 'member', scope: 'write' })
  @Operation({
    tag,
    summary: 'Replace a custom connector’s definition',
    description: VERSION_NOTE,
    answer: CUSTOM_CONNECTOR_SCHEMA,
    body: definitionBody,
    problems: ['conflict', 'builtin_protected'],
  })
  replace(
    @Caller() caller: Principal,
    @Param('key', StorablePipe) id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() definition: unknown,
  ): Promise<CustomConnector> {
    return this.custom.replace(actorOf(caller), target(id, ifMatch), definition);
  }

  @Patch(':key')
  @Access({ role: 'member', scope: 'write' })
  @Operation({
    tag,
    summary: 'Change members of a custom connector’s definition',
    description: VERSION_NOTE,
    answer: CUSTOM_CONNECTOR_SCHEMA,
    body: patchBody,
    problems: ['conflict', 'builtin_protected'],
  })
  patch(
    @Caller() caller: Principal,
    @Param('key', StorablePipe) id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() change: unknown,
  ): Promise<CustomConnector> {
    return this.custom.patch(actorOf(caller), target(id, ifMatch), change);
  }

  @Delete(':key')
  @HttpCode(204)
  @Access({ role: 'member', scope: 'write' })
  @Operation({ tag, summary: 'Delete a custom connector', status: 204, problems: ['builtin_protected'] })
  remove(@Caller() caller: Principal, @Param('key', StorablePipe) id: string): Promise<void> {
    return this.custom.delete(actorOf(caller), id);
  }

  @Post(':key/clone')
  @Access({ role: 'member', scope: 'write' })
  @Operation({
    tag,
    summary: 'Clone a custom connector',
    status: 201,
    answer: CUSTOM_CONNECTOR_SCHEMA,
    problems: ['conflict', 'builtin_protected'],
  })
  clone(@Caller() caller: Principal, @Param('key', StorablePipe) id: string, @Body() { name }: CloneBody): Promise<CustomConnector> {
    return this.copies.clone(actorOf(caller), id, name);
  }
}

function target(id: string, ifMatch: string | undefined): ConnectorTarget {
  const version = expectedVersion(ifMatch);
  return version === undefined ? { id } : { id, expectedVersion: version };
}
