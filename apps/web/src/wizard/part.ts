import type { Draft } from './definition.ts';
import type { Problems } from './problems.ts';

/** What every page of the wizard is given. */
export interface PartProps {
  draft: Draft;
  set: (patch: Partial<Draft>) => void;
  problems: Problems;
  /** What steps answered in the last test, by step id. */
  samples: Record<string, unknown>;
  setSamples: (samples: Record<string, unknown>) => void;
}
