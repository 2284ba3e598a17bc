import { z } from 'zod';
import { defineAction } from '@patchbay/connector-sdk';
import { listed, Max } from './envelope.js';

const Named = z.object({ id: z.number(), name: z.string() });

const pipelines = defineAction({
  key: 'pipeline.list',
  title: 'List pipelines',
  effect: 'read',
  input: z.object({ max: Max }),
  output: z.array(z.object({ id: z.int(), name: z.string() })),
  async run({ input, http }) {
    // https://developers.pipedrive.com/docs/api/v1/Pipelines#getPipelines
    return http.all('/v2/pipelines', { ...listed(Named), max: input.max });
  },
});

const stages = defineAction({
  key: 'stage.list',
  title: 'List stages',
  effect: 'read',
  input: z.object({ pipelineId: z.int().positive().optional(), max: Max }),
  output: z.array(z.object({ id: z.int(), name: z.string(), pipelineId: z.int() })),
  async run({ input, http }) {
    // https://developers.pipedrive.com/docs/api/v1/Stages#getStages
    const found = await http.all('/v2/stages', {
      ...listed(Named.extend({ pipeline_id: z.number() })),
      max: input.max,
      query: { pipeline_id: input.pipelineId },
    });
    return found.map(({ pipeline_id, ...stage }) => ({ ...stage, pipelineId: pipeline_id }));
  },
});

export const pipelineActions = [pipelines, stages];
