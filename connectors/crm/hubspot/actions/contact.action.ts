import { z } from 'zod';
import { defineAction } from '@patchbay/connector-sdk';
import { Id, objectActions, Properties, recordOf, toProperties, Wire } from './crm-object.js';

const naming = {
  email: 'email',
  firstName: 'firstname',
  lastName: 'lastname',
  phone: 'phone',
  company: 'company',
  jobTitle: 'jobtitle',
  website: 'website',
  lifecycleStage: 'lifecyclestage',
  ownerId: 'hubspot_owner_id',
} as const;
const fields = {
  email: z.email().optional(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  phone: z.string().optional(),
  company: z.string().describe('Name of the company, as a plain text').optional(),
  jobTitle: z.string().optional(),
  website: z.string().optional(),
  lifecycleStage: z.string().describe('Internal name, such as lead or customer').optional(),
  ownerId: z.string().optional(),
};
const { output, toRecord } = recordOf(naming);

const upsert = defineAction({
  key: 'contact.upsert',
  title: 'Create or update contact',
  description: 'Found by its email address.',
  // Repeating it leaves the same contact.
  effect: 'update',
  input: z.object({ ...fields, email: z.email(), properties: Properties }),
  output: output.extend({ created: z.boolean() }),
  async run({ input, http }) {
    const { email, ...properties } = toProperties(naming, input);
    // https://developers.hubspot.com/docs/api-reference/crm-contacts-v3/batch/post-crm-v3-objects-contacts-batch-upsert
    const { results } = await http.post('/crm/v3/objects/contacts/batch/upsert', {
      json: { inputs: [{ id: email, idProperty: 'email', properties }] },
      expect: z.object({ results: z.tuple([Wire.extend({ new: z.boolean().nullish() })], Wire) }),
    });
    return { ...toRecord(results[0]), created: results[0].new ?? false };
  },
});

const merge = defineAction({
  key: 'contact.merge',
  title: 'Merge contacts',
  description: 'The second contact goes up in the first. This cannot be undone.',
  effect: 'update',
  input: z.object({ primaryId: Id, mergedId: Id }),
  output,
  async run({ input, http }) {
    // https://developers.hubspot.com/docs/api-reference/crm-contacts-v3/basic/post-crm-v3-objects-contacts-merge
    const merged = await http.post('/crm/v3/objects/contacts/merge', {
      json: { primaryObjectId: input.primaryId, objectIdToMerge: input.mergedId },
      expect: Wire,
    });
    return toRecord(merged);
  },
});

export const contactActions = [...objectActions({ noun: 'contact', plural: 'contacts', naming, fields }), upsert, merge];
