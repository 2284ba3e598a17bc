import { describeConnector } from '@patchbay/testing';
import twilio from './twilio.connector.js';

describeConnector(twilio, import.meta.dirname, {
  account: { accountSid: `AC${'0'.repeat(32)}` },
  undescribed: [/\/v2\/(PhoneNumbers|Services)\//], // other hosts, other descriptions
  rules: ({ operation, body }) => {
    if (!/^POST .*\/Messages\.json$/.test(operation)) return [];
    const sent = body as Readonly<Record<string, unknown>>;
    return [
      ...((sent['Body'] ?? sent['MediaUrl'] ?? sent['ContentSid']) ? [] : ['a message needs Body, MediaUrl or ContentSid']),
      ...((sent['From'] ?? sent['MessagingServiceSid']) ? [] : ['a message needs From or MessagingServiceSid']),
      ...(sent['SendAt'] && sent['ScheduleType'] !== 'fixed' ? ['SendAt needs ScheduleType fixed'] : []),
    ];
  },
});
