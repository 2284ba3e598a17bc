import { Body, Controller, Get, HttpCode, Param, Post, Query, type StreamableFile } from '@nestjs/common';
import { ExecutionRecorder } from '@patchbay/executions';
import type { Principal } from '@patchbay/kernel';
import { AgentTracesService, type AgentSpan, type AgentSpanFilter, type AgentSpanTree } from '@patchbay/observability';
import { Access } from '../access/access.decorator.js';
import { Caller } from '../access/caller.js';
import { listAnswer, pageRequest, type ListAnswer } from '../dto/page.dto.js';
import { StorablePipe } from '../dto/storable.pipe.js';
import { timeRange } from '../dto/time-range.dto.js';
import { api } from '../edge/api-path.js';
import { CSV_ANSWER, csvFile } from '../export/csv.js';
import { Operation } from '../openapi/operation.decorator.js';
import { pageOf } from '../openapi/schemas.js';
import {
  ACCEPTED_SPANS_SCHEMA,
  AGENT_RUN_SCHEMA,
  AGENT_SPAN_COLUMNS,
  AGENT_SPAN_SCHEMA,
  AgentSpansBody,
  AgentTracesQuery,
} from './agent-trace.dto.js';
import { spanRows } from './span-rows.js';

const tag = 'Agents';
const SPAN_EXAMPLE = {
  runId: 'nightly-enrichment-42',
  kind: 'step',
  name: 'plan',
  agent: 'enrichment-agent',
  status: 'succeeded',
  startedAt: '2026-01-31T12:00:00Z',
  durationMs: 1250,
};

@Controller(api('agent-traces'))
export class AgentTracesController {
  constructor(
    private readonly traces: AgentTracesService,
    private readonly recorder: ExecutionRecorder,
  ) {}

  @Get()
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({
    tag,
    summary: 'Runs of agents, their steps and tool calls, newest first',
    description: 'Tool calls over MCP are kept by themselves. A page may be short, even empty, and still lead on by its cursor.',
    answer: pageOf(AGENT_SPAN_SCHEMA),
  })
  async list(@Caller() caller: Principal, @Query() query: AgentTracesQuery): Promise<ListAnswer<AgentSpan>> {
    const request = pageRequest(query);
    return listAnswer(await this.traces.list(caller.workspaceId, filterOf(query), request), request, (span) => span);
  }

  @Get('export.csv')
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({ tag, summary: 'Agent traces as a CSV file', ...CSV_ANSWER })
  async export(@Caller() caller: Principal, @Query() query: AgentTracesQuery): Promise<StreamableFile> {
    const filter = filterOf(query);
    return csvFile({
      name: 'agent-traces',
      columns: AGENT_SPAN_COLUMNS,
      read: (page) => this.traces.list(caller.workspaceId, filter, page),
    });
  }

  @Post()
  @HttpCode(201)
  @Access({ role: 'member', scope: 'execute' })
  @Operation({
    tag,
    summary: 'Add what an agent did',
    description: 'For agents that run elsewhere. Answered once it is stored; a span that is there already stays as it is.',
    status: 201,
    answer: ACCEPTED_SPANS_SCHEMA,
    bodyExample: { spans: [SPAN_EXAMPLE] },
    problems: ['overloaded'],
  })
  async add(@Caller() caller: Principal, @Body() body: AgentSpansBody): Promise<{ accepted: number; ids: string[] }> {
    const rows = spanRows(caller, body.spans);
    await Promise.all(rows.map((row) => this.recorder.agentSpan(row)));
    return { accepted: rows.length, ids: rows.map(({ id }) => id) };
  }

  @Get(':runId')
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({ tag, summary: 'One run of an agent as a tree', description: 'Its first 1,000 spans.', answer: AGENT_RUN_SCHEMA })
  async run(@Caller() caller: Principal, @Param('runId', StorablePipe) runId: string): Promise<{ runId: string; spans: AgentSpanTree[] }> {
    return { runId, spans: await this.traces.run(caller.workspaceId, runId) };
  }
}

function filterOf({ limit: _limit, cursor: _cursor, from, to, ...filter }: AgentTracesQuery): AgentSpanFilter {
  return { ...filter, ...timeRange(from, to) };
}
