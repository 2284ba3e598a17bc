const contactFields = {
  phone_number: { type: 'string', minLength: 3, maxLength: 40 },
  firstname: { type: 'string', maxLength: 200 },
  lastname: { type: 'string', maxLength: 200 },
};

/** The body of a call: a contact as it is, or the id of a stored one with what the lookup needs. */
export const callBody = {
  type: 'object',
  additionalProperties: false,
  required: ['contact'],
  properties: {
    contactId: { type: 'string', format: 'uuid' },
    contact: { type: 'object', additionalProperties: false, required: ['phone_number'], properties: contactFields },
    input: { type: 'object' },
  },
};

/** The answer of a call, serialised by a compiled schema. */
export const callAnswer = (output, contactUpdates) => ({
  200: {
    type: 'object',
    properties: {
      executionId: { type: 'string' },
      status: { type: 'string' },
      output,
      contactUpdates: { type: 'object', properties: contactUpdates },
      durationMs: { type: 'number' },
    },
  },
});
