// What every command does first: install what is missing, build what is stale. Nothing is fetched or written when all is up to date.
import { buildPart, staleParts } from './build.mjs';
import { install, isInstalled } from './install.mjs';
import { withLock } from './lock.mjs';
import { Hint, localNode } from './paths.mjs';
import { step } from './run.mjs';

const OLDEST_MAJOR = 20;

export async function prepare({ force = false, build = true } = {}) {
  if (Number.parseInt(process.versions.node, 10) < OLDEST_MAJOR) {
    throw new Hint(`Node ${OLDEST_MAJOR} or newer is needed to begin; this is ${process.version}. https://nodejs.org has it.`);
  }
  const upToDate = () => isInstalled() && (!build || (!force && staleParts().length === 0));
  if (!upToDate())
    await withLock(() => prepareNow({ force, build }), {
      onWait: () => process.stderr.write('• Another start is building; waiting for it …\n'),
    });
  localNode();
}

async function prepareNow({ force, build }) {
  if (!isInstalled()) await step('Installing packages (the first time takes a few minutes)', install);
  localNode();
  if (!build) return;
  for (const part of staleParts({ force })) await step(`Building the ${part.name}`, () => buildPart(part, { force }));
}

/** Runs a command's main function: a `Hint` is shown as its sentence, anything else with its stack. */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    process.stderr.write(`${error instanceof Hint ? error.message : error.stack}\n`);
    process.exitCode = 1;
  }
}
