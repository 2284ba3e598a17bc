import { once } from 'node:events';
import { createServer } from 'node:net';

/** Throws EADDRINUSE when another program listens there: processes that share ports would let a second Patchbay in without a word. */
export async function probePort({ port, host }: { readonly port: number; readonly host: string }): Promise<void> {
  const server = createServer();
  server.listen({ port, host });
  await once(server, 'listening');
  server.close();
  await once(server, 'close');
}
