import { resolve } from 'node:path';
import { startHandwritten } from './handwritten.mjs';
import { startPatchbay } from './patchbay.mjs';
import { startUpstream } from './upstream.mjs';

const CONTACTS = 500;

/** Starts everything, runs `use`, and stops everything again, whatever happens. */
export async function withSystems({ profileDir }, use) {
  const stops = [];
  const nodeArgs = profileDir === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${resolve(profileDir)}`];
  const opened = (system) => {
    stops.push(() => system.stop());
    return system;
  };
  const onSignal = () => void stopAll(stops).then(() => process.exit(130));
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  try {
    const upstream = opened(await startUpstream());
    const patchbay = opened(await startPatchbay({ nodeArgs }));
    const handwritten = opened(await startHandwritten({ patchbay, upstreamUrl: upstream.url, contacts: CONTACTS }));
    await use({ upstream, patchbay, handwritten });
  } finally {
    await stopAll(stops);
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}

async function stopAll(stops) {
  for (let stop = stops.pop(); stop; stop = stops.pop()) await stop();
}
