import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';

const Text = z.string().nullish();
const Wire = z.object({
  id: z.string(),
  summary: Text,
  description: Text,
  timeZone: Text,
  accessRole: Text,
  primary: z.boolean().nullish(),
});
const Calendar = z.object({
  id: z.string(),
  name: z.string().optional(),
  description: z.string().optional(),
  timeZone: z.string().optional(),
  role: z.string().optional(),
  primary: z.boolean(),
});
const toCalendar = (c: z.output<typeof Wire>) => ({
  id: c.id,
  name: c.summary ?? undefined,
  description: c.description ?? undefined,
  timeZone: c.timeZone ?? undefined,
  role: c.accessRole ?? undefined,
  primary: c.primary ?? false,
});

const list = defineAction({
  key: 'calendar.list',
  title: 'List calendars',
  effect: 'read',
  input: z.object({ max: z.int().positive().max(1_000).default(100) }),
  output: z.array(Calendar),
  async run({ input, http }) {
    // https://developers.google.com/workspace/calendar/api/v3/reference/calendarList/list
    const calendars = await http.all('/users/me/calendarList', {
      expect: z.object({ items: z.array(Wire).nullish(), nextPageToken: Text }),
      items: (page) => page.items ?? [],
      max: input.max,
      pageSize: { param: 'maxResults', max: 250 },
      next: (page) => page.nextPageToken && { pageToken: page.nextPageToken },
    });
    return calendars.map(toCalendar);
  },
});

const create = defineAction({
  key: 'calendar.create',
  title: 'Create calendar',
  effect: 'create',
  input: z.object({ name: z.string().min(1), description: z.string().optional(), timeZone: z.string().optional() }),
  output: Calendar,
  async run({ input, http }) {
    const json = { summary: input.name, description: input.description, timeZone: input.timeZone };
    // https://developers.google.com/workspace/calendar/api/v3/reference/calendars/insert
    return toCalendar(await http.post('/calendars', { json, expect: Wire }));
  },
});

const remove = defineAction({
  key: 'calendar.delete',
  title: 'Delete calendar',
  description: 'A secondary calendar with all its events.',
  effect: 'delete',
  input: z.object({ id: z.string().min(1) }),
  output: z.object({ id: z.string(), deleted: z.literal(true) }),
  async run({ input, http }) {
    // https://developers.google.com/workspace/calendar/api/v3/reference/calendars/delete
    await http.delete(path`/calendars/${input.id}`);
    return { id: input.id, deleted: true as const };
  },
});

const Busy = z.array(z.object({ start: z.string(), end: z.string() }));

const freeBusy = defineAction({
  key: 'calendar.free_busy',
  title: 'Find busy times',
  effect: 'read',
  input: z.object({
    calendarIds: z.array(z.string().min(1)).min(1).max(50).describe('Ids, or e-mail addresses of people'),
    from: z.iso.datetime({ offset: true }),
    to: z.iso.datetime({ offset: true }),
  }),
  output: z.array(z.object({ calendarId: z.string(), busy: Busy, error: z.string().optional() })),
  async run({ input, http }) {
    const Found = z.object({
      calendars: z.record(z.string(), z.object({ busy: Busy.nullish(), errors: z.array(z.object({ reason: Text })).nullish() })),
    });
    const json = { timeMin: input.from, timeMax: input.to, items: input.calendarIds.map((id) => ({ id })) };
    // https://developers.google.com/workspace/calendar/api/v3/reference/freebusy/query
    const { calendars } = await http.post('/freeBusy', { json, expect: Found, effect: 'read' });
    return Object.entries(calendars).map(([calendarId, found]) => ({
      calendarId,
      busy: found.busy ?? [],
      error: found.errors?.[0]?.reason ?? undefined,
    }));
  },
});

export const calendarActions = [list, create, remove, freeBusy];
