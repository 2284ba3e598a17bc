import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { Fields, RecordId } from './record-fields.js';

const Made = z.object({ id: z.string() }).nullish();

const convert = defineAction({
  key: 'lead.convert',
  title: 'Convert lead',
  description: 'Into a contact and an account, new or existing, and a deal if wanted. A lead is converted once.',
  effect: 'create',
  input: z.object({
    id: RecordId,
    accountId: RecordId.describe('Existing account').optional(),
    contactId: RecordId.describe('Existing contact').optional(),
    ownerId: RecordId.describe('User who gets the new records').optional(),
    deal: Fields.describe('Fields of a deal to create: Deal_Name, Closing_Date, Stage, …').optional(),
    overwrite: z.boolean().default(false).describe("The lead's values replace those of the existing records"),
    notifyLeadOwner: z.boolean().default(false),
    notifyNewOwner: z.boolean().default(false),
  }),
  output: z.object({ contactId: z.string().optional(), accountId: z.string().optional(), dealId: z.string().optional() }),
  async run({ input, http }) {
    const withId = (id: string | undefined) => (id === undefined ? undefined : { id });
    // https://www.zoho.com/crm/developer/docs/api/v8/convert-lead.html
    const { data } = await http.post(path`/Leads/${input.id}/actions/convert`, {
      json: {
        data: [
          {
            overwrite: input.overwrite,
            notify_lead_owner: input.notifyLeadOwner,
            notify_new_entity_owner: input.notifyNewOwner,
            Accounts: withId(input.accountId),
            Contacts: withId(input.contactId),
            assign_to: withId(input.ownerId),
            Deals: input.deal,
          },
        ],
      },
      expect: z.object({ data: z.tuple([z.object({ details: z.object({ Contacts: Made, Accounts: Made, Deals: Made }) })]) }),
    });
    const { Contacts, Accounts, Deals } = data[0].details;
    return { contactId: Contacts?.id, accountId: Accounts?.id, dealId: Deals?.id };
  },
});

export const leadActions = [convert];
