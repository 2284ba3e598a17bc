import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * Sends requests at fixed moments, whether or not earlier ones are answered, and times each from the moment it was due: what waits behind a slow answer counts as
 * slow, too. In: the nth request `{ path, headers, body }`, how many a second and in all. Out: `{ status, text, ms }` of each, in order.
 */
export async function openLoop({ port, perSecond, count, requestOf }) {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const answers = [];
  const startedAt = performance.now() + 50;
  try {
    for (let i = 0; i < count; i++) {
      const dueAt = startedAt + (i * 1_000) / perSecond;
      const early = dueAt - performance.now();
      if (early > 1) await pause(early);
      answers.push(send(agent, { port, dueAt, ...requestOf(i) }));
    }
    return await Promise.all(answers);
  } finally {
    agent.destroy();
  }
}

function send(agent, { port, dueAt, path, headers, body }) {
  return new Promise((resolve) => {
    const told = (status, text) => resolve({ status, text, ms: performance.now() - dueAt });
    const sent = request({ agent, host: '127.0.0.1', port, path, method: 'POST', headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => (text += chunk));
      response.on('end', () => told(response.statusCode, text));
    });
    sent.on('error', (error) => told(0, error.message));
    sent.end(body);
  });
}
