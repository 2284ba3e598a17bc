import { Module, type DynamicModule } from '@nestjs/common';
import { RunWorkerModule } from '@patchbay/router';

/** What runs accepted calls from the queue. Part of the process in the roles `all` and `worker`. */
@Module({})
export class WorkerModule {
  static with({ router }: { router: DynamicModule }): DynamicModule {
    return { module: WorkerModule, imports: [RunWorkerModule.with({ router })] };
  }
}
