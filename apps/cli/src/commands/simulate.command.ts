import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { faultOf, SIMULATOR_CLIENT, SIMULATOR_KEY, SimulatorServer, type Fault } from '@patchbay/simulator';
import { InvalidArgumentError, type Command } from 'commander';
import { connectors } from '../../../../connectors/index.js';
import { builtinSimulators } from '../../../api/src/simulator/builtin-simulators.js';
import { CommandFailure, type CliContext } from '../cli-context.js';

interface SimulateOptions {
  readonly port: number;
  readonly connectors?: string[];
  readonly faults: Fault[];
  readonly write: string;
}

/** `patchbay simulate`: the providers of the built-in HTTP connectors on one local port. */
export function addSimulateCommand(program: Command, context: CliContext): void {
  program
    .command('simulate')
    .description('plays the providers of the built-in connectors on a local port, until it is stopped')
    .option('-p, --port <port>', 'port to listen on', portOf, 4010)
    .option('-c, --connectors <keys>', 'only these, comma separated', keysOf)
    .option('-f, --faults <lines>', 'troubles to make, separated by commas: "hubspot status=503 every=10, slack delay=2000"', faultsOf, [])
    .option('-w, --write <folder>', 'where the files for the server go', '.patchbay/simulator')
    .action((options: SimulateOptions) => simulate(context, options));
}

async function simulate(context: CliContext, { port, connectors: keys, faults, write }: SimulateOptions): Promise<void> {
  const server = await SimulatorServer.start({ ...builtinSimulators(keys), port, faults }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE') throw new CommandFailure(`Port ${port} is in use; choose another one with --port.`);
    throw error;
  });
  const files = writeFiles(write, server);
  context.print(`${server.keys.length} providers at ${server.url}/<connector>, control at ${server.url}/_simulator/providers`);
  context.print(`Key, token or password: ${SIMULATOR_KEY}   OAuth app: ${SIMULATOR_CLIENT.clientId} / ${SIMULATOR_CLIENT.clientSecret}`);
  context.print('Start a server that uses them:');
  context.print(`  PATCHBAY_PROVIDER_OVERRIDES=${files.overrides} PATCHBAY_EGRESS_ALLOW=127.0.0.1/32 npm start`);
  context.print(`or, with the OAuth apps too: set -a; . ${files.env}; set +a; npm start`);
  context.tell('Ctrl-C stops it.');
  const stop = new AbortController();
  await Promise.race(['SIGINT', 'SIGTERM'].map((signal) => once(process, signal, { signal: stop.signal })));
  stop.abort();
  await server.close();
}

/** `overrides.json` as the server takes it, and `simulator.env` with everything a shell or `node --env-file` can read. */
function writeFiles(folder: string, server: SimulatorServer): { overrides: string; env: string } {
  const place = resolve(folder);
  mkdirSync(place, { recursive: true });
  const overrides = join(place, 'overrides.json');
  const env = join(place, 'simulator.env');
  writeFileSync(overrides, `${JSON.stringify(server.overrides(), null, 2)}\n`);
  const apps = server.keys.flatMap((key) => {
    const name = `PATCHBAY_OAUTH_${key.toUpperCase().replaceAll('-', '_')}_CLIENT`;
    return [`${name}_ID=${SIMULATOR_CLIENT.clientId}`, `${name}_SECRET=${SIMULATOR_CLIENT.clientSecret}`];
  });
  const lines = [`PATCHBAY_PROVIDER_OVERRIDES=${overrides}`, 'PATCHBAY_EGRESS_ALLOW=127.0.0.1/32', ...apps];
  writeFileSync(env, `${lines.join('\n')}\n`);
  return { overrides, env };
}

function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError('must be a whole number from 0 to 65535');
}

function keysOf(text: string): string[] {
  const keys = text.split(',').map((key) => key.trim());
  const known = new Set(builtinSimulators().keys);
  const unknown = keys.filter((key) => !known.has(key));
  if (unknown.length === 0) return keys;
  const built = connectors.some(({ key }) => unknown.includes(key)) ? 'is not simulated' : 'is no connector';
  throw new InvalidArgumentError(`${unknown.join(', ')} ${built}; there are ${[...known].sort().join(', ')}`);
}

function faultsOf(text: string): Fault[] {
  try {
    return text.split(',').map(faultOf);
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
}
