import { setTimeout as wait } from 'node:timers/promises';
import type { ServerResponse } from 'node:http';

/** What the provider does with one request. An empty answer is 200 with no body. */
export interface ProviderAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  /** Text and bytes are sent as they are; anything else as JSON. */
  readonly body?: unknown;
  /** Milliseconds to wait before the first byte of the answer. */
  readonly delayMs?: number;
  /** `before`: closes the socket instead of answering. `during`: closes it after the headers and half of the body. `hang`: never answers. */
  readonly fault?: 'before' | 'during' | 'hang';
}

/** Plays one answer on the socket. */
export async function play(answer: ProviderAnswer, response: ServerResponse): Promise<void> {
  if (answer.delayMs) await wait(answer.delayMs);
  if (answer.fault === 'hang' || response.destroyed) return;
  if (answer.fault === 'before') return void response.socket?.resetAndDestroy();

  const body = bytesOf(answer.body);
  const headers: Record<string, string | string[]> = { 'content-length': String(body.byteLength), ...answer.headers };
  if (isJson(answer.body) && !Object.keys(headers).some((name) => name.toLowerCase() === 'content-type'))
    headers['content-type'] = 'application/json';
  response.writeHead(answer.status ?? 200, headers);
  if (answer.fault === 'during') {
    response.write(body.subarray(0, Math.ceil(body.byteLength / 2)), () => response.socket?.destroy());
    return;
  }
  response.end(body);
}

function isJson(body: unknown): boolean {
  return body !== undefined && typeof body !== 'string' && !(body instanceof Uint8Array);
}

function bytesOf(body: unknown): Uint8Array {
  if (body === undefined) return new Uint8Array();
  if (body instanceof Uint8Array) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}
