import { z } from 'zod';
import { objectActions } from './crm-object.js';

const naming = {
  name: 'name',
  domain: 'domain',
  phone: 'phone',
  industry: 'industry',
  city: 'city',
  country: 'country',
  description: 'description',
  ownerId: 'hubspot_owner_id',
} as const;
const fields = {
  name: z.string().min(1),
  domain: z.string().describe('Without scheme: acme.com').optional(),
  phone: z.string().optional(),
  industry: z.string().describe('Internal name, such as COMPUTER_SOFTWARE').optional(),
  city: z.string().optional(),
  country: z.string().optional(),
  description: z.string().optional(),
  ownerId: z.string().optional(),
};

export const companyActions = objectActions({ noun: 'company', plural: 'companies', naming, fields });
