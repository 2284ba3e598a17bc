/** The contact fields that every workspace has; spelled as the API spells them. */
export const CONTACT_FIELDS = [
  'firstname',
  'lastname',
  'email',
  'phone_number',
  'company',
  'st_address',
  'city',
  'state',
  'zip',
  'country',
] as const;
