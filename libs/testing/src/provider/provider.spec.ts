import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { startProvider, type Provider } from './provider.js';

let provider: Provider;
beforeEach(async () => {
  provider = await startProvider();
});
afterEach(() => provider.close());
jest.setTimeout(10_000);

describe('startProvider', () => {
  it('records method, path, query, headers and body', async () => {
    provider.on('POST /companies', { status: 201, body: { id: 7 } });
    const answer = await fetch(`${provider.url}/companies?dry=1`, { method: 'POST', headers: { 'x-key': 'k' }, body: '{"name":"Ünal"}' });
    expect([answer.status, answer.headers.get('content-type'), await answer.json()]).toEqual([201, 'application/json', { id: 7 }]);
    const [request] = provider.requests;
    expect([request?.method, request?.path, request?.query.get('dry'), request?.headers['x-key'], request?.json()]).toEqual([
      'POST',
      '/companies',
      '1',
      'k',
      { name: 'Ünal' },
    ]);
  });

  it('takes the answers of a list in turn and keeps the last', async () => {
    provider.on('/x', [{ status: 503 }, { status: 200 }]);
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await fetch(`${provider.url}/x`)).status);
    expect(statuses).toEqual([503, 200, 200]);
  });

  it('answers 404 on a route nobody scripted', async () => {
    expect((await fetch(`${provider.url}/nothing`)).status).toBe(404);
  });

  it('drops the socket before or during an answer', async () => {
    provider.on('/before', { fault: 'before' }).on('/during', { body: 'x'.repeat(1000), fault: 'during' });
    await expect(fetch(`${provider.url}/before`)).rejects.toThrow();
    const half = await fetch(`${provider.url}/during`);
    await expect(half.text()).rejects.toThrow();
  });

  it('tells when a request has arrived although it never answers', async () => {
    provider.on('/hang', { fault: 'hang' });
    const abort = new AbortController();
    const asked = fetch(`${provider.url}/hang`, { signal: abort.signal });
    expect((await provider.received()).path).toBe('/hang');
    abort.abort();
    await expect(asked).rejects.toThrow();
  });

  it('waits as long as the answer says', async () => {
    provider.on('/slow', { delayMs: 60, body: 'late' });
    const start = performance.now();
    expect(await (await fetch(`${provider.url}/slow`)).text()).toBe('late');
    expect(performance.now() - start).toBeGreaterThanOrEqual(55);
  });
});
