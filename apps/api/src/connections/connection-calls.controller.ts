import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ConnectionsService, ConnectorDirectory, type Connection } from '@patchbay/connections';
import { compileDataRead } from '@patchbay/connector-sdk';
import {
  invalidInput,
  isJsonObject,
  type JsonObject,
  type Principal,
  type ProviderRequest,
  type RunContext,
  type Runnable,
} from '@patchbay/kernel';
import { Router, type CallAnswer } from '@patchbay/router';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../access/access.decorator.js';
import { Caller } from '../access/caller.js';
import { IdPipe } from '../dto/id.pipe.js';
import { api } from '../edge/api-path.js';
import { stringProblem } from '../edge/json-body.js';
import { StopGate } from '../edge/stop-gate.js';
import { executeFacts } from '../execute/execute.facts.js';
import { idempotencyKey } from '../execute/idempotency-header.js';
import { shownAnswer } from '../execute/shown-answer.js';
import { Operation } from '../openapi/operation.decorator.js';
import { ConnectionActionBody, ConnectionActionQuery, DATA_SCHEMA } from './connection.dto.js';
import { RouterProber } from './router-prober.js';

const tag = 'Connections';
const { answer, otherAnswers, problems = [] } = executeFacts.operation;

interface Call {
  readonly caller: Principal;
  readonly connection: Connection;
  readonly traceId: string;
  readonly action?: string | undefined;
  readonly input: unknown;
  readonly draft?: Runnable;
  readonly mode?: 'sync' | 'async' | undefined;
  readonly idempotencyKey?: string | undefined;
}

/** Calls with a chosen connection. They go through the router like all others. */
@Controller(api('connections'))
export class ConnectionCallsController {
  constructor(
    private readonly connections: ConnectionsService,
    private readonly directory: ConnectorDirectory,
    private readonly prober: RouterProber,
    private readonly router: Router,
    private readonly gate: StopGate,
  ) {}

  @Get(':id/data')
  @Access({ role: 'member', scope: 'execute' })
  @Operation({
    tag,
    summary: 'Read data at the provider, authenticated as the connection',
    answer: DATA_SCHEMA,
    problems,
    description:
      '`resourcePath` is a path below the connector’s address, e.g. `/users`; every other query parameter is sent along. The host cannot be left.',
  })
  async data(
    @Caller() caller: Principal,
    @Param('id', IdPipe) id: string,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
  ): Promise<object> {
    const { resourcePath, ...rest } = query;
    const problem = typeof resourcePath === 'string' ? stringProblem(resourcePath) : 'is required once: a path such as /users';
    if (problem !== undefined) throw invalidInput([{ path: 'resourcePath', message: problem }]);
    const connection = await this.connections.get({ workspaceId: caller.workspaceId, id });
    const definition = (await this.directory.find(caller.workspaceId, connection.connector))?.definition;
    if (definition?.kind !== 'http')
      throw invalidInput([{ path: 'id', message: 'is a connection of a connector without an HTTP API of its own' }]);
    const seen: { url: string } = { url: '' };
    const draft = watched(compileDataRead(definition, this.prober.options(connection.connector)), seen);
    const given = await this.call({ caller, connection, traceId: request.id, input: { resourcePath, query: rest }, draft });
    if (given.kind === 'failed') throw given.error;
    const { status, body } = given.kind === 'succeeded' && isJsonObject(given.output) ? given.output : ({} as JsonObject);
    return { data: body ?? null, sourceMetadata: { requestUrl: seen.url, statusCode: status } };
  }

  @Post(':id/actions')
  @HttpCode(200)
  @Access({ role: 'member', scope: 'execute' })
  @Operation({
    tag,
    summary: 'Run an action with this connection',
    description: 'The same as executing the connector; `Idempotency-Key` is honoured.',
    ...(answer ? { answer } : {}),
    ...(otherAnswers ? { otherAnswers } : {}),
    problems,
  })
  async act(
    @Caller() caller: Principal,
    @Param('id', IdPipe) id: string,
    @Query() query: ConnectionActionQuery,
    @Body() body: ConnectionActionBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const connection = await this.connections.get({ workspaceId: caller.workspaceId, id });
    const given = await this.call({
      caller,
      connection,
      traceId: request.id,
      action: body.action,
      input: body.input,
      mode: query.mode,
      idempotencyKey: idempotencyKey(request),
    });
    if (given.replayed) reply.header('idempotent-replayed', 'true');
    if (given.kind === 'queued') reply.code(202);
    return shownAnswer(given);
  }

  private call({ caller, connection, traceId, action, input, draft, mode = 'sync', idempotencyKey: key }: Call): Promise<CallAnswer> {
    return this.gate.during(
      this.router.execute({
        principal: caller,
        connectorKey: connection.connector,
        connectionId: connection.id,
        action,
        input,
        mode,
        idempotencyKey: key,
        traceId,
        trigger: 'api',
        draft,
        signal: this.gate.cutSignal,
      }),
    );
  }
}

/** The address that was called, as it may be shown: a key in its query is hidden. */
function watched(runnable: Runnable, seen: { url: string }): Runnable {
  return {
    ...runnable,
    run: (context) => {
      const send = (request: ProviderRequest): ReturnType<RunContext['send']> => {
        seen.url = context.redact(request.url);
        return context.send(request);
      };
      return runnable.run(Object.create(context, { send: { value: send } }) as RunContext);
    },
  };
}
