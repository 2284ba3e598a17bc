import { z } from 'zod';

const When = z.object({ date: z.string().nullish(), dateTime: z.string().nullish(), timeZone: z.string().nullish() });
const Text = z.string().nullish();

/** What we read of an event. */
export const Wire = z.object({
  id: z.string(),
  status: Text,
  summary: Text,
  description: Text,
  location: Text,
  htmlLink: Text,
  hangoutLink: Text,
  created: Text,
  updated: Text,
  start: When.nullish(),
  end: When.nullish(),
  recurrence: z.array(z.string()).nullish(),
  recurringEventId: Text,
  organizer: z.object({ email: Text }).nullish(),
  attendees: z.array(z.object({ email: Text, displayName: Text, responseStatus: Text, optional: z.boolean().nullish() })).nullish(),
});

export const Event = z.object({
  id: z.string(),
  title: z.string().optional(),
  description: z.string().optional(),
  location: z.string().optional(),
  status: z.string().optional(),
  start: z.string().optional().describe('Time, or date of an all-day event'),
  end: z.string().optional().describe('Time, or the date after an all-day event'),
  timeZone: z.string().optional(),
  allDay: z.boolean(),
  url: z.string().optional(),
  meetUrl: z.string().optional(),
  organizer: z.string().optional(),
  attendees: z.array(
    z.object({ email: z.string(), name: z.string().optional(), response: z.string().optional(), optional: z.boolean().optional() }),
  ),
  recurrence: z.array(z.string()).optional(),
  recurringEventId: z.string().optional(),
  createdAt: z.string().optional(),
  updatedAt: z.string().optional(),
});

export const toEvent = (e: z.output<typeof Wire>) => ({
  id: e.id,
  title: e.summary ?? undefined,
  description: e.description ?? undefined,
  location: e.location ?? undefined,
  status: e.status ?? undefined,
  start: e.start?.dateTime ?? e.start?.date ?? undefined,
  end: e.end?.dateTime ?? e.end?.date ?? undefined,
  timeZone: e.start?.timeZone ?? undefined,
  allDay: typeof e.start?.date === 'string',
  url: e.htmlLink ?? undefined,
  meetUrl: e.hangoutLink ?? undefined,
  organizer: e.organizer?.email ?? undefined,
  attendees: (e.attendees ?? []).map((one) => ({
    email: one.email ?? '',
    name: one.displayName ?? undefined,
    response: one.responseStatus ?? undefined,
    optional: one.optional ?? undefined,
  })),
  recurrence: e.recurrence ?? undefined,
  recurringEventId: e.recurringEventId ?? undefined,
  createdAt: e.created ?? undefined,
  updatedAt: e.updated ?? undefined,
});

const Moment = z
  .union([z.iso.date(), z.iso.datetime({ offset: true, local: true })])
  .describe('2026-03-01T09:00:00+01:00, or 2026-03-01 for the whole day');
/** What may be set on an event. */
export const Fields = z.object({
  title: z.string().optional(),
  description: z.string().optional(),
  location: z.string().optional(),
  start: Moment.optional(),
  end: Moment.optional(),
  timeZone: z.string().optional().describe('IANA name; needed for times without offset and for repeating events'),
  attendees: z.array(z.object({ email: z.email(), optional: z.boolean().optional() })).optional(),
  recurrence: z
    .array(z.string().regex(/^(RRULE|EXRULE|RDATE|EXDATE)[:;]/))
    .optional()
    .describe('RFC 5545 lines'),
  reminderMinutes: z.array(z.int().min(0).max(40_320)).max(5).optional().describe('Pop-ups instead of the calendar’s own reminders'),
});
export const Notify = z.enum(['all', 'externalOnly', 'none']).default('none').describe('Who gets an e-mail about it');
export const CalendarId = z.string().min(1).default('primary');

const toWhen = (moment: string | undefined, timeZone: string | undefined) =>
  moment === undefined ? undefined : moment.includes('T') ? { dateTime: moment, timeZone } : { date: moment };

export const toWire = (f: z.output<typeof Fields>) => ({
  summary: f.title,
  description: f.description,
  location: f.location,
  start: toWhen(f.start, f.timeZone),
  end: toWhen(f.end, f.timeZone),
  attendees: f.attendees,
  recurrence: f.recurrence,
  reminders: f.reminderMinutes && { useDefault: false, overrides: f.reminderMinutes.map((minutes) => ({ method: 'popup', minutes })) },
});
