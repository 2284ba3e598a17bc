import { Module } from '@nestjs/common';
import { PromptsService } from '../prompts/prompts.service.js';
import { PromptsStore } from '../prompts/prompts.store.js';
import { AgentTracesService } from './agent-traces.service.js';
import { AgentTracesStore } from './agent-traces.store.js';

/** What agents and models were asked to do. */
@Module({
  providers: [AgentTracesStore, AgentTracesService, PromptsStore, PromptsService],
  exports: [AgentTracesService, PromptsService],
})
export class AgentTracesModule {}
