import { z } from 'zod';
import { chargeOf, defineAction } from '@patchbay/connector-sdk';
import { PRICES } from './prices.js';

const Usage = z.object({
  prompt_tokens: z.number(),
  completion_tokens: z.number(),
  prompt_tokens_details: z.object({ cached_tokens: z.number().nullish(), cache_write_tokens: z.number().nullish() }).nullish(),
});
const ToolCallWire = z.object({ id: z.string(), function: z.object({ name: z.string(), arguments: z.string() }) });
const Wire = z.object({
  id: z.string(),
  model: z.string(),
  service_tier: z.string().nullish(),
  choices: z
    .array(
      z.object({
        finish_reason: z.string(),
        message: z.object({
          content: z.string().nullish(),
          refusal: z.string().nullish(),
          tool_calls: z.array(ToolCallWire).nullish(),
        }),
      }),
    )
    .min(1),
  usage: Usage.nullish(),
});

const ToolCall = z.object({ id: z.string(), name: z.string(), arguments: z.string().describe('JSON text, as the model wrote it') });
const Schema = z.record(z.string(), z.unknown()).describe('JSON Schema');
const Message = z.object({
  role: z.enum(['developer', 'system', 'user', 'assistant', 'tool']),
  content: z.string().describe('Text'),
  images: z.array(z.url()).optional().describe('Addresses of pictures; in messages of the user only'),
  toolCalls: z.array(ToolCall).optional().describe('What the assistant had asked for'),
  toolCallId: z.string().optional().describe('Which call a message of a tool answers'),
});
const Input = z.object({
  model: z.string().min(1).describe('Such as gpt-5-mini'),
  messages: z.array(Message).min(1),
  maxOutputTokens: z.int().positive().optional(),
  temperature: z.number().min(0).max(2).optional(),
  topP: z.number().min(0).max(1).optional(),
  stop: z.array(z.string()).max(4).optional(),
  reasoningEffort: z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh']).optional(),
  answerSchema: z
    .object({ name: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/), schema: Schema })
    .optional()
    .describe('The answer is JSON of this schema'),
  tools: z
    .array(z.object({ name: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/), description: z.string().optional(), parameters: Schema.optional() }))
    .optional(),
});

const toMessage = ({ role, content, images, toolCalls, toolCallId }: z.output<typeof Message>) => ({
  role,
  content: images ? [{ type: 'text', text: content }, ...images.map((url) => ({ type: 'image_url', image_url: { url } }))] : content,
  tool_calls: toolCalls?.map((call) => ({ id: call.id, type: 'function', function: { name: call.name, arguments: call.arguments } })),
  tool_call_id: toolCallId,
});

/** Tokens and price. OpenAI counts cached and written tokens within the prompt's. */
function costOf({ model, service_tier: tier, usage }: z.output<typeof Wire>) {
  if (!usage) return undefined;
  const cached = usage.prompt_tokens_details?.cached_tokens ?? 0;
  const cacheWrite = usage.prompt_tokens_details?.cache_write_tokens ?? 0;
  const input = usage.prompt_tokens - cached - cacheWrite;
  const standard = tier === null || tier === undefined || tier === 'default';
  return {
    provider: 'openai',
    model,
    inputTokens: usage.prompt_tokens,
    outputTokens: usage.completion_tokens,
    cachedTokens: cached,
    ...(standard ? chargeOf(PRICES, model, { input, cached, cacheWrite, output: usage.completion_tokens }) : { usd: null }),
  };
}

const create = defineAction({
  key: 'chat.create',
  title: 'Ask a model',
  description: 'Sends a conversation and answers what the model says next.',
  // Costs money and answers differently each time: never repeated blindly.
  effect: 'create',
  input: Input,
  output: z.object({
    id: z.string(),
    model: z.string(),
    text: z.string(),
    refusal: z.string().optional(),
    finishReason: z.string(),
    toolCalls: z.array(ToolCall),
    usage: z
      .object({ inputTokens: z.int(), outputTokens: z.int(), cachedTokens: z.int(), usd: z.number().optional() })
      .optional()
      .describe('Without usd when the price is not known'),
  }),
  async run({ input, http, report }) {
    const json = {
      model: input.model,
      messages: input.messages.map(toMessage),
      max_completion_tokens: input.maxOutputTokens,
      temperature: input.temperature,
      top_p: input.topP,
      stop: input.stop,
      reasoning_effort: input.reasoningEffort,
      response_format: input.answerSchema && { type: 'json_schema', json_schema: { ...input.answerSchema, strict: true } },
      tools: input.tools?.map((tool) => ({ type: 'function', function: tool })),
    };
    // https://platform.openai.com/docs/api-reference/chat/create
    const answer = await http.post('/chat/completions', { json, expect: Wire });
    const cost = costOf(answer);
    if (cost) report.cost(cost);
    // `expect` asks for one choice at least.
    const { message, finish_reason: finishReason } = answer.choices[0] as (typeof answer.choices)[number];
    return {
      id: answer.id,
      model: answer.model,
      text: message.content ?? '',
      refusal: message.refusal ?? undefined,
      finishReason,
      toolCalls: (message.tool_calls ?? []).map((call) => ({ id: call.id, ...call.function })),
      usage: cost && {
        inputTokens: cost.inputTokens,
        outputTokens: cost.outputTokens,
        cachedTokens: cost.cachedTokens,
        usd: cost.usd ?? undefined,
      },
    };
  },
});

export const chatActions = [create];
