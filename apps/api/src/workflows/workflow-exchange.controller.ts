import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { invalidInput, isUuid, type Principal } from '@patchbay/kernel';
import { WorkflowExchange, type ImportedWorkflow, type WorkflowFile } from '@patchbay/workflows';
import { Access } from '../access/access.decorator.js';
import { actorOf } from '../access/actor.js';
import { Caller } from '../access/caller.js';
import { IdPipe } from '../dto/id.pipe.js';
import { api } from '../edge/api-path.js';
import { Operation } from '../openapi/operation.decorator.js';
import { IMPORTED_SCHEMA, ImportBody, WORKFLOW_FILE_SCHEMA } from './workflow.dto.js';

const tag = 'Workflows';

@Controller(api('workflows'))
export class WorkflowExchangeController {
  constructor(private readonly exchange: WorkflowExchange) {}

  @Get(':id/export')
  @Access({ role: 'member', scope: 'read' })
  @Operation({
    tag,
    summary: 'Export a workflow as one JSON file',
    description: 'With the custom connectors it calls. Connections and credentials stay behind; the file names what is needed of them.',
    answer: WORKFLOW_FILE_SCHEMA,
  })
  export(@Caller() caller: Principal, @Param('id', IdPipe) id: string): Promise<WorkflowFile> {
    return this.exchange.export(actorOf(caller), id);
  }

  @Post('import')
  @Access({ role: 'member', scope: 'write' })
  @Operation({
    tag,
    summary: 'Import a workflow from a file',
    description: 'Makes the file’s connectors and the workflow, or nothing. A name taken gets a number.',
    status: 201,
    answer: IMPORTED_SCHEMA,
    problems: ['conflict'],
  })
  import(@Caller() caller: Principal, @Body() body: ImportBody): Promise<ImportedWorkflow> {
    return this.exchange.import(actorOf(caller), body.file, { connections: connectionsOf(body.connections), enabled: body.enabled });
  }
}

function connectionsOf(sent: Record<string, unknown> | undefined): Record<string, string> {
  const wrong = Object.entries(sent ?? {}).filter(([, id]) => !isUuid(id));
  if (wrong.length > 0)
    throw invalidInput(wrong.map(([key]) => ({ path: `connections.${key}`, message: 'must be the id of a connection' })));
  return Object.fromEntries(Object.entries(sent ?? {}).map(([key, id]) => [key, String(id).toLowerCase()]));
}
