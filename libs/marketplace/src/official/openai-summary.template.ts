import type { Shipped } from './shipped.js';

// https://platform.openai.com/docs/api-reference/chat/create
export const openaiSummary: Shipped = {
  key: 'openai-summary',
  revision: 1,
  credentials: [{ name: 'openai_api_key', title: 'OpenAI API key', url: 'https://platform.openai.com/api-keys' }],
  definition: {
    name: 'Contact summary by OpenAI',
    icon: '🧠',
    category: 'ai',
    type: 'single-step',
    description: 'Writes a short summary of notes about a contact and keeps it with the contact.',
    inputSchema: {
      type: 'object',
      properties: { notes: { type: 'string', minLength: 1, maxLength: 50_000 }, model: { type: 'string', default: 'gpt-4o-mini' } },
      required: ['notes'],
    },
    config: {
      method: 'POST',
      url: 'https://api.openai.com/v1/chat/completions',
      auth: { type: 'bearer', token: '{{workspace.openai_api_key}}' },
      body: {
        model: '{{input.model}}',
        messages: [
          { role: 'system', content: 'Summarise the notes about this customer in two sentences.' },
          { role: 'user', content: '{{input.notes}}' },
        ],
      },
    },
    fieldMappings: [{ sourcePath: 'choices[0].message.content', targetField: 'customFields.summary' }],
  },
};
