import { Module } from '@nestjs/common';
import { ContactEventsStore } from './contact-events.store.js';
import { ContactImportService } from './contact-import.service.js';
import { ContactImportStore } from './contact-import.store.js';
import { ContactWriter } from './contact-writer.service.js';
import { ContactsService } from './contacts.service.js';
import { ContactsStore } from './contacts.store.js';

@Module({
  providers: [ContactsStore, ContactEventsStore, ContactImportStore, ContactWriter, ContactsService, ContactImportService],
  exports: [ContactsService, ContactImportService],
})
export class ContactsModule {}
