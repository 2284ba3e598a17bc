import type { InsideHost, PlatformConfig } from '@patchbay/platform';
import type { SimulatorServer } from '@patchbay/simulator';
import { builtinSimulators } from './builtin-simulators.js';

/** What connectors call it: `http://simulator.localhost/…`. */
const SIMULATOR_HOST = 'simulator.localhost';

/** The provider simulator inside this process: reached by its name alone, whatever the egress rules say. It costs nothing until it is called. */
export function insideSimulator(): InsideHost {
  let starting: Promise<SimulatorServer> | undefined;
  return {
    name: SIMULATOR_HOST,
    async port() {
      starting ??= start();
      return (await starting).port;
    },
    async close() {
      await (await starting)?.close();
    },
  };
}

/** The library is loaded when it is needed, like the simulator itself. */
async function start(): Promise<SimulatorServer> {
  const simulator = await import('@patchbay/simulator');
  return simulator.SimulatorServer.start(builtinSimulators());
}

/**
 * What a process with this configuration runs with. The simulator is there where the database is embedded (the demo and the official templates call it) or
 * where `PATCHBAY_SIMULATOR` asks for it; then it also stands in the place of every built-in provider, with an OAuth app that it knows.
 */
export async function withSimulator(config: PlatformConfig): Promise<{ config: PlatformConfig; inside: readonly InsideHost[] }> {
  if (!config.simulator) return { config, inside: config.databaseUrl === undefined ? [insideSimulator()] : [] };
  const { simulatedAddresses, SIMULATOR_CLIENT } = await import('@patchbay/simulator');
  const simulator = insideSimulator();
  // Started now: people's browsers are sent to its port.
  const browser = `http://localhost:${await simulator.port()}`;
  const { keys } = builtinSimulators();
  const isSimulated = (key: string): boolean => keys.includes(key) && config.providerOverrides[key] === undefined;
  const simulated = keys.map((key) => [key, simulatedAddresses(key, `http://${SIMULATOR_HOST}`, browser)]);
  return {
    inside: [simulator],
    config: {
      ...config,
      providerOverrides: { ...Object.fromEntries(simulated), ...config.providerOverrides },
      // A real app's secret is not for a simulated provider.
      oauthClient: (key) => (isSimulated(key) ? SIMULATOR_CLIENT : config.oauthClient(key)),
    },
  };
}
