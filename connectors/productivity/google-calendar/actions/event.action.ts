import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { CalendarId, Event, Fields, Notify, toEvent, toWire, Wire } from './calendar-event.js';

const Page = z.object({ items: z.array(Wire).nullish(), nextPageToken: z.string().nullish() });
const Max = z.int().positive().max(5_000).default(250);
const Id = z.string().min(1);

const create = defineAction({
  key: 'event.create',
  title: 'Create event',
  effect: 'create',
  input: Fields.required({ start: true, end: true }).extend({
    calendarId: CalendarId,
    notify: Notify,
    addMeet: z.boolean().default(false).describe('With a Google Meet conference'),
    id: z
      .string()
      .regex(/^[a-v0-9]{5,1024}$/)
      .optional()
      .describe('Your own id, so that a repeated creation is refused'),
  }),
  output: Event,
  async run({ input: { calendarId, notify, addMeet, id, ...fields }, http, now }) {
    const conference = { createRequest: { requestId: `${now.getTime()}`, conferenceSolutionKey: { type: 'hangoutsMeet' } } };
    // https://developers.google.com/workspace/calendar/api/v3/reference/events/insert
    const event = await http.post(path`/calendars/${calendarId}/events`, {
      query: { sendUpdates: notify, conferenceDataVersion: addMeet ? 1 : undefined },
      json: { ...toWire(fields), id, conferenceData: addMeet ? conference : undefined },
      expect: Wire,
    });
    return toEvent(event);
  },
});

const get = defineAction({
  key: 'event.get',
  title: 'Get event',
  effect: 'read',
  input: z.object({ calendarId: CalendarId, id: Id }),
  output: Event,
  async run({ input, http }) {
    // https://developers.google.com/workspace/calendar/api/v3/reference/events/get
    return toEvent(await http.get(path`/calendars/${input.calendarId}/events/${input.id}`, { expect: Wire }));
  },
});

const update = defineAction({
  key: 'event.update',
  title: 'Update event',
  description: 'Changes the given fields; a list of attendees replaces the old one.',
  effect: 'update',
  input: Fields.extend({ calendarId: CalendarId, id: Id, notify: Notify }),
  output: Event,
  async run({ input: { calendarId, id, notify, ...fields }, http }) {
    // https://developers.google.com/workspace/calendar/api/v3/reference/events/patch
    const event = await http.patch(path`/calendars/${calendarId}/events/${id}`, {
      query: { sendUpdates: notify },
      json: toWire(fields),
      expect: Wire,
    });
    return toEvent(event);
  },
});

const remove = defineAction({
  key: 'event.delete',
  title: 'Delete event',
  effect: 'delete',
  input: z.object({ calendarId: CalendarId, id: Id, notify: Notify }),
  output: z.object({ id: z.string(), deleted: z.literal(true) }),
  async run({ input, http }) {
    // https://developers.google.com/workspace/calendar/api/v3/reference/events/delete
    await http.delete(path`/calendars/${input.calendarId}/events/${input.id}`, { query: { sendUpdates: input.notify } });
    return { id: input.id, deleted: true as const };
  },
});

const list = defineAction({
  key: 'event.list',
  title: 'List events',
  description: 'Events of a calendar in order of time; each occurrence of a repeating event is one.',
  effect: 'read',
  input: z.object({
    calendarId: CalendarId,
    from: z.iso.datetime({ offset: true }).optional().describe('Events that end after this time'),
    to: z.iso.datetime({ offset: true }).optional().describe('Events that start before this time'),
    query: z.string().optional().describe('Words in title, description, place or attendees'),
    max: Max,
  }),
  output: z.array(Event),
  async run({ input, http }) {
    // https://developers.google.com/workspace/calendar/api/v3/reference/events/list
    const events = await http.all(path`/calendars/${input.calendarId}/events`, {
      query: { singleEvents: true, orderBy: 'startTime', timeMin: input.from, timeMax: input.to, q: input.query },
      expect: Page,
      items: (page) => page.items ?? [],
      max: input.max,
      pageSize: { param: 'maxResults', max: 2_500 },
      next: (page) => page.nextPageToken && { pageToken: page.nextPageToken },
    });
    return events.map(toEvent);
  },
});

const quickAdd = defineAction({
  key: 'event.quick_add',
  title: 'Create event from text',
  effect: 'create',
  input: z.object({ calendarId: CalendarId, text: z.string().min(1).describe('Lunch with Ada tomorrow at noon'), notify: Notify }),
  output: Event,
  async run({ input, http }) {
    const query = { text: input.text, sendUpdates: input.notify };
    // https://developers.google.com/workspace/calendar/api/v3/reference/events/quickAdd
    return toEvent(await http.post(path`/calendars/${input.calendarId}/events/quickAdd`, { query, expect: Wire }));
  },
});

const move = defineAction({
  key: 'event.move',
  title: 'Move event to another calendar',
  effect: 'update',
  input: z.object({ calendarId: CalendarId, id: Id, toCalendarId: z.string().min(1), notify: Notify }),
  output: Event,
  async run({ input, http }) {
    const query = { destination: input.toCalendarId, sendUpdates: input.notify };
    // https://developers.google.com/workspace/calendar/api/v3/reference/events/move
    return toEvent(await http.post(path`/calendars/${input.calendarId}/events/${input.id}/move`, { query, expect: Wire }));
  },
});

export const eventActions = [create, get, update, remove, list, quickAdd, move];
