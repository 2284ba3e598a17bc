// Node flags of the server. By default V8 lets the heap grow to several times what is alive before it cleans up: measured 500 MiB under load
// with 70 MB alive. Growing in smaller steps holds it below 300 MiB at no cost that could be measured (docs/performance.md).
export const SERVER_FLAGS = ['--heap-growing-percent=60', '--max-semi-space-size=16'];

const PROGRAMS = { all: 'dist/apps/api/src/main.js', api: 'dist/apps/api/src/main.js', worker: 'dist/apps/worker/src/main.js' };

/** Node's arguments for the server in a role. An unknown role is refused by the server, together with every other wrong setting. */
export function serverArguments(role) {
  return [...SERVER_FLAGS, '--import', './scripts/aliases.mjs', PROGRAMS[role] ?? PROGRAMS.all];
}
