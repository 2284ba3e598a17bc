import { describeConnector, describeSimulator } from '@patchbay/testing';
import anthropic from './anthropic.connector.js';
import simulator from './anthropic.simulator.js';

describeConnector(anthropic, import.meta.dirname);

describeSimulator(anthropic, simulator, {
  story: async ({ ok, refused, expect }) => {
    const messages = [{ role: 'user', content: 'Good morning' }];
    const model = 'claude-sonnet-5-5';
    const { inputTokens } = await ok('token.count', { model, messages });
    expect(await ok('message.create', { model, messages })).toMatchObject({ text: 'You said: Good morning', usage: { inputTokens } });
    expect(await ok('message.create', { model, messages, maxOutputTokens: 1 })).toMatchObject({ text: 'You ', stopReason: 'max_tokens' });
    const tools = [{ name: 'weather', inputSchema: { type: 'object' } }];
    const asked = await ok('message.create', { model, messages, tools });
    expect(asked).toMatchObject({ stopReason: 'tool_use', toolCalls: [{ name: 'weather' }] });
    const results = { role: 'user', content: '', toolResults: [{ toolCallId: asked.toolCalls?.[0]?.id, content: 'Sunny' }] };
    expect(await ok('message.create', { model, messages: [...messages, results], tools })).toMatchObject({ text: 'You said: Sunny' });
    expect(await refused('message.create', { model: 'claude-none', messages })).toBe('provider_not_found');
    expect(await ok('model.list')).toHaveLength(2);
    expect(await ok('model.get', { id: model })).toMatchObject({ id: model });
  },
});
