import type { BuiltinConnector } from '@patchbay/registry';
import { connectors } from '../../../connectors/index.js';

/** The built-in connectors as the registry takes them; their code is loaded on first use. */
export function builtinConnectors(): BuiltinConnector[] {
  return connectors.map(({ key, load }) => ({ key, load }));
}
