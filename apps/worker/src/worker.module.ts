import { Module, type DynamicModule } from '@nestjs/common';
import { RunWorkerModule } from '@patchbay/router';
import { WorkflowWorkerModule } from '@patchbay/workflows';

/** What runs accepted calls and workflows' nodes from the queue. Part of the process in the roles `all` and `worker`. */
@Module({})
export class WorkerModule {
  static with({ router }: { router: DynamicModule }): DynamicModule {
    return { module: WorkerModule, imports: [RunWorkerModule.with({ router }), WorkflowWorkerModule.with({ router })] };
  }
}
