import asyncCalls from './async.mjs';
import builtIn from './built-in.mjs';
import bulk from './bulk.mjs';
import connectors from './connectors.mjs';
import contactCall from './contact-call.mjs';
import database from './database.mjs';
import floor from './floor.mjs';
import growth from './growth.mjs';
import runList from './run-list.mjs';
import scaling from './scaling.mjs';
import singleCall from './single-call.mjs';
import soak from './soak.mjs';
import startUp from './start-up.mjs';
import telemetry from './telemetry.mjs';
import threeStep from './three-step.mjs';
import web from './web.mjs';
import webhooks from './webhooks.mjs';
import workflow from './workflow.mjs';

/**
 * Every work of the bench, one file each. A work has a `name`, a `title` and `prepare(systems)`, which sets both systems up, proves that both answer rightly,
 * and gives the ready-made requests of each subject: `{ patchbay, handwritten, direct? }`. One that is not a closed loop of requests has
 * `measure(systems, options)` instead and gives its own cases. Beside that it may have `targets` (ratios to the hand-written service by connections),
 * `connections` (when not 1, 16 and 64), and `byName: true` when it takes so long that it runs only when it is asked for.
 */
export const WORKS = [
  singleCall,
  contactCall,
  threeStep,
  asyncCalls,
  builtIn,
  database,
  workflow,
  bulk,
  floor,
  scaling,
  startUp,
  connectors,
  telemetry,
  webhooks,
  runList,
  growth,
  soak,
  web,
];
