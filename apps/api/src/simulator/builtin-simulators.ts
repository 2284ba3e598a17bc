import { existsSync } from 'node:fs';
import type { Simulator, SimulatorSource } from '@patchbay/simulator';
import { connectors, type ConnectorEntry } from '../../../../connectors/index.js';

/** The descriptions that stand beside the built-in connectors as `<key>.simulator.ts`, each loaded when its provider is first called. */
export function builtinSimulators(wanted?: readonly string[]): SimulatorSource {
  const simulated = connectors.filter((entry) => (wanted === undefined || wanted.includes(entry.key)) && isSimulated(entry));
  return {
    keys: simulated.map(({ key }) => key),
    async load(key) {
      const entry = simulated.find((each) => each.key === key);
      if (!entry) return undefined;
      const { default: simulator } = (await import(`../../../../connectors/${entry.folder}/${key}.simulator.js`)) as { default: Simulator };
      return simulator;
    },
  };
}

function isSimulated({ folder, key }: ConnectorEntry): boolean {
  const place = new URL(`../../../../connectors/${folder}/${key}.simulator`, import.meta.url);
  return existsSync(new URL(`${place.href}.js`)) || existsSync(new URL(`${place.href}.ts`));
}
