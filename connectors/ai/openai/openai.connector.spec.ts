import { describeConnector, describeSimulator } from '@patchbay/testing';
import openai from './openai.connector.js';
import simulator from './openai.simulator.js';

describeConnector(openai, import.meta.dirname);

describeSimulator(openai, simulator, {
  story: async ({ ok, refused, expect }) => {
    const messages = [{ role: 'user', content: 'Good morning' }];
    expect(await ok('chat.create', { model: 'gpt-5-mini', messages })).toMatchObject({
      text: 'You said: Good morning',
      usage: { inputTokens: 3 },
    });
    const tools = [{ name: 'weather', parameters: { type: 'object' } }];
    expect(await ok('chat.create', { model: 'gpt-5-mini', messages, tools })).toMatchObject({ toolCalls: [{ name: 'weather' }] });
    const schema = { type: 'object', properties: { city: { type: 'string' }, warm: { type: 'boolean' } } };
    const answer = await ok('chat.create', { model: 'gpt-5', messages, answerSchema: { name: 'place', schema } });
    expect(JSON.parse(String(answer.text))).toEqual({ city: 'simulated', warm: true });
    expect(await refused('chat.create', { model: 'gpt-none', messages })).toBe('provider_not_found');
    const { embeddings } = await ok('embedding.create', { texts: ['one', 'two', 'one'], dimensions: 8 });
    expect(embeddings?.[0]).toEqual(embeddings?.[2]);
    expect(embeddings?.[0]).not.toEqual(embeddings?.[1]);
    expect(await ok('text.moderate', { text: 'I will attack' })).toMatchObject({ flagged: true, categories: ['violence'] });
    expect((await ok('model.list')).length).toBeGreaterThan(2);
    expect(await ok('model.get', { id: 'gpt-5' })).toMatchObject({ id: 'gpt-5' });
    expect(await refused('model.get', { id: 'gpt-none' })).toBe('provider_not_found');
  },
});
