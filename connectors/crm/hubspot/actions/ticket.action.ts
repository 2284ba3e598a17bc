import { z } from 'zod';
import { objectActions } from './crm-object.js';

const naming = {
  subject: 'subject',
  content: 'content',
  pipeline: 'hs_pipeline',
  stage: 'hs_pipeline_stage',
  priority: 'hs_ticket_priority',
  ownerId: 'hubspot_owner_id',
} as const;
const fields = {
  subject: z.string().min(1),
  stage: z.string().min(1).describe('Id of a stage of the pipeline; see pipeline.list'),
  content: z.string().optional(),
  pipeline: z.string().optional(),
  priority: z.enum(['LOW', 'MEDIUM', 'HIGH', 'URGENT']).optional(),
  ownerId: z.string().optional(),
};

export const ticketActions = objectActions({ noun: 'ticket', plural: 'tickets', naming, fields });
