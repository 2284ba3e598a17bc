// npm start: installs what is missing, builds what is stale, then runs the server until it is told to stop.
import { launch } from './prepare/launch.mjs';
import { main, prepare } from './prepare/prepare.mjs';
import { serverArguments } from './prepare/server-flags.mjs';

await main(async () => {
  await prepare();
  process.exitCode = await launch(serverArguments(process.env.PATCHBAY_ROLE));
});
