// Preload of the chaos suite only (`--import`): makes this process kill itself (SIGKILL) at a named point of its work, and lets connectors whose name
// begins with "Keyed" carry a provider idempotency key. The product itself knows nothing of this.
//   CHAOS_KILL_AT=intent:after   CHAOS_KILL_VISIT=3 (the third visit of that point)
import { AttemptLoop } from '../../libs/router/src/attempts/attempt-loop.ts';
import { RunWorker } from '../../libs/router/src/async/run-worker.ts';
import { ResolveConnectorStep } from '../../libs/router/src/steps/01-resolve-connector.step.ts';
import { AuthorizeStep } from '../../libs/router/src/steps/02-authorize.step.ts';
import { ValidateInputStep } from '../../libs/router/src/steps/03-validate-input.step.ts';
import { ReplayStep } from '../../libs/router/src/steps/04-replay.step.ts';
import { ResolveConnectionStep } from '../../libs/router/src/steps/05-resolve-connection.step.ts';
import { ResolveCredentialStep } from '../../libs/router/src/steps/06-resolve-credential.step.ts';
import { RateLimitStep } from '../../libs/router/src/steps/07-rate-limit.step.ts';
import { CircuitBreakerStep } from '../../libs/router/src/steps/08-circuit-breaker.step.ts';
import { IntentStep } from '../../libs/router/src/steps/09-intent.step.ts';
import { ExecuteStep } from '../../libs/router/src/steps/10-execute.step.ts';
import { MapOutputStep } from '../../libs/router/src/steps/11-map-output.step.ts';
import { RecordStep } from '../../libs/router/src/steps/12-record.step.ts';
import { ExecutionDispatcher, ExecutionRecorder, IdempotencyService, RunStore } from '../../libs/executions/src/index.ts';
import { NodeCommit } from '../../libs/workflows/src/engine/node-commit.ts';
import { NodeRunStore } from '../../libs/workflows/src/engine/node-run.store.ts';
import { RunProgress } from '../../libs/workflows/src/engine/run-progress.ts';
import { RunStarter } from '../../libs/workflows/src/runs/run-starter.ts';
import { ActionStep } from '../../libs/workflows/src/steps/action.step.ts';
import { NodeRunner } from '../../libs/workflows/src/steps/node-runner.ts';
import { POINTS, WORKFLOW_POINTS } from './points.mjs';

const CLASSES = {
  'resolve-connector': [ResolveConnectorStep, 'run'],
  authorize: [AuthorizeStep, 'run'],
  'validate-input': [ValidateInputStep, 'run'],
  replay: [ReplayStep, 'run'],
  'resolve-connection': [ResolveConnectionStep, 'run'],
  'resolve-credential': [ResolveCredentialStep, 'run'],
  'rate-limit': [RateLimitStep, 'run'],
  'circuit-breaker': [CircuitBreakerStep, 'run'],
  intent: [IntentStep, 'run'],
  execute: [ExecuteStep, 'run'],
  'map-output': [MapOutputStep, 'run'],
  record: [RecordStep, 'run'],
  insert: [ExecutionRecorder, 'insert'],
  sending: [ExecutionRecorder, 'sending'],
  finish: [ExecutionRecorder, 'finish'],
  request: [AttemptLoop, 'attempt'],
  claim: [RunStore, 'claim'],
  'hand-back': [RunStore, 'handBack'],
  enqueue: [ExecutionDispatcher, 'send'],
  take: [RunWorker, 'take'],
  'key-claim': [IdempotencyService, 'claim'],
  'key-complete': [IdempotencyService, 'complete'],
  'run-start': [RunStarter, 'startIn'],
  'node-claim': [NodeRunStore, 'claim'],
  'node-run': [NodeRunner, 'run'],
  'node-action': [ActionStep, 'call'],
  'node-sending': [NodeRunStore, 'markSending'],
  'node-commit': [NodeCommit, 'settle'],
  'node-row': [NodeRunStore, 'settle'],
  'node-insert': [NodeRunStore, 'insert'],
  'node-requeue': [NodeRunStore, 'requeue'],
  'node-follow': [RunProgress, 'goOn'],
  'run-end': [RunProgress, 'end'],
};

const [name, moment] = (process.env.CHAOS_KILL_AT ?? '').split(':');
let left = Number(process.env.CHAOS_KILL_VISIT ?? 1);
const visit = () => {
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
};

if ([...POINTS, ...WORKFLOW_POINTS].includes(`${name}:${moment}`)) {
  const [owner, method] = CLASSES[name];
  const original = owner.prototype[method];
  owner.prototype[method] = function killed(...args) {
    if (moment === 'before') visit();
    if (moment === 'during') setTimeout(visit, 4);
    const result = original.apply(this, args);
    if (moment !== 'after') return result;
    if (typeof result?.then !== 'function') return (visit(), result);
    return result.finally(visit);
  };
}

const resolve = ResolveConnectorStep.prototype.run;
ResolveConnectorStep.prototype.run = function keyed(call, next) {
  return resolve.call(this, call, (found) => {
    const { runnable } = found;
    if (runnable.connectorName.startsWith('Keyed')) {
      const idempotency = { header: 'Idempotency-Key' };
      found.found = {
        ...runnable,
        idempotency,
        run: (context) => runnable.run(Object.create(context, { send: { value: (request) => context.send({ ...request, idempotency }) } })),
      };
    }
    return next(found);
  });
};
