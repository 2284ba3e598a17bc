import type { FactoryProvider } from '@nestjs/common';
import { ExecutionDispatcher, ExecutionRecorder, RunPayloads, WorkspaceBacklog } from '@patchbay/executions';
import { AsyncIntake } from '../ports/async-intake.js';
import { QueueIntake } from './queue-intake.js';

/** Accepted calls go to the queue. */
export const queueIntakeProvider: FactoryProvider<AsyncIntake> = {
  provide: AsyncIntake,
  inject: [ExecutionRecorder, ExecutionDispatcher, WorkspaceBacklog, RunPayloads],
  useFactory: (recorder: ExecutionRecorder, dispatcher: ExecutionDispatcher, backlog: WorkspaceBacklog, payloads: RunPayloads) =>
    new QueueIntake({ recorder, dispatcher, backlog, payloads }),
};
