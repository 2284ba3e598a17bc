import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import type { Principal } from '@patchbay/kernel';
import { PLATFORM_CONFIG, type PlatformConfig } from '@patchbay/platform';
import { WebhookEndpointsService, type WebhookEndpoint } from '@patchbay/workflows';
import { Access } from '../access/access.decorator.js';
import { actorOf } from '../access/actor.js';
import { Caller } from '../access/caller.js';
import { IdPipe } from '../dto/id.pipe.js';
import { listAnswer, pageRequest, type ListAnswer } from '../dto/page.dto.js';
import { api } from '../edge/api-path.js';
import { Operation } from '../openapi/operation.decorator.js';
import { pageOf } from '../openapi/schemas.js';
import { inboundPath } from './inbound.route.js';
import {
  ENDPOINT_SCHEMA,
  ENDPOINT_WITH_SECRET_SCHEMA,
  EndpointBody,
  EndpointChangeBody,
  EndpointRotateBody,
  EndpointsQuery,
} from './webhook-inbox.dto.js';

const tag = 'Webhooks';
type Addressed<T extends WebhookEndpoint> = T & { readonly url: string };

@Controller(api('webhook-endpoints'))
export class WebhookEndpointsController {
  constructor(
    private readonly endpoints: WebhookEndpointsService,
    @Inject(PLATFORM_CONFIG) private readonly config: Pick<PlatformConfig, 'publicUrl' | 'http'>,
  ) {}

  @Get()
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({ tag, summary: 'List the addresses of webhook triggers', answer: pageOf(ENDPOINT_SCHEMA) })
  async list(@Caller() caller: Principal, @Query() query: EndpointsQuery): Promise<ListAnswer<Addressed<WebhookEndpoint>>> {
    const request = pageRequest(query);
    const page = await this.endpoints.list(caller.workspaceId, { ...request, workflowId: query.workflowId });
    return listAnswer(page, request, (endpoint) => this.addressed(endpoint));
  }

  @Post()
  @Access({ role: 'member', scope: 'write' })
  @Operation({
    tag,
    summary: 'Give a webhook trigger an address',
    description:
      'A sender posts its events to `url`, signed with the secret. What is signed rightly is stored before it is answered with 202; the same event again starts nothing.',
    status: 201,
    answer: ENDPOINT_WITH_SECRET_SCHEMA,
    bodyExample: { workflowId: '0199a2b0-7c1e-7a3f-9b52-3f1d2c4b5a69', triggerId: 'order', scheme: 'standard-webhooks' },
    problems: ['conflict'],
  })
  async create(@Caller() caller: Principal, @Body() body: EndpointBody): Promise<object> {
    const { workflowId, triggerId, scheme, options = {}, secret } = body;
    return this.addressed(
      await this.endpoints.create(actorOf(caller), {
        workflowId: workflowId.toLowerCase(),
        triggerId,
        scheme,
        options: { ...options },
        secret,
      }),
    );
  }

  @Patch(':id')
  @Access({ role: 'member', scope: 'write' })
  @Operation({ tag, summary: 'Switch an address on or off', answer: ENDPOINT_SCHEMA, bodyExample: { enabled: false } })
  async change(@Caller() caller: Principal, @Param('id', IdPipe) id: string, @Body() body: EndpointChangeBody): Promise<object> {
    return this.addressed(await this.endpoints.setEnabled(caller.workspaceId, id, body.enabled));
  }

  @Post(':id/rotate')
  @HttpCode(200)
  @Access({ role: 'member', scope: 'write' })
  @Operation({
    tag,
    summary: 'Give an address a new secret',
    description: 'Deliveries signed with the old one are refused from then on.',
    answer: ENDPOINT_WITH_SECRET_SCHEMA,
    bodyExample: {},
  })
  async rotate(@Caller() caller: Principal, @Param('id', IdPipe) id: string, @Body() body: EndpointRotateBody): Promise<object> {
    return this.addressed(await this.endpoints.rotate(caller.workspaceId, id, body.secret));
  }

  @Delete(':id')
  @HttpCode(204)
  @Access({ role: 'member', scope: 'write' })
  @Operation({ tag, summary: 'Delete an address', description: 'Its events stay readable.', status: 204 })
  remove(@Caller() caller: Principal, @Param('id', IdPipe) id: string): Promise<void> {
    return this.endpoints.delete(caller.workspaceId, id);
  }

  private addressed<T extends WebhookEndpoint>(endpoint: T): Addressed<T> {
    const base = this.config.publicUrl ?? `http://localhost:${this.config.http.port}`;
    return { ...endpoint, url: base + inboundPath(endpoint.id) };
  }
}
