import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import type { Principal } from '@patchbay/kernel';
import { AuditService, type AuditEntry, type AuditFilter } from '@patchbay/observability';
import { Access } from '../access/access.decorator.js';
import { Caller } from '../access/caller.js';
import { listAnswer, pageRequest, type ListAnswer } from '../dto/page.dto.js';
import { timeRange } from '../dto/time-range.dto.js';
import { api } from '../edge/api-path.js';
import { CSV_ANSWER, csvFile } from '../export/csv.js';
import { Operation } from '../openapi/operation.decorator.js';
import { pageOf } from '../openapi/schemas.js';
import { AUDIT_COLUMNS, AUDIT_SCHEMA, AuditQuery } from './audit.dto.js';

const tag = 'Audit';

@Controller(api('audit'))
export class AuditController {
  constructor(private readonly audit: AuditService) {}

  @Get()
  @Access({ role: 'admin', scope: 'admin' })
  @Operation({
    tag,
    summary: 'Who did which administrative act, newest first',
    description: 'Rows are added and never changed. A page may be short, even empty, and still lead on by its cursor.',
    answer: pageOf(AUDIT_SCHEMA),
  })
  async list(@Caller() caller: Principal, @Query() query: AuditQuery): Promise<ListAnswer<AuditEntry>> {
    const request = pageRequest(query);
    return listAnswer(await this.audit.list(caller.workspaceId, filterOf(query), request), request, (entry) => entry);
  }

  @Get('export.csv')
  @Access({ role: 'admin', scope: 'admin' })
  @Operation({ tag, summary: 'The audit log as a CSV file', ...CSV_ANSWER })
  async export(@Caller() caller: Principal, @Query() query: AuditQuery): Promise<StreamableFile> {
    const filter = filterOf(query);
    return csvFile({ name: 'audit', columns: AUDIT_COLUMNS, read: (page) => this.audit.list(caller.workspaceId, filter, page) });
  }
}

function filterOf({ limit: _limit, cursor: _cursor, from, to, ...filter }: AuditQuery): AuditFilter {
  return { ...filter, ...timeRange(from, to) };
}
