import type { Tx } from '@patchbay/platform';
import type { ConnectorStore } from './connector.store.js';

const MAX_NAME_CHARS = 200;
/** Room for what `form` adds. */
const FORM_CHARS = 20;

export interface NameWish {
  readonly base: string;
  /** The name to try as the `number`-th, from 1. Has to begin with `text`. */
  readonly form: (text: string, number: number) => string;
}

/** The first name of the wished form that no connector of the transaction's workspace has. Another transaction may still take it. */
export async function freeName(tx: Tx, connectors: ConnectorStore, { base, form }: NameWish): Promise<string> {
  const text = base
    .slice(0, MAX_NAME_CHARS - FORM_CHARS)
    .toWellFormed()
    .trimEnd();
  const taken = await connectors.namesLike(tx, text);
  for (let number = 1; ; number++) {
    const name = form(text, number);
    if (!taken.has(name.toLowerCase())) return name;
  }
}
