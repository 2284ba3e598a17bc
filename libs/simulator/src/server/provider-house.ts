import { SimulatedProvider } from '../provider/simulated-provider.js';
import type { Simulator } from '../provider/simulator.js';

/** Where the descriptions come from; each is loaded when its provider is first called. */
export interface SimulatorSource {
  readonly keys: readonly string[];
  /** Undefined: there is no description for the key. */
  readonly load: (key: string) => Promise<Simulator | undefined>;
}

/** All providers of one simulator. */
export class ProviderHouse {
  private readonly playing = new Map<string, Promise<SimulatedProvider | undefined>>();

  constructor(private readonly source: SimulatorSource) {}

  get keys(): readonly string[] {
    return this.source.keys;
  }

  find(key: string): Promise<SimulatedProvider | undefined> {
    if (!this.source.keys.includes(key)) return Promise.resolve(undefined);
    let provider = this.playing.get(key);
    if (!provider) {
      provider = this.source.load(key).then((simulator) => simulator && new SimulatedProvider(simulator));
      this.playing.set(key, provider);
    }
    return provider;
  }

  /** Those that were called so far. */
  async opened(): Promise<SimulatedProvider[]> {
    return (await Promise.all(this.playing.values())).filter((provider) => provider !== undefined);
  }
}
