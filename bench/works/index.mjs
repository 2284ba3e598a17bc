import asyncCalls from './async.mjs';
import connectors from './connectors.mjs';
import builtIn from './built-in.mjs';
import contactCall from './contact-call.mjs';
import database from './database.mjs';
import floor from './floor.mjs';
import scaling from './scaling.mjs';
import singleCall from './single-call.mjs';
import startUp from './start-up.mjs';
import telemetry from './telemetry.mjs';
import threeStep from './three-step.mjs';

/**
 * Every work of the bench, one file each. A work has a `name`, a `title`, `targets` (ratios to the hand-written service by connections) and
 * `prepare(systems)`, which sets both systems up, proves that both answer rightly, and gives the ready-made requests of each subject:
 * `{ patchbay, handwritten, direct? }`. A work that is not a closed loop of requests (completion of queued work, growth, start-up) has
 * `measure(systems, options)` instead of `prepare` and gives its own list of results.
 */
export const WORKS = [singleCall, contactCall, threeStep, asyncCalls, builtIn, database, floor, scaling, startUp, connectors, telemetry];
