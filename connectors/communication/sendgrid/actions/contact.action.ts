import { PlatformError } from '@patchbay/kernel';
import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';

const Wire = z.object({
  id: z.string(),
  email: z.string().nullish(),
  first_name: z.string().nullish(),
  last_name: z.string().nullish(),
  phone_number: z.string().nullish(),
  city: z.string().nullish(),
  country: z.string().nullish(),
  list_ids: z.array(z.string()).nullish(),
  custom_fields: z.record(z.string(), z.unknown()).nullish(),
});
const Contact = z.object({
  id: z.string(),
  email: z.string().optional(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  phone: z.string().optional(),
  city: z.string().optional(),
  country: z.string().optional(),
  listIds: z.array(z.string()),
  customFields: z.record(z.string(), z.unknown()),
});
/** The vendor writes an empty text for what it does not know. */
const toContact = (c: z.output<typeof Wire>) => ({
  id: c.id,
  email: c.email || undefined,
  firstName: c.first_name || undefined,
  lastName: c.last_name || undefined,
  phone: c.phone_number || undefined,
  city: c.city || undefined,
  country: c.country || undefined,
  listIds: c.list_ids ?? [],
  customFields: c.custom_fields ?? {},
});

const Id = z.string().min(1);
const Job = z.object({ jobId: z.string() });
const WireJob = z.object({ job_id: z.string() });

const upsert = defineAction({
  key: 'contact.upsert',
  title: 'Create or update contacts',
  description: 'By email address, in the background: contact_import.get tells when it is done.',
  effect: 'update',
  input: z.object({
    contacts: z
      .array(
        z.object({
          email: z.email().max(254),
          firstName: z.string().max(50).optional(),
          lastName: z.string().max(50).optional(),
          addressLine1: z.string().max(100).optional(),
          addressLine2: z.string().max(100).optional(),
          city: z.string().max(60).optional(),
          state: z.string().max(50).optional(),
          postalCode: z.string().optional(),
          country: z.string().max(50).optional(),
          customFields: z
            .record(z.string(), z.union([z.string(), z.number()]))
            .describe('By field id, such as e1_T')
            .optional(),
        }),
      )
      .min(1)
      .max(30_000),
    listIds: z.array(z.uuid()).min(1).optional(),
  }),
  output: Job,
  async run({ input, http }) {
    const contacts = input.contacts.map((c) => ({
      email: c.email,
      first_name: c.firstName,
      last_name: c.lastName,
      address_line_1: c.addressLine1,
      address_line_2: c.addressLine2,
      city: c.city,
      state_province_region: c.state,
      postal_code: c.postalCode,
      country: c.country,
      custom_fields: c.customFields,
    }));
    // https://www.twilio.com/docs/sendgrid/api-reference/contacts/add-or-update-a-contact
    const { job_id } = await http.put('/marketing/contacts', {
      json: { list_ids: input.listIds, contacts },
      bucket: 'contacts',
      expect: WireJob,
    });
    return { jobId: job_id };
  },
});

const importStatus = defineAction({
  key: 'contact_import.get',
  title: 'Get state of a contact import',
  effect: 'read',
  input: z.object({ jobId: Id }),
  output: z.object({ jobId: z.string(), status: z.string().describe('pending, completed, errored or failed') }),
  async run({ input, http }) {
    // https://www.twilio.com/docs/sendgrid/api-reference/contacts/import-contacts-status
    const { status } = await http.get(path`/marketing/contacts/imports/${input.jobId}`, { expect: z.object({ status: z.string() }) });
    return { jobId: input.jobId, status };
  },
});

const get = defineAction({
  key: 'contact.get',
  title: 'Get contact',
  effect: 'read',
  input: z.object({ id: Id }),
  output: Contact,
  async run({ input, http }) {
    // https://www.twilio.com/docs/sendgrid/api-reference/contacts/get-a-contact-by-id
    return toContact(await http.get(path`/marketing/contacts/${input.id}`, { expect: Wire }));
  },
});

const find = defineAction({
  key: 'contact.find_by_email',
  title: 'Find contact by email',
  effect: 'read',
  input: z.object({ email: z.email() }),
  output: Contact,
  async run({ input, http }) {
    // https://www.twilio.com/docs/sendgrid/api-reference/contacts/get-contacts-by-emails
    const { result } = await http.post('/marketing/contacts/search/emails', {
      json: { emails: [input.email] },
      expect: z.object({ result: z.record(z.string(), z.object({ contact: Wire.nullish() })) }),
    });
    // Keyed by the address as SendGrid keeps it, in lower case.
    const contact = Object.values(result)[0]?.contact;
    if (!contact) throw new PlatformError('provider_not_found', 'SendGrid has no contact with that address.', { sent: true });
    return toContact(contact);
  },
});

const search = defineAction({
  key: 'contact.search',
  title: 'Search contacts',
  description: 'By a query in SGQL; SendGrid answers the first 50.',
  effect: 'read',
  input: z.object({ query: z.string().min(1).describe("email LIKE 'ada%' AND CONTAINS(list_ids, '…')") }),
  output: z.object({ contacts: z.array(Contact), total: z.number() }),
  async run({ input, http }) {
    // https://www.twilio.com/docs/sendgrid/api-reference/contacts/search-contacts
    const { result, contact_count } = await http.post('/marketing/contacts/search', {
      json: { query: input.query },
      expect: z.object({ result: z.array(Wire).nullish(), contact_count: z.number() }),
    });
    return { contacts: (result ?? []).map(toContact), total: contact_count };
  },
});

const remove = defineAction({
  key: 'contact.delete',
  title: 'Delete contacts',
  description: 'In the background.',
  effect: 'delete',
  input: z.object({
    ids: z
      .array(z.string().regex(/^[\w-]+$/))
      .min(1)
      .max(100),
  }),
  output: Job,
  async run({ input, http }) {
    // https://www.twilio.com/docs/sendgrid/api-reference/contacts/delete-contacts
    const { job_id } = await http.delete('/marketing/contacts', { query: { ids: input.ids }, expect: WireJob });
    return { jobId: job_id };
  },
});

export const contactActions = [upsert, importStatus, get, find, search, remove];
