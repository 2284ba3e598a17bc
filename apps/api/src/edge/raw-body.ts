import type { FastifyRequest } from 'fastify';
import { api } from './api-path.js';

const SIGNED = `/${api('webhooks')}/`.replace(/^\/+/, '/');
const kept = new WeakMap<FastifyRequest, Buffer>();

/** Signatures are over the bytes as they came: parsed and written again they are others. Kept for webhooks alone, as long as the request lives. */
export function keepRawBody(request: FastifyRequest, bytes: Buffer): void {
  if (request.url.startsWith(SIGNED)) kept.set(request, bytes);
}

/** Empty when the request brought none. */
export function rawBodyOf(request: FastifyRequest): Buffer {
  return kept.get(request) ?? Buffer.alloc(0);
}
