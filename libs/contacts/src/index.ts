// Contacts: the people of a workspace, their import, and what runs map onto them.
// It knows nothing of connectors or executions beyond the names it is handed.
export { ContactsModule } from './contacts.module.js';
export { ContactsService, type ContactActor } from './contacts.service.js';
export { ContactImportService, type ImportReport } from './contact-import.service.js';
export { CONTACTS_CHANNEL } from './contact-events.store.js';
export { type ContactExtent, type ContactQuery, type ContactSpan } from './contacts.store.js';
export { type MappedUpdate } from './contact-mapping.js';
export { CONTACT_FIELDS } from '@patchbay/kernel';
export { type Contact, type ContactChange, type ConnectorResponse } from './contact.js';
