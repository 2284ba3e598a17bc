import { resolve } from 'node:path';
import { DatabaseMeter } from '../measure/database.mjs';
import { startHandwritten } from './handwritten.mjs';
import { startPatchbay } from './patchbay.mjs';
import { startUpstream } from './upstream.mjs';

const CONTACTS = 500;

/** Starts everything, runs `use`, and stops everything again, whatever happens. */
export async function withSystems({ profileDir }, use) {
  const stops = [];
  const nodeArgs = profileDir === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${resolve(profileDir)}`];
  const opened = async (system, stop = () => system.stop()) => {
    stops.push(stop);
    return system;
  };
  const onSignal = () => void stopAll(stops).then(() => process.exit(130));
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  try {
    const upstream = await opened(await startUpstream());
    const patchbay = await opened(await startPatchbay({ nodeArgs }));
    const handwritten = await opened(
      await startHandwritten({ databaseUrl: patchbay.databaseUrl, upstreamUrl: upstream.url, contacts: CONTACTS }),
    );
    const meter = await DatabaseMeter.open(patchbay.databaseUrl);
    await opened(meter, () => meter.close());
    await use({ upstream, patchbay, handwritten, meter });
  } finally {
    await stopAll(stops);
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}

async function stopAll(stops) {
  for (let stop = stops.pop(); stop; stop = stops.pop()) await stop();
}
