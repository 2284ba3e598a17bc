import { readFileSync } from 'node:fs';
import type { BuiltinConnector } from '@patchbay/registry';
import { connectors } from '../../../connectors/index.js';

/** The built-in connectors as the registry takes them; their code is loaded on first use. */
export function builtinConnectors(): BuiltinConnector[] {
  return connectors.map(({ key, folder, load }) => {
    let icon: string | undefined;
    return {
      key,
      load,
      get icon() {
        return (icon ??= pictureOf(folder));
      },
    };
  });
}

/** A connector's picture as a data URL: a few hundred bytes, and no address that asks who looks. */
function pictureOf(folder: string): string {
  const file = new URL(`../../../connectors/${folder}/icon.svg`, import.meta.url);
  return `data:image/svg+xml;base64,${readFileSync(file).toString('base64')}`;
}
