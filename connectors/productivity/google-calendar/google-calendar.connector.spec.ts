import { describeConnector } from '@patchbay/testing';
import calendar from './google-calendar.connector.js';

describeConnector(calendar, import.meta.dirname, {
  // Required by the vendor, not declared in its description.
  rules: ({ operation, body }) => {
    if (operation !== 'POST /calendar/v3/calendars/{calendarId}/events') return [];
    const event = body as { start?: object; end?: object };
    return event.start && event.end ? [] : ['an event needs start and end'];
  },
});
