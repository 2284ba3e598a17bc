import type { operations } from '../api/schema.ts';

type NewContact = NonNullable<operations['createContacts']['requestBody']>['content']['application/json'];
type ContactField = Exclude<keyof NewContact, 'customFields'>;

/** In the order people read them. The published API says which there are: one too many or too few does not compile. */
const FIELDS: Readonly<Record<ContactField, true>> = {
  firstname: true,
  lastname: true,
  email: true,
  phone_number: true,
  company: true,
  st_address: true,
  city: true,
  state: true,
  zip: true,
  country: true,
};

/** The contact fields that every workspace has; spelled as the API spells them. */
export const CONTACT_FIELDS = Object.keys(FIELDS) as readonly ContactField[];
