import { Module } from '@nestjs/common';
import { ConnectionStore } from '@patchbay/connections';
import { ActionDirectory } from './definition/action-directory.js';
import { ConnectionDirectory } from './definition/connection-directory.js';
import { WorkflowValidator } from './definition/workflow-validator.js';
import { WorkflowStore } from './store/workflow.store.js';
import { TriggerStore } from './triggers/trigger.store.js';
import { WorkflowsService } from './workflows.service.js';

/** Workflows: definitions and versions. Needs the global platform and registry modules. */
@Module({
  providers: [ConnectionStore, ActionDirectory, ConnectionDirectory, WorkflowValidator, WorkflowStore, TriggerStore, WorkflowsService],
  exports: [WorkflowsService],
})
export class WorkflowsModule {}
