import type { JsonObject } from '@patchbay/kernel';
import type { NeededCredential } from '../template.js';

/** A template that comes with the platform: data only. */
export interface Shipped {
  /** Never changed: finds the stored one again. */
  readonly key: string;
  /** One more with every change of the file. */
  readonly revision: number;
  readonly definition: JsonObject;
  readonly credentials: readonly NeededCredential[];
}
