import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { toProblemDocument, PlatformError } from '@patchbay/kernel';
import { newTraceId } from '@patchbay/platform';

/** Node's codes of requests that are no HTTP, with the status the RFCs give them. */
const KNOWN: Readonly<Record<string, readonly [number, string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request came too slowly.'],
  HPE_HEADER_OVERFLOW: [431, 'The headers are larger than 16 KB.'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, 'The body’s chunk extensions are too large.'],
};

/** Answers what could not even be read as a request, then closes the connection. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, message] = KNOWN[error.code ?? ''] ?? [400, 'This is not a valid HTTP request.'];
  const traceId = newTraceId();
  const body = JSON.stringify({ ...toProblemDocument(new PlatformError('input_invalid', message), { traceId }), status });
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
      'Content-Type: application/problem+json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      `X-Trace-Id: ${traceId}`,
      'X-Content-Type-Options: nosniff',
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}
