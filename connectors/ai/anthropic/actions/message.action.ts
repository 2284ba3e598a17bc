import { z } from 'zod';
import { chargeOf, defineAction } from '@patchbay/connector-sdk';
import { PRICES } from './prices.js';

const Usage = z.object({
  input_tokens: z.number(),
  output_tokens: z.number(),
  cache_read_input_tokens: z.number().nullish(),
  cache_creation_input_tokens: z.number().nullish(),
  cache_creation: z.object({ ephemeral_1h_input_tokens: z.number() }).nullish(),
  inference_geo: z.string().nullish(),
  service_tier: z.string().nullish(),
  speed: z.string().nullish(),
});
const Wire = z.object({
  id: z.string(),
  model: z.string(),
  stop_reason: z.string().nullish(),
  content: z.array(
    z.object({
      type: z.string(),
      text: z.string().nullish(),
      id: z.string().nullish(),
      name: z.string().nullish(),
      input: z.unknown().optional(),
    }),
  ),
  usage: Usage,
});

const Schema = z.record(z.string(), z.unknown()).describe('JSON Schema');
const ToolCall = z.object({ id: z.string(), name: z.string(), input: z.record(z.string(), z.unknown()) });
const Message = z.object({
  role: z.enum(['user', 'assistant']),
  content: z.string().describe('Text'),
  images: z.array(z.url()).optional().describe('Addresses of pictures; in messages of the user only'),
  toolCalls: z.array(ToolCall).optional().describe('What the assistant had asked for'),
  toolResults: z.array(z.object({ toolCallId: z.string(), content: z.string() })).optional(),
});
const Prompt = z.object({
  model: z.string().min(1).describe('Such as claude-sonnet-5-5'),
  messages: z.array(Message).min(1),
  system: z.string().optional(),
  tools: z
    .array(z.object({ name: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/), description: z.string().optional(), inputSchema: Schema }))
    .optional(),
});

const toMessage = ({ role, content, images = [], toolCalls = [], toolResults = [] }: z.output<typeof Message>) => {
  if (images.length + toolCalls.length + toolResults.length === 0) return { role, content };
  return {
    role,
    content: [
      ...toolResults.map((result) => ({ type: 'tool_result', tool_use_id: result.toolCallId, content: result.content })),
      ...images.map((url) => ({ type: 'image', source: { type: 'url', url } })),
      // The vendor refuses empty texts.
      ...(content === '' ? [] : [{ type: 'text', text: content }]),
      ...toolCalls.map((call) => ({ type: 'tool_use', ...call })),
    ],
  };
};
const toWire = (prompt: z.output<typeof Prompt>) => ({
  model: prompt.model,
  messages: prompt.messages.map(toMessage),
  system: prompt.system,
  tools: prompt.tools?.map((tool) => ({ name: tool.name, description: tool.description, input_schema: tool.inputSchema })),
});

/** Tokens and price. Anthropic counts cached and written tokens beside the input's; we tell all input in one number. */
function costOf({ model, usage }: z.output<typeof Wire>) {
  const cached = usage.cache_read_input_tokens ?? 0;
  const written = usage.cache_creation_input_tokens ?? 0;
  const cacheWriteHour = usage.cache_creation?.ephemeral_1h_input_tokens ?? 0;
  const tokens = { input: usage.input_tokens, output: usage.output_tokens, cached, cacheWrite: written - cacheWriteHour, cacheWriteHour };
  const standard =
    [undefined, null, 'standard'].includes(usage.service_tier) &&
    [undefined, null, 'standard'].includes(usage.speed) &&
    [undefined, null, 'global', 'not_available'].includes(usage.inference_geo);
  return {
    provider: 'anthropic',
    model,
    inputTokens: usage.input_tokens + cached + written,
    outputTokens: usage.output_tokens,
    cachedTokens: cached,
    ...(standard ? chargeOf(PRICES, model, tokens) : { usd: null }),
  };
}

const create = defineAction({
  key: 'message.create',
  title: 'Ask a model',
  description: 'Sends a conversation and answers what the model says next.',
  // Costs money and answers differently each time: never repeated blindly.
  effect: 'create',
  input: Prompt.extend({
    maxOutputTokens: z.int().positive().default(1_024),
    stopSequences: z.array(z.string().min(1)).optional(),
    answerSchema: Schema.optional().describe('The answer is JSON of this schema'),
  }),
  output: z.object({
    id: z.string(),
    model: z.string(),
    text: z.string(),
    stopReason: z.string().optional(),
    toolCalls: z.array(ToolCall),
    usage: z
      .object({ inputTokens: z.int(), outputTokens: z.int(), cachedTokens: z.int(), usd: z.number().optional() })
      .describe('Without usd when the price is not known'),
  }),
  async run({ input, http, report }) {
    const json = {
      ...toWire(input),
      max_tokens: input.maxOutputTokens,
      stop_sequences: input.stopSequences,
      output_config: input.answerSchema && { format: { type: 'json_schema', schema: input.answerSchema } },
    };
    // https://platform.claude.com/docs/en/api/messages/create
    const answer = await http.post('/v1/messages', { json, expect: Wire });
    const cost = costOf(answer);
    report.cost(cost);
    const { model, usd, inputTokens, outputTokens, cachedTokens } = cost;
    const calls = answer.content.filter((block) => block.type === 'tool_use');
    return {
      id: answer.id,
      model,
      text: answer.content.map((block) => (block.type === 'text' ? (block.text ?? '') : '')).join(''),
      stopReason: answer.stop_reason ?? undefined,
      toolCalls: calls.map((call) => ({ id: call.id ?? '', name: call.name ?? '', input: Object(call.input) as Record<string, unknown> })),
      usage: { inputTokens, outputTokens, cachedTokens, usd: usd ?? undefined },
    };
  },
});

const count = defineAction({
  key: 'token.count',
  title: 'Count tokens',
  description: 'How many input tokens a conversation has. Costs nothing.',
  effect: 'read',
  input: Prompt,
  output: z.object({ inputTokens: z.int() }),
  async run({ input, http }) {
    // https://platform.claude.com/docs/en/api/messages/count_tokens
    const { input_tokens: inputTokens } = await http.post('/v1/messages/count_tokens', {
      json: toWire(input),
      expect: z.object({ input_tokens: z.number() }),
      effect: 'read',
    });
    return { inputTokens };
  },
});

export const messageActions = [create, count];
