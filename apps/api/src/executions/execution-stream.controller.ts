import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { MoveFeed, type ExecutionMove } from '@patchbay/executions';
import { RUN_STATUSES, RunMoveFeed } from '@patchbay/workflows';
import { EXECUTION_STATUSES, PlatformError, type Principal } from '@patchbay/kernel';
import { Authenticator } from '@patchbay/workspaces';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../access/access.decorator.js';
import { Caller } from '../access/caller.js';
import { api } from '../edge/api-path.js';
import { StopGate } from '../edge/stop-gate.js';
import { Operation } from '../openapi/operation.decorator.js';
import { StreamQuery } from './execution-control.dto.js';
import { MoveStream } from './move-stream.js';

const MAX_SECONDS = 3_600;
const LAST_EVENT_ID = /^\d{1,15}$/;

@Controller(api('executions/stream'))
export class ExecutionStreamController {
  constructor(
    @Inject(MoveFeed) private readonly feed: MoveFeed<ExecutionMove>,
    private readonly runs: RunMoveFeed,
    private readonly gate: StopGate,
    private readonly authenticator: Authenticator,
  ) {}

  @Get()
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({
    tag: 'Executions',
    summary: 'Watch executions and workflow runs move',
    description: `Server-sent events: \`event: execution\` with \`{"executionId", "status"}\` (${EXECUTION_STATUSES.join(', ')}) for every move in the workspace, whichever process makes it. \`event: workflow-run\` with \`{"runId", "status"}\` (${RUN_STATUSES.join(', ')}): the run or one of its nodes moved; read the run for its timeline. The event id is the move's time in milliseconds; reconnect with it as \`Last-Event-ID\` and nothing is missed, though some may come twice. \`event: reset\`: more has happened than can be told, read the list anew. Comments keep the connection alive.`,
    answer: { type: 'string', description: 'An event stream.' },
    mediaType: 'text/event-stream',
    problems: ['overloaded', 'input_invalid'],
  })
  async stream(
    @Caller() caller: Principal,
    @Query() query: StreamQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const sinceMs = query.lastEventId ?? headerTime(request);
    const stream = new MoveStream({
      raw: reply.raw,
      headers: reply.getHeaders(),
      endsInMs: (query.seconds ?? MAX_SECONDS) * 1_000,
      stillAllowed: async () => {
        const now = await this.authenticator.authenticate(request.headers, request.ip);
        return now.workspaceId === caller.workspaceId;
      },
    });
    const stop = await this.feed.open(caller.workspaceId, stream.executions, sinceMs);
    const stopRuns = await this.runs.open(caller.workspaceId, stream.workflowRuns, sinceMs).catch((error: unknown) => {
      stop();
      throw error;
    });
    // From here on the answer is written by hand; what went wrong before is a problem document.
    reply.hijack();
    stream.open([stop, stopRuns], this.gate.stopSignal);
  }
}

function headerTime(request: FastifyRequest): number | undefined {
  const id = request.headers['last-event-id'];
  if (id === undefined || id === '') return undefined;
  if (typeof id === 'string' && LAST_EVENT_ID.test(id)) return Number(id);
  throw new PlatformError('input_invalid', 'Last-Event-ID: must be the id of an event of this stream.', {
    errors: [{ path: 'Last-Event-ID', message: 'must be the id of an event of this stream' }],
  });
}
