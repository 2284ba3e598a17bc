import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { importDrafts, type ImportedDrafts } from '@patchbay/http-connectors';
import { Access } from '../access/access.decorator.js';
import { api } from '../edge/api-path.js';
import { Operation } from '../openapi/operation.decorator.js';
import { ConnectorImportBody, IMPORTED_SCHEMA } from './connector-import.dto.js';

@Controller(api('connectors/import'))
export class ConnectorImportController {
  @Post()
  @HttpCode(200)
  @Access({ role: 'member', scope: 'write' })
  @Operation({
    tag: 'Connectors',
    summary: 'Draft connectors from an OpenAPI document, a curl command or a Postman collection',
    description: 'Stores nothing. Credentials in the source become workspace secrets to be set, and are named in `secrets`.',
    answer: IMPORTED_SCHEMA,
  })
  import(@Body() { kind, source, operations }: ConnectorImportBody): ImportedDrafts {
    const text = typeof source === 'string' ? source : JSON.stringify(source);
    return importDrafts({ kind, source: text, ...(operations === undefined ? {} : { operations }) });
  }
}
