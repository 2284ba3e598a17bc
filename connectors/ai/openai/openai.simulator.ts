import { at, defineSimulator, flag, lettered, list, number, object, rows, text, type Call, type Row } from '@patchbay/simulator';
import openai from './openai.connector.js';

const model = (id: string): Row => ({ id, object: 'model', created: 1_754_000_000, owned_by: 'system' });
/** Four letters are about a token: https://help.openai.com/en/articles/4936856 */
const tokensOf = (words: string): number => Math.max(1, Math.ceil(words.length / 4));

function said(message: Row): string {
  const { content } = message;
  return typeof content === 'string'
    ? content
    : rows(content)
        .map((part) => text(part['text']))
        .join(' ');
}

/** Calls the first tool that is offered, once; answers JSON where JSON is asked for; else says what it was told. */
function chat(call: Call): Row {
  call.need('model', 'messages');
  call.one('models', call.body['model'], 'model_not_found');
  const messages = rows(call.body['messages']);
  const last = said(messages.at(-1) ?? {});
  const [tool] = rows(call.body['tools']);
  const wantsTool = tool !== undefined && !messages.some((message) => message['role'] === 'tool');
  const wantsJson = at(call.body, 'response_format.type') === 'json_schema';
  const content = wantsJson ? JSON.stringify(sampleOf(object(at(call.body, 'response_format.json_schema.schema')))) : `You said: ${last}`;
  const name = text(at(tool, 'function.name'));
  const toolCall = { id: `call_simulated${call.sequence()}`, type: 'function', function: { name, arguments: '{}' } };
  const prompt = tokensOf(messages.map(said).join(' '));
  const completion = Math.min(tokensOf(content), number(call.body['max_completion_tokens'], 10_000));
  return {
    id: lettered('chatcmpl-', 24)(call.sequence()),
    object: 'chat.completion',
    created: call.nowSeconds,
    model: call.body['model'],
    service_tier: 'default',
    choices: [
      {
        index: 0,
        finish_reason: wantsTool ? 'tool_calls' : 'stop',
        message: wantsTool
          ? { role: 'assistant', content: null, refusal: null, tool_calls: [toolCall] }
          : { role: 'assistant', content: content.slice(0, completion * 4), refusal: null },
      },
    ],
    usage: {
      prompt_tokens: prompt,
      completion_tokens: completion,
      total_tokens: prompt + completion,
      prompt_tokens_details: { cached_tokens: 0 },
    },
  };
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

/** The same text has the same numbers, and other texts others. */
function embedding(words: string, dimensions: number): number[] {
  let state = [...words].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 2_147_483_647, 7);
  const raw = Array.from({ length: dimensions }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647 - 0.5;
  });
  const length = Math.hypot(...raw);
  return raw.map((one) => one / length);
}

function embed(call: Call): Row {
  call.need('model', 'input');
  call.one('models', call.body['model'], 'model_not_found');
  const texts = list(call.body['input']).map((one) => text(one));
  const dimensions = number(call.body['dimensions'], 64);
  const tokens = texts.reduce((sum, one) => sum + tokensOf(one), 0);
  return {
    object: 'list',
    model: call.body['model'],
    data: texts.map((one, index) => ({ object: 'embedding', index, embedding: embedding(one, dimensions) })),
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}

function moderate(call: Call): Row {
  const violence = flag(/\b(kill|attack|murder)\b/i.test(text(call.body['input'])));
  const categories = { violence, harassment: false };
  return {
    id: 'modr-simulated',
    model: call.body['model'],
    results: [{ flagged: violence, categories, category_scores: { violence: violence ? 0.97 : 0.01, harassment: 0.01 } }],
  };
}

/** https://platform.openai.com/docs/api-reference */
export default defineSimulator({
  connector: openai,
  headers: (call) => ({ 'x-request-id': `req_simulated${call.sequence()}` }),
  failure: ({ status, code, message }) => ({
    error: {
      message,
      type: status === 429 ? 'requests' : 'invalid_request_error',
      param: null,
      code: code ?? { 401: 'invalid_api_key', 429: 'rate_limit_exceeded' }[status] ?? null,
    },
  }),
  tables: {
    models: {
      mint: lettered('ft:', 8, 'lower'),
      seed: ['gpt-5', 'gpt-5-mini', 'text-embedding-3-small', 'omni-moderation-latest'].map(model),
    },
  },
  routes: {
    'POST /v1/chat/completions': chat,
    'POST /v1/embeddings': embed,
    'POST /v1/moderations': moderate,
    'GET /v1/models': (call) => ({ object: 'list', data: call.table('models').all() }),
    'GET /v1/models/:id': (call) => call.one('models', undefined, 'model_not_found'),
  },
});
