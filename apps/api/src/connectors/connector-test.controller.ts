import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { invalidInput, isJsonObject, toProblemDocument, type Principal, type Runnable } from '@patchbay/kernel';
import { DraftCompiler } from '@patchbay/registry';
import { Router, type CallAnswer } from '@patchbay/router';
import type { FastifyRequest } from 'fastify';
import { Access } from '../access/access.decorator.js';
import { Caller } from '../access/caller.js';
import { StorablePipe } from '../dto/storable.pipe.js';
import { api } from '../edge/api-path.js';
import { StopGate } from '../edge/stop-gate.js';
import { readCallBody } from '../execute/call-body.js';
import { Operation } from '../openapi/operation.decorator.js';
import { draftBody, TEST_SCHEMA, testBody } from './connector-test.dto.js';

const tag = 'Connectors';
/** Members of the body that are about the call; everything else is the unsaved definition. */
const CALL_MEMBERS = ['input', 'contact', 'contactId', 'connectionId'];

interface TestCall {
  readonly caller: Principal;
  readonly connectorKey: string;
  readonly body: unknown;
  readonly traceId: string;
  readonly draft?: Runnable;
}

@Controller(api('connectors'))
export class ConnectorTestController {
  constructor(
    private readonly router: Router,
    private readonly drafts: DraftCompiler,
    private readonly gate: StopGate,
  ) {}

  @Post('test')
  @HttpCode(200)
  @Access({ role: 'member', scope: 'execute' })
  @Operation({
    tag,
    summary: 'Test an unsaved definition',
    description: 'Runs all steps, writes no contact. `id` names the saved connector whose masked credentials are meant.',
    answer: TEST_SCHEMA,
    body: draftBody,
  })
  async testDraft(@Caller() caller: Principal, @Body() body: unknown, @Req() request: FastifyRequest): Promise<object> {
    if (!isJsonObject(body)) throw invalidInput([{ path: '', message: 'must be an object' }]);
    const { id, ...rest } = body;
    if (id !== undefined && typeof id !== 'string') throw invalidInput([{ path: 'id', message: 'must be a connector’s id' }]);
    const entries = Object.entries(rest);
    const call = Object.fromEntries(entries.filter(([name]) => CALL_MEMBERS.includes(name)));
    const definition = Object.fromEntries(entries.filter(([name]) => !CALL_MEMBERS.includes(name)));
    const draft = await this.drafts.compile({ workspaceId: caller.workspaceId, definition, ...(id === undefined ? {} : { savedId: id }) });
    return this.run({ caller, connectorKey: draft.connectorKey, body: call, traceId: request.id, draft });
  }

  @Post(':key/test')
  @HttpCode(200)
  @Access({ role: 'member', scope: 'execute' })
  @Operation({
    tag,
    summary: 'Test a connector',
    description: 'Runs all steps, writes no contact, and shows each step’s request and response.',
    answer: TEST_SCHEMA,
    body: testBody,
    problems: ['action_unknown'],
  })
  test(
    @Caller() caller: Principal,
    @Param('key', StorablePipe) connectorKey: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<object> {
    return this.run({ caller, connectorKey, body, traceId: request.id });
  }

  private async run(test: TestCall): Promise<object> {
    const { caller: principal, connectorKey, traceId, draft } = test;
    const answer = await this.gate.during(
      this.router.execute({
        ...readCallBody(test.body),
        principal,
        connectorKey,
        draft,
        mode: 'test',
        traceId,
        trigger: 'api',
        signal: this.gate.cutSignal,
      }),
    );
    return shown(answer);
  }
}

/** A failed run is a result of testing, not a failure of the request; what never became a run is one. */
function shown(answer: CallAnswer): object {
  if (answer.kind === 'queued') return answer;
  const { executionId, durationMs, traceId } = answer;
  const steps = (answer.steps ?? []).map((step) => ({ request: null, response: null, output: null, ...step }));
  if (answer.kind === 'succeeded') {
    return {
      executionId,
      status: 'succeeded',
      output: answer.output,
      contactUpdates: answer.contactUpdates,
      steps,
      partial: answer.partial,
      warnings: answer.warnings,
      durationMs,
      traceId,
    };
  }
  if (executionId === undefined) throw answer.error;
  return {
    executionId,
    status: answer.status ?? 'failed',
    error: toProblemDocument(answer.error, { traceId }),
    steps,
    durationMs,
    traceId,
  };
}
