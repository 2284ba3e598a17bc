import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ContactImportService, ContactsService, type Contact, type ImportReport } from '@patchbay/contacts';
import { invalidInput, type Principal } from '@patchbay/kernel';
import { Access } from '../access/access.decorator.js';
import { actorOf } from '../access/actor.js';
import { Caller } from '../access/caller.js';
import { IdPipe } from '../dto/id.pipe.js';
import { listAnswer, pageRequest, type ListAnswer } from '../dto/page.dto.js';
import { api } from '../edge/api-path.js';
import { Operation } from '../openapi/operation.decorator.js';
import { pageOf } from '../openapi/schemas.js';
import { CONTACT_BODY, CONTACT_EXAMPLE, CONTACT_SCHEMA, ContactImportBody, ContactQueryDto, IMPORT_SCHEMA } from './contact.dto.js';

const tag = 'Contacts';
const body = { schema: CONTACT_BODY, examples: { contact: CONTACT_EXAMPLE } };

@Controller(api('contacts'))
export class ContactsController {
  constructor(
    private readonly contacts: ContactsService,
    private readonly imports: ContactImportService,
  ) {}

  @Get()
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({ tag, summary: 'List contacts, newest first', answer: pageOf(CONTACT_SCHEMA) })
  async list(@Caller() caller: Principal, @Query() query: ContactQueryDto): Promise<ListAnswer<Contact>> {
    const request = pageRequest(query);
    const page = await this.contacts.list(caller.workspaceId, { ...request, ...(query.q === undefined ? {} : { q: query.q }) });
    return listAnswer(page, request, (contact) => contact);
  }

  @Post()
  @Access({ role: 'member', scope: 'write' })
  @Operation({ tag, summary: 'Create a contact', status: 201, answer: CONTACT_SCHEMA, body })
  create(@Caller() caller: Principal, @Body() contact: unknown): Promise<Contact> {
    return this.contacts.create(actorOf(caller), contact);
  }

  @Post('import')
  @HttpCode(200)
  @Access({ role: 'member', scope: 'write' })
  @Operation({
    tag,
    summary: 'Import many contacts',
    description: 'Matched to stored ones by e-mail. Wrong rows are left out and reported.',
    answer: IMPORT_SCHEMA,
  })
  import(@Caller() caller: Principal, @Body() source: ContactImportBody): Promise<ImportReport> {
    if ((source.contacts === undefined) === (source.csv === undefined))
      throw invalidInput([{ path: 'contacts', message: 'send either contacts or csv' }]);
    return this.imports.import(actorOf(caller), source.csv ?? source.contacts);
  }

  @Get(':id')
  @Access({ role: 'viewer', scope: 'read' })
  @Operation({ tag, summary: 'Read a contact', answer: CONTACT_SCHEMA })
  read(@Caller() caller: Principal, @Param('id', IdPipe) id: string): Promise<Contact> {
    return this.contacts.get(caller.workspaceId, id);
  }

  @Patch(':id')
  @Access({ role: 'member', scope: 'write' })
  @Operation({ tag, summary: 'Change a contact', description: 'Only the fields sent; null empties one.', answer: CONTACT_SCHEMA, body })
  patch(@Caller() caller: Principal, @Param('id', IdPipe) id: string, @Body() change: unknown): Promise<Contact> {
    return this.contacts.patch(actorOf(caller), id, change);
  }

  @Delete(':id')
  @HttpCode(204)
  @Access({ role: 'member', scope: 'write' })
  @Operation({ tag, summary: 'Delete a contact', status: 204 })
  remove(@Caller() caller: Principal, @Param('id', IdPipe) id: string): Promise<void> {
    return this.contacts.delete(actorOf(caller), id);
  }
}
