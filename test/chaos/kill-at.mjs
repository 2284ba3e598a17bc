// Preload of the chaos suites only (`--import`): makes this process kill itself (SIGKILL) at a named point of its work, and lets connectors whose name
// begins with "Keyed" carry a provider idempotency key. The product itself knows nothing of this.
//   CHAOS_KILL_AT=intent:after   CHAOS_KILL_VISIT=3 (the third visit of that point)
import { COMMITS, POINTS, WORKFLOW_POINTS } from './points.mjs';

/** The server runs from dist/ or from the sources: the classes it uses are the ones to be changed. */
const BUILT = /[\\/]dist[\\/]/.test(process.argv[1] ?? '');
const load = (path) => import(BUILT ? `../../dist/${path}.js` : `../../${path}.ts`);
const step = (file, name) => ({ path: `libs/router/src/steps/${file}.step`, name, method: 'run' });
const engine = (file, name, method) => ({ path: `libs/workflows/src/engine/${file}`, name, method });
const executions = (name, method) => ({ path: 'libs/executions/src/index', name, method });

const METHODS = {
  'resolve-connector': step('01-resolve-connector', 'ResolveConnectorStep'),
  authorize: step('02-authorize', 'AuthorizeStep'),
  'validate-input': step('03-validate-input', 'ValidateInputStep'),
  replay: step('04-replay', 'ReplayStep'),
  'resolve-connection': step('05-resolve-connection', 'ResolveConnectionStep'),
  'resolve-credential': step('06-resolve-credential', 'ResolveCredentialStep'),
  'rate-limit': step('07-rate-limit', 'RateLimitStep'),
  'circuit-breaker': step('08-circuit-breaker', 'CircuitBreakerStep'),
  intent: step('09-intent', 'IntentStep'),
  execute: step('10-execute', 'ExecuteStep'),
  'map-output': step('11-map-output', 'MapOutputStep'),
  record: step('12-record', 'RecordStep'),
  insert: executions('ExecutionRecorder', 'insert'),
  sending: executions('ExecutionRecorder', 'sending'),
  finish: executions('ExecutionRecorder', 'finish'),
  request: { path: 'libs/router/src/attempts/attempt-loop', name: 'AttemptLoop', method: 'attempt' },
  claim: executions('RunStore', 'claim'),
  'hand-back': executions('RunStore', 'handBack'),
  enqueue: executions('ExecutionDispatcher', 'send'),
  jobs: executions('ExecutionDispatcher', 'sendAll'),
  take: { path: 'libs/router/src/async/run-worker', name: 'RunWorker', method: 'take' },
  'key-claim': executions('IdempotencyService', 'claim'),
  'key-complete': executions('IdempotencyService', 'complete'),
  'node-take': engine('node-worker', 'NodeWorker', 'take'),
  'node-run': { path: 'libs/workflows/src/steps/node-runner', name: 'NodeRunner', method: 'run' },
  'node-action': { path: 'libs/workflows/src/steps/action.step', name: 'ActionStep', method: 'call' },
  'node-gate': engine('sending-gate', 'SendingGate', 'pass'),
  'node-end': engine('node-commit', 'NodeCommit', 'settle'),
  'node-row': engine('node-run.store', 'NodeRunStore', 'settle'),
  'node-insert': engine('node-run.store', 'NodeRunStore', 'insert'),
  'node-follow': engine('run-progress', 'RunProgress', 'goOn'),
  'items-start': engine('run-progress', 'RunProgress', 'startItems'),
  'run-end': engine('run-progress', 'RunProgress', 'end'),
};

/** Each of the engine's transactions, by a statement of a store that stands in it and in no other. */
const TRANSACTIONS = {
  start: engine('workflow-run.store', 'WorkflowRunStore', 'insert'),
  claim: engine('node-run.store', 'NodeRunStore', 'claim'),
  gate: engine('node-run.store', 'NodeRunStore', 'markSending'),
  renew: engine('node-run.store', 'NodeRunStore', 'renewExecution'),
  settle: engine('node-run.store', 'NodeRunStore', 'settle'),
  again: engine('node-run.store', 'NodeRunStore', 'requeue'),
  items: engine('item.store', 'ItemStore', 'open'),
  'item-end': engine('item.store', 'ItemStore', 'end'),
  'each-end': engine('item.store', 'ItemStore', 'close'),
  end: engine('run-progress', 'RunProgress', 'end'),
  sweep: engine('node-sweep.store', 'NodeSweepStore', 'sweepDead'),
  assign: engine('node-sweep.store', 'NodeSweepStore', 'assignJobs'),
  decide: { path: 'libs/workflows/src/runs/retry.store', name: 'RunRetryStore', method: 'decide' },
  retry: { path: 'libs/workflows/src/runs/retry.store', name: 'RunRetryStore', method: 'resetNodes' },
};

const [name, moment] = (process.env.CHAOS_KILL_AT ?? '').split(':');
let left = Number(process.env.CHAOS_KILL_VISIT ?? 1);
const visit = () => {
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
};

const transaction = /^(.+)-commit$/.exec(name)?.[1];
if (transaction !== undefined && COMMITS.includes(`${name}:${moment}`)) await killAtCommit(TRANSACTIONS[transaction]);
else if ([...POINTS, ...WORKFLOW_POINTS].includes(`${name}:${moment}`)) await killAtMethod(METHODS[name]);

async function killAtMethod(at) {
  const owner = (await load(at.path))[at.name];
  const original = owner.prototype[at.method];
  if (typeof original !== 'function') throw new Error(`${at.name} has no ${at.method}`);
  owner.prototype[at.method] = function killed(...args) {
    if (moment === 'before') visit();
    if (moment === 'during') setTimeout(visit, 4);
    const result = original.apply(this, args);
    if (moment !== 'after') return result;
    if (typeof result?.then !== 'function') return (visit(), result);
    return result.finally(visit);
  };
}

/** `before`: everything is written and COMMIT was not sent. `during`: COMMIT is on its way. `after`: committed, and nobody here knows yet. */
async function killAtCommit(at) {
  const owner = (await load(at.path))[at.name];
  const original = owner.prototype[at.method];
  if (typeof original !== 'function') throw new Error(`${at.name} has no ${at.method}`);
  const chosen = new WeakSet();
  owner.prototype[at.method] = async function noted(...args) {
    const result = await original.apply(this, args);
    // A store's methods are given the transaction; what moves a run holds it. A sweep that found nothing commits nothing.
    if (!(Array.isArray(result) && result.length === 0)) chosen.add(this.tx ?? args[0]);
    return result;
  };
  const { PgDatabase } = await load('libs/platform/src/index');
  for (const opening of ['inWorkspace', 'asSystem']) {
    const open = PgDatabase.prototype[opening];
    PgDatabase.prototype[opening] = async function killed(...args) {
      const work = args.pop();
      let ours = false;
      const result = await open.call(this, ...args, async (tx) => {
        const done = await work(tx);
        ours = chosen.has(tx);
        if (ours && moment === 'before') visit();
        if (ours && moment === 'during') setImmediate(visit);
        return done;
      });
      if (ours && moment === 'after') visit();
      return result;
    };
  }
}

const { CachedRegistry } = await load('libs/registry/src/cached-registry.service');
const resolve = CachedRegistry.prototype.resolve;
CachedRegistry.prototype.resolve = async function keyed(query) {
  const runnable = await resolve.call(this, query);
  if (!runnable.connectorName.startsWith('Keyed')) return runnable;
  const idempotency = { header: 'Idempotency-Key' };
  const run = (context) =>
    runnable.run(Object.create(context, { send: { value: (request) => context.send({ ...request, idempotency }) } }));
  return { ...runnable, idempotency, run };
};
