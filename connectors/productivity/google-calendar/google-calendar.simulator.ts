import { defineSimulator, lettered, mentions, object, rows, text, type Call, type Row } from '@patchbay/simulator';
import googleCalendar from './google-calendar.connector.js';

const V = '/calendar/v3';
const PRIMARY = 'ada@engines.example';
const calendar = (id: string, summary: string, more: Row = {}): Row => ({
  id,
  summary,
  timeZone: 'Europe/London',
  accessRole: 'owner',
  ...more,
});

/** `primary` is another name of one's own calendar. */
function calendarOf(call: Call, name = text(call.params['calendar'])): Row {
  return call.one('calendars', name === 'primary' ? PRIMARY : name, 'notFound');
}

function listed(call: Call, found: readonly Row[], most: number): Row {
  const { rows: items, next } = call.page(found, { size: 'maxResults', cursor: 'pageToken', usual: 250, most });
  return { items, ...(next ? { nextPageToken: next.cursor } : {}) };
}

function eventOf(call: Call): Row {
  const row = call.one('events', call.params['event'], 'notFound');
  if (row['calendar'] !== calendarOf(call)['id']) throw call.fail(404, 'Not Found', 'notFound');
  return row;
}

const moment = (when: unknown): string => text(object(when)['dateTime'] ?? object(when)['date']);
const at = (when: unknown): number => Date.parse(moment(when));

function insert(call: Call, fields: Row): Row {
  const { id: calendarId } = calendarOf(call);
  const id = fields['id'];
  if (id !== undefined && call.table('events').get(id)) throw call.fail(409, 'The requested identifier already exists.', 'duplicate');
  if (at(fields['end']) < at(fields['start'])) throw call.fail(400, 'The specified time range is empty.', 'timeRangeEmpty');
  return call.table('events').insert({
    ...fields,
    calendar: calendarId,
    status: 'confirmed',
    htmlLink: 'https://calendar.google.example/event',
    ...(fields['conferenceData'] === undefined ? {} : { hangoutLink: 'https://meet.google.example/sim-ulat-ed' }),
    attendees: rows(fields['attendees']).map((one) => ({ responseStatus: 'needsAction', ...one })),
    organizer: { email: PRIMARY },
    created: call.now,
    updated: call.now,
  });
}

const living = (call: Call, id: unknown) => call.table('events').where((row) => row['calendar'] === id && row['status'] !== 'cancelled');

function events(call: Call): Row {
  const { timeMin, timeMax, q } = Object.fromEntries(call.query);
  const found = living(call, calendarOf(call)['id']).filter(
    (row) =>
      (timeMin === undefined || at(row['end']) > Date.parse(timeMin)) &&
      (timeMax === undefined || at(row['start']) < Date.parse(timeMax)) &&
      (q === undefined || mentions([row['summary'], row['description'], row['location'], row['attendees']], q)),
  );
  return listed(
    call,
    found.sort((a, b) => at(a['start']) - at(b['start'])),
    2_500,
  );
}

function freeBusy(call: Call): Row {
  const from = Date.parse(text(call.body['timeMin']));
  const to = Date.parse(text(call.body['timeMax']));
  const found = rows(call.body['items']).map(({ id }) => {
    const known = call.table('calendars').get(id === 'primary' ? PRIMARY : id);
    if (!known) return [id, { errors: [{ domain: 'global', reason: 'notFound' }], busy: [] }];
    const busy = living(call, known['id']).filter((row) => at(row['end']) > from && at(row['start']) < to);
    return [id, { busy: busy.map((row) => ({ start: moment(row['start']), end: moment(row['end']) })) }];
  });
  return { kind: 'calendar#freeBusy', calendars: Object.fromEntries(found as [string, Row][]) };
}

/** An hour from the next full one: the words are not read. */
function quickAdd(call: Call): Row {
  const hour = 3_600_000;
  const start = Math.ceil(call.nowMs / hour) * hour;
  const when = (ms: number) => ({ dateTime: new Date(ms).toISOString() });
  return insert(call, { summary: call.query.get('text'), start: when(start), end: when(start + hour) });
}

const E = `${V}/calendars/:calendar/events`;

/** https://developers.google.com/workspace/calendar/api/v3/reference */
export default defineSimulator({
  connector: googleCalendar,
  failure: ({ status, code, message }) => {
    const reason = code ?? { 401: 'authError', 404: 'notFound', 429: 'rateLimitExceeded' }[status] ?? 'backendError';
    return {
      error: { code: status, message, errors: [{ domain: 'global', reason, message }], status: status === 404 ? 'NOT_FOUND' : 'FAILED' },
    };
  },
  tables: {
    calendars: {
      mint: (count) => `simulated${count}@group.calendar.google.example`,
      seed: [calendar(PRIMARY, 'Ada Lovelace', { primary: true }), calendar('engines@group.calendar.google.example', 'Engines')],
    },
    events: {
      mint: lettered('', 26, 'hex'),
      seed: [
        {
          id: 'demonstration',
          calendar: PRIMARY,
          status: 'confirmed',
          summary: 'Demonstration of the engine',
          location: 'Dorset Street',
          start: { dateTime: '2026-12-01T10:00:00Z' },
          end: { dateTime: '2026-12-01T11:00:00Z' },
          organizer: { email: PRIMARY },
        },
      ],
    },
  },
  routes: {
    [`GET ${V}/users/me/calendarList`]: (call) => listed(call, call.table('calendars').all(), 250),
    [`POST ${V}/freeBusy`]: freeBusy,
    [`POST ${V}/calendars`]: (call) => {
      call.need('summary');
      return call.table('calendars').insert({ ...calendar('', ''), ...call.body, id: undefined });
    },
    [`GET ${V}/calendars/:calendar`]: (call) => calendarOf(call),
    [`DELETE ${V}/calendars/:calendar`]: (call) => {
      const { id } = calendarOf(call);
      if (id === PRIMARY) throw call.fail(400, 'The primary calendar cannot be deleted.', 'cannotDeletePrimaryCalendar');
      call.table('calendars').remove(id);
    },
    [`POST ${E}`]: (call) => insert(call, call.body),
    [`GET ${E}`]: events,
    [`POST ${E}/quickAdd`]: quickAdd,
    // A deleted event can be read still, as cancelled: https://developers.google.com/workspace/calendar/api/v3/reference/events/get
    [`GET ${E}/:event`]: eventOf,
    [`PATCH ${E}/:event`]: (call) => call.update('events', { ...call.body, updated: call.now }, eventOf(call)['id']),
    [`DELETE ${E}/:event`]: (call) => {
      const row = eventOf(call);
      if (row['status'] === 'cancelled') throw call.fail(410, 'Resource has been deleted', 'deleted');
      row['status'] = 'cancelled';
    },
    [`POST ${E}/:event/move`]: (call) =>
      call.update('events', { calendar: calendarOf(call, text(call.query.get('destination')))['id'] }, eventOf(call)['id']),
  },
});
