import { at, defineSimulator, lettered, list, number, object, rows, text, type Call, type Row } from '@patchbay/simulator';
import anthropic from './anthropic.connector.js';

const model = (id: string, display_name: string): Row => ({ id, type: 'model', display_name, created_at: '2026-02-01T00:00:00Z' });
const tokensOf = (words: string): number => Math.max(1, Math.ceil(words.length / 4));

function said({ content }: Row): string {
  if (typeof content === 'string') return content;
  return rows(content)
    .map((part) => text(part['text'] ?? part['content']))
    .join(' ');
}

function promptTokens(call: Call): number {
  call.need('model', 'messages');
  if (!call.table('models').get(call.body['model'])) throw call.fail(404, `model: ${text(call.body['model'])}`, 'not_found_error');
  return tokensOf([text(call.body['system']), ...rows(call.body['messages']).map(said)].join(' '));
}

/** Something of a schema's form. */
function sampleOf(schema: Row): unknown {
  const [choice] = list(schema['enum']);
  if (choice !== undefined) return choice;
  if (schema['type'] === 'object')
    return Object.fromEntries(Object.entries(object(schema['properties'])).map(([name, inner]) => [name, sampleOf(object(inner))]));
  if (schema['type'] === 'array') return [sampleOf(object(schema['items']))];
  if (schema['type'] === 'number' || schema['type'] === 'integer') return 1;
  return schema['type'] === 'boolean' ? true : 'simulated';
}

/** Calls the first tool that is offered, once; answers JSON where JSON is asked for; else says what it was told. */
function message(call: Call): Row {
  const input = promptTokens(call);
  call.need('max_tokens');
  const messages = rows(call.body['messages']);
  const [tool] = rows(call.body['tools']);
  const answered = messages.some(({ content }) => rows(content).some((part) => part['type'] === 'tool_result'));
  const schema = at(call.body, 'output_config.format.schema');
  const words = schema === undefined ? `You said: ${said(messages.at(-1) ?? {})}` : JSON.stringify(sampleOf(object(schema)));
  const output = Math.min(tokensOf(words), number(call.body['max_tokens']));
  const wantsTool = tool !== undefined && !answered;
  return {
    id: lettered('msg_', 24)(call.sequence()),
    type: 'message',
    role: 'assistant',
    model: call.body['model'],
    stop_reason: wantsTool ? 'tool_use' : output < tokensOf(words) ? 'max_tokens' : 'end_turn',
    content: wantsTool
      ? [{ type: 'tool_use', id: `toolu_simulated${call.sequence()}`, name: tool['name'], input: {} }]
      : [{ type: 'text', text: words.slice(0, output * 4) }],
    usage: {
      input_tokens: input,
      output_tokens: output,
      cache_read_input_tokens: 0,
      cache_creation_input_tokens: 0,
      service_tier: 'standard',
    },
  };
}

function models(call: Call): Row {
  const all = call.table('models').all();
  const after = call.query.get('after_id');
  const start = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1;
  const data = all.slice(start, start + call.pageSize('limit', 20, 1_000));
  return { data, has_more: start + data.length < all.length, first_id: data[0]?.['id'] ?? null, last_id: data.at(-1)?.['id'] ?? null };
}

/** https://platform.claude.com/docs/en/api/overview */
export default defineSimulator({
  connector: anthropic,
  headers: (call) => ({ 'request-id': `req_simulated${call.sequence()}` }),
  failure: ({ status, code, message: words }) => ({
    type: 'error',
    error: {
      type:
        code ??
        { 401: 'authentication_error', 404: 'not_found_error', 429: 'rate_limit_error', 500: 'api_error', 529: 'overloaded_error' }[
          status
        ] ??
        'invalid_request_error',
      message: words,
    },
  }),
  tables: {
    models: {
      mint: lettered('claude-', 8, 'lower'),
      seed: [model('claude-opus-5', 'Claude Opus 5'), model('claude-sonnet-5-5', 'Claude Sonnet 5.5')],
    },
  },
  routes: {
    'POST /v1/messages': message,
    'POST /v1/messages/count_tokens': (call) => ({ input_tokens: promptTokens(call) }),
    'GET /v1/models': models,
    'GET /v1/models/:id': (call) => call.one('models', undefined, 'not_found_error'),
  },
});
