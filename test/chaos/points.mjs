// Where a process can be made to kill itself: before, in and after everything the router, the worker and the workflow engine wait for.
const STEPS = [
  'resolve-connector',
  'authorize',
  'validate-input',
  'replay',
  'resolve-connection',
  'resolve-credential',
  'rate-limit',
  'circuit-breaker',
  'intent',
  'execute',
  'map-output',
  'record',
];
const BOTH = [...STEPS, 'insert', 'sending', 'finish', 'request', 'claim', 'take', 'enqueue', 'hand-back', 'key-claim', 'key-complete'];

export const POINTS = [
  ...BOTH.flatMap((name) => [`${name}:before`, `${name}:after`]),
  'request:during',
  'finish:during',
  'insert:during',
  'claim:during',
];

const around = (name) => [`${name}:before`, `${name}:after`];
const commit = (name) => ['before', 'during', 'after'].map((moment) => `${name}-commit:${moment}`);

/** Every transaction of the workflow engine: those a worker commits, the sweep's, and those a request commits. */
const WORKER_COMMITS = ['claim', 'gate', 'renew', 'settle', 'again', 'items', 'item-end', 'each-end', 'end', 'sweep', 'assign'].flatMap(
  commit,
);
const API_COMMITS = ['start', 'decide', 'retry'].flatMap(commit);
export const COMMITS = [...WORKER_COMMITS, ...API_COMMITS];

/** Between a commit and its job, a claim and its work, an intent and its request, an answer and its record; and inside of the transactions. */
const BETWEEN = ['enqueue', 'jobs', 'node-take', 'node-run', 'node-action', 'node-gate', 'node-end'];
const INSIDE = ['node-row', 'node-insert', 'node-follow', 'items-start', 'run-end'];
const ROUTED = ['intent', 'insert', 'request', 'finish', 'record'];
const DURING = ['node-end:during', 'request:during', 'insert:during', 'finish:during'];

export const WORKER_POINTS = [...WORKER_COMMITS, ...[...BETWEEN, ...INSIDE, ...ROUTED].flatMap(around), ...DURING];
export const API_POINTS = [...API_COMMITS, 'node-insert:before', 'node-insert:after', 'enqueue:before', 'enqueue:after'];
export const WORKFLOW_POINTS = [...WORKER_POINTS, ...API_POINTS];
