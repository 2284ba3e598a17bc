// npm start: installs what is missing, builds what is stale, then runs the server until it is told to stop.
import { launch } from './prepare/launch.mjs';
import { main, prepare } from './prepare/prepare.mjs';
import { SERVER_FLAGS } from './prepare/server-flags.mjs';

const PROGRAMS = { all: 'dist/apps/api/src/main.js', api: 'dist/apps/api/src/main.js', worker: 'dist/apps/worker/src/main.js' };

await main(async () => {
  await prepare();
  // An unknown role is refused by the server, together with every other wrong setting.
  const program = PROGRAMS[process.env.PATCHBAY_ROLE] ?? PROGRAMS.all;
  process.exitCode = await launch([...SERVER_FLAGS, '--import', './scripts/aliases.mjs', program]);
});
