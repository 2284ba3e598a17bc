import { describeConnector, describeSimulator } from '@patchbay/testing';
import calendar from './google-calendar.connector.js';
import simulator from './google-calendar.simulator.js';

describeConnector(calendar, import.meta.dirname, {
  // Required by the vendor, not declared in its description.
  rules: ({ operation, body }) => {
    if (operation !== 'POST /calendar/v3/calendars/{calendarId}/events') return [];
    const event = body as { start?: object; end?: object };
    return event.start && event.end ? [] : ['an event needs start and end'];
  },
});

describeSimulator(calendar, simulator, {
  story: async ({ ok, refused, expect }) => {
    const times = { start: '2026-12-02T10:00:00Z', end: '2026-12-02T11:00:00Z' };
    const { id } = await ok('event.create', { title: 'Tea', ...times, attendees: [{ email: 'charles@engines.example' }], addMeet: true });
    expect(await ok('event.get', { id })).toMatchObject({
      title: 'Tea',
      meetUrl: expect.any(String),
      attendees: [{ response: 'needsAction' }],
    });
    expect(await refused('event.create', { id: 'abcde', title: 'Empty', start: times.end, end: times.start })).toBe('provider_rejected');
    await ok('event.create', { id: 'abcde', title: 'Once', ...times });
    expect(await refused('event.create', { id: 'abcde', title: 'Once', ...times })).toBe('conflict');
    expect(await ok('event.list', { from: '2026-12-02T00:00:00Z', to: '2026-12-03T00:00:00Z' })).toHaveLength(2);
    expect(await ok('event.list', { query: 'engine' })).not.toEqual([]);
    expect(await ok('event.update', { id, location: 'Garden' })).toMatchObject({ title: 'Tea', location: 'Garden' });
    await ok('event.quick_add', { text: 'Lunch with Ada' });
    const asked = { calendarIds: ['primary', 'nobody@engines.example'], from: '2026-12-02T00:00:00Z', to: '2026-12-03T00:00:00Z' };
    const [mine, nobody] = await ok('calendar.free_busy', asked);
    expect([mine?.busy?.length, nobody?.error]).toEqual([2, 'notFound']);
    const calendar = await ok('calendar.create', { name: 'Launch' });
    await ok('event.move', { id, toCalendarId: calendar.id });
    expect(await refused('event.get', { id })).toBe('provider_not_found');
    await ok('event.delete', { calendarId: calendar.id, id });
    expect(await ok('event.get', { calendarId: calendar.id, id })).toMatchObject({ status: 'cancelled' });
    expect(await refused('event.delete', { calendarId: calendar.id, id })).toBe('provider_not_found');
    expect(await ok('calendar.list')).toHaveLength(3);
    await ok('calendar.delete', { id: calendar.id });
    expect(await refused('calendar.delete', { id: calendar.id })).toBe('provider_not_found');
  },
});
