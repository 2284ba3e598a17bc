// Where a process can be made to kill itself: before, in and after everything the router and the worker wait for.
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

/** Around every commit of the workflow engine, and inside of its transactions. */
const ENGINE = [
  'node-claim',
  'node-run',
  'node-action',
  'node-sending',
  'node-commit',
  'node-row',
  'node-insert',
  'node-requeue',
  'node-follow',
  'run-end',
];
/** And those of the router that a node's action passes. */
const ROUTED = ['intent', 'request', 'insert', 'finish', 'record'];

/** What a process without nodes passes: it starts runs. */
export const START_POINTS = ['run-start:before', 'run-start:after', 'node-insert:before', 'node-insert:after'];

export const WORKFLOW_POINTS = [
  ...[...ENGINE, ...ROUTED].flatMap((name) => [`${name}:before`, `${name}:after`]),
  ...START_POINTS.slice(0, 2),
  'node-commit:during',
  'request:during',
];
