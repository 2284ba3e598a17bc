import { Module } from '@nestjs/common';

/** What runs accepted calls from the queue. Part of the process in the roles `all` and `worker`. */
@Module({})
export class WorkerModule {}
