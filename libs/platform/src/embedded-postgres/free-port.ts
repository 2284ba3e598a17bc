import { once } from 'node:events';
import { createServer } from 'node:net';

const LOWEST = 20_000;
/** The ephemeral range of Linux begins here: outgoing connections could take a port above while our server is down. */
const ABOVE = 32_000;

/** A free port on loopback: the wanted one, else a random one. */
export async function freePort(wanted = 0): Promise<number> {
  if (wanted > 0 && (await isFree(wanted))) return wanted;
  for (;;) {
    const port = LOWEST + Math.floor(Math.random() * (ABOVE - LOWEST));
    if (await isFree(port)) return port;
  }
}

/** Throws the system's error, such as EADDRINUSE, when nobody may listen there: processes that share ports would let a second one in without a word. */
export async function probePort({ port, host }: { readonly port: number; readonly host: string }): Promise<void> {
  const server = createServer();
  server.listen({ port, host });
  await once(server, 'listening');
  server.close();
  await once(server, 'close');
}

function isFree(port: number): Promise<boolean> {
  return probePort({ port, host: '127.0.0.1' }).then(
    () => true,
    () => false,
  );
}
