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
