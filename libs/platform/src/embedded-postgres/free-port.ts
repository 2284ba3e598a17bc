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

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
