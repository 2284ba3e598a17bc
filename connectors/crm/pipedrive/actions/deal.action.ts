import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { Deleted, listed, Max, nextCursor, one } from './envelope.js';

const Status = z.enum(['open', 'won', 'lost']);
const Wire = z.object({
  id: z.number(),
  title: z.string(),
  value: z.number().nullish(),
  currency: z.string().nullish(),
  status: z.string(),
  person_id: z.number().nullish(),
  org_id: z.number().nullish(),
  owner_id: z.number().nullish(),
  pipeline_id: z.number().nullish(),
  stage_id: z.number().nullish(),
  expected_close_date: z.string().nullish(),
  custom_fields: z.record(z.string(), z.unknown()).nullish(),
});
const Found = z.object({
  data: z.object({
    items: z.array(
      z.object({
        item: z.object({
          id: z.number(),
          title: z.string(),
          value: z.number().nullish(),
          currency: z.string().nullish(),
          status: z.string(),
        }),
      }),
    ),
  }),
  additional_data: nextCursor,
});

const Deal = z.object({
  id: z.int(),
  title: z.string(),
  value: z.number().optional(),
  currency: z.string().optional(),
  status: z.string(),
  personId: z.int().optional(),
  organizationId: z.int().optional(),
  ownerId: z.int().optional(),
  pipelineId: z.int().optional(),
  stageId: z.int().optional(),
  expectedCloseDate: z.string().optional(),
  customFields: z.record(z.string(), z.unknown()).optional(),
});
const Hit = Deal.pick({ id: true, title: true, value: true, currency: true, status: true });
const toDeal = (d: z.output<typeof Wire>) => ({
  id: d.id,
  title: d.title,
  value: d.value ?? undefined,
  currency: d.currency ?? undefined,
  status: d.status,
  personId: d.person_id ?? undefined,
  organizationId: d.org_id ?? undefined,
  ownerId: d.owner_id ?? undefined,
  pipelineId: d.pipeline_id ?? undefined,
  stageId: d.stage_id ?? undefined,
  expectedCloseDate: d.expected_close_date ?? undefined,
  customFields: d.custom_fields ?? undefined,
});

const Id = z.int().positive();
const Fields = z.object({
  title: z.string().min(1),
  value: z.number().optional(),
  currency: z.string().length(3).optional(),
  status: Status.optional(),
  personId: Id.optional(),
  organizationId: Id.optional(),
  ownerId: Id.optional(),
  pipelineId: Id.optional(),
  stageId: Id.optional(),
  expectedCloseDate: z.iso.date().optional(),
  lostReason: z.string().optional(),
  customFields: z.record(z.string(), z.unknown()).optional(),
});
const Changes = Fields.partial();
const toWire = (f: z.output<typeof Changes>) => ({
  title: f.title,
  value: f.value,
  currency: f.currency,
  status: f.status,
  person_id: f.personId,
  org_id: f.organizationId,
  owner_id: f.ownerId,
  pipeline_id: f.pipelineId,
  stage_id: f.stageId,
  expected_close_date: f.expectedCloseDate,
  lost_reason: f.lostReason,
  custom_fields: f.customFields,
});

const create = defineAction({
  key: 'deal.create',
  title: 'Create deal',
  effect: 'create',
  input: Fields,
  output: Deal,
  async run({ input, http }) {
    // https://developers.pipedrive.com/docs/api/v1/Deals#addDeal
    const { data } = await http.post('/v2/deals', { json: toWire(input), expect: one(Wire) });
    return toDeal(data);
  },
});

const get = defineAction({
  key: 'deal.get',
  title: 'Get deal',
  effect: 'read',
  input: z.object({ id: Id }),
  output: Deal,
  async run({ input, http }) {
    // https://developers.pipedrive.com/docs/api/v1/Deals#getDeal
    const { data } = await http.get(path`/v2/deals/${input.id}`, { expect: one(Wire) });
    return toDeal(data);
  },
});

const update = defineAction({
  key: 'deal.update',
  title: 'Update deal',
  description: 'Also moves a deal to another stage, or marks it won or lost.',
  effect: 'update',
  input: Changes.extend({ id: Id }),
  output: Deal,
  async run({ input, http }) {
    // https://developers.pipedrive.com/docs/api/v1/Deals#updateDeal
    const { data } = await http.patch(path`/v2/deals/${input.id}`, { json: toWire(input), expect: one(Wire) });
    return toDeal(data);
  },
});

const remove = defineAction({
  key: 'deal.delete',
  title: 'Delete deal',
  effect: 'delete',
  input: z.object({ id: Id }),
  output: Deleted,
  async run({ input, http }) {
    // https://developers.pipedrive.com/docs/api/v1/Deals#deleteDeal
    await http.delete(path`/v2/deals/${input.id}`);
    return { id: input.id, deleted: true as const };
  },
});

const list = defineAction({
  key: 'deal.list',
  title: 'List deals',
  effect: 'read',
  output: z.array(Deal),
  input: z.object({
    status: Status.optional(),
    personId: Id.optional(),
    organizationId: Id.optional(),
    ownerId: Id.optional(),
    pipelineId: Id.optional(),
    stageId: Id.optional(),
    updatedSince: z.iso.datetime().optional(),
    max: Max,
  }),
  async run({ input, http }) {
    // https://developers.pipedrive.com/docs/api/v1/Deals#getDeals
    const deals = await http.all('/v2/deals', {
      ...listed(Wire),
      max: input.max,
      query: {
        status: input.status,
        person_id: input.personId,
        org_id: input.organizationId,
        owner_id: input.ownerId,
        pipeline_id: input.pipelineId,
        stage_id: input.stageId,
        updated_since: input.updatedSince,
      },
    });
    return deals.map(toDeal);
  },
});

const search = defineAction({
  key: 'deal.search',
  title: 'Search deals',
  effect: 'read',
  output: z.array(Hit),
  input: z.object({ term: z.string().min(2), status: Status.optional(), exactMatch: z.boolean().default(false), max: Max }),
  async run({ input, http }) {
    // https://developers.pipedrive.com/docs/api/v1/Deals#searchDeals
    const hits = await http.all('/v2/deals/search', {
      query: { term: input.term, status: input.status, exact_match: input.exactMatch },
      bucket: 'search',
      max: input.max,
      pageSize: { param: 'limit', max: 100 },
      expect: Found,
      items: (page) => page.data.items.map(({ item }) => item),
      next: (page) => page.additional_data?.next_cursor && { cursor: page.additional_data.next_cursor },
    });
    return hits.map((hit) => ({ ...hit, value: hit.value ?? undefined, currency: hit.currency ?? undefined }));
  },
});

export const dealActions = [create, get, update, remove, list, search];
