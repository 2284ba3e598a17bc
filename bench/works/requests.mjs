import { requestBytes } from '../load/connections.mjs';

/** As many different calls as are sent in turn. */
export const VARIANTS = 500;

export const phoneNumber = (i) => `+4917${String(10_000_000 + i * 7919)}`;

/** Ready-made requests to a system. In: the body of the nth call. */
export function callsTo(system, path, bodyOf) {
  const headers = { authorization: `Bearer ${system.key}` };
  return Array.from({ length: VARIANTS }, (_, i) => requestBytes({ method: 'POST', path, headers, body: bodyOf(i) }));
}

/** Sends one request the ordinary way and hands the answer to `check`, so that no work measures errors. */
export async function tryOnce(system, path, body, check) {
  const response = await fetch(`http://127.0.0.1:${system.port}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${system.key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok || !check(JSON.parse(text)))
    throw new Error(`${system.name} gave an unexpected answer (${response.status}): ${text.slice(0, 1_000)}`);
}
