import { Body, Controller, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CancellationService, parseExecutionFilter, type Cancelled } from '@patchbay/executions';
import type { Principal } from '@patchbay/kernel';
import { RetryService, type BulkRetried } from '@patchbay/router';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../access/access.decorator.js';
import { Caller } from '../access/caller.js';
import { IdPipe } from '../dto/id.pipe.js';
import { api } from '../edge/api-path.js';
import { idempotencyKey } from '../execute/idempotency-header.js';
import { shownAnswer } from '../execute/shown-answer.js';
import { Operation } from '../openapi/operation.decorator.js';
import {
  BULK_RETRIED_SCHEMA,
  BulkRetryBody,
  CANCELLED_SCHEMA,
  RETRIED_SCHEMA,
  RETRIED_SYNC_SCHEMA,
  RetryBody,
  RetryQuery,
} from './execution-control.dto.js';

const tag = 'Executions';
const DEFAULT_BULK = 100;

@Controller(api('executions'))
export class ExecutionControlController {
  constructor(
    private readonly cancellation: CancellationService,
    private readonly retries: RetryService,
  ) {}

  @Post(':id/cancel')
  @HttpCode(200)
  @Access({ role: 'member', scope: 'execute' })
  @Operation({
    tag,
    summary: 'Cancel an execution',
    description:
      'A queued one ends at once. A running one is told to stop: 200 with the state it ended in (`unknown` when a write was under way), or `running` when it has not ended within two seconds.',
    answer: CANCELLED_SCHEMA,
    problems: ['not_found', 'illegal_state'],
  })
  cancel(@Caller() caller: Principal, @Param('id', IdPipe) id: string): Promise<Cancelled> {
    return this.cancellation.cancel(caller.workspaceId, id);
  }

  @Post(':id/retry')
  @HttpCode(202)
  @Access({ role: 'member', scope: 'execute' })
  @Operation({
    tag,
    summary: 'Run an execution again',
    description:
      'Makes a new execution that names the old one, with the same input or the given one. An execution that is `unknown` needs `confirm`. `Idempotency-Key` is honoured.',
    status: 202,
    answer: RETRIED_SCHEMA,
    otherAnswers: { 200: RETRIED_SYNC_SCHEMA },
    problems: [
      'not_found',
      'illegal_state',
      'overloaded',
      'provider_rejected',
      'provider_unavailable',
      'provider_timeout',
      'provider_throttled',
      'account_reauth',
      'quota_exceeded',
    ],
  })
  async retry(
    @Caller() caller: Principal,
    @Param('id', IdPipe) id: string,
    @Query() query: RetryQuery,
    @Body() body: RetryBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const answer = await this.retries.retry({
      principal: caller,
      executionId: id,
      confirm: body.confirm === true,
      mode: query.mode ?? 'async',
      idempotencyKey: idempotencyKey(request),
      traceId: request.id,
      ...('input' in body && body.input !== undefined ? { input: body.input } : {}),
    });
    if (answer.replayed) reply.header('idempotent-replayed', 'true');
    reply.code(answer.kind === 'queued' ? 202 : 200);
    return { ...shownAnswer(answer), retryOf: id };
  }

  @Post('retry')
  @HttpCode(202)
  @Access({ role: 'member', scope: 'execute' })
  @Operation({
    tag,
    summary: 'Run many executions again',
    description: 'Those that fit the filter, the oldest first, without those that were retried before. The new ones run from the queue.',
    status: 202,
    answer: BULK_RETRIED_SCHEMA,
    bodyExample: { filter: { status: 'failed', connector: 'slack' }, limit: 100 },
  })
  retryMany(@Caller() caller: Principal, @Body() body: BulkRetryBody, @Req() request: FastifyRequest): Promise<BulkRetried> {
    return this.retries.retryMany({
      principal: caller,
      filter: parseExecutionFilter(body.filter),
      limit: body.limit ?? DEFAULT_BULK,
      confirm: body.confirm === true,
      traceId: request.id,
    });
  }
}
