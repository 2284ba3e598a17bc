// Preload (`node --import ./scripts/aliases.mjs`): resolves `@patchbay/<lib>` to the built library. One copy serves our own code and
// third-party connector packages, whose classes would otherwise not be ours.
import { registerHooks } from 'node:module';

const libs = new URL('../dist/libs/', import.meta.url);
const NAME = /^@patchbay\/([a-z-]+)$/;

registerHooks({
  resolve(specifier, context, next) {
    const lib = NAME.exec(specifier)?.[1];
    return lib ? { url: new URL(`${lib}/src/index.js`, libs).href, shortCircuit: true } : next(specifier, context);
  },
});
