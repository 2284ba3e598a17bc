import { z } from 'zod';
import { objectActions } from './crm-object.js';

const naming = {
  name: 'dealname',
  stage: 'dealstage',
  pipeline: 'pipeline',
  amount: 'amount',
  closeDate: 'closedate',
  type: 'dealtype',
  ownerId: 'hubspot_owner_id',
} as const;
const fields = {
  name: z.string().min(1),
  stage: z.string().min(1).describe('Id of a stage of the pipeline; see pipeline.list').optional(),
  pipeline: z.string().describe('Id of the pipeline; the default one when left out').optional(),
  amount: z.number().optional(),
  closeDate: z.union([z.iso.datetime(), z.iso.date()]).optional(),
  type: z.string().describe('newbusiness or existingbusiness').optional(),
  ownerId: z.string().optional(),
};

export const dealActions = objectActions({ noun: 'deal', plural: 'deals', naming, fields });
