import { describeConnector, describeSimulator } from '@patchbay/testing';
import twilio from './twilio.connector.js';
import simulator from './twilio.simulator.js';

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

describeSimulator(twilio, simulator, {
  account: { accountSid: `AC${'0'.repeat(32)}` },
  story: async ({ ok, refused, expect }) => {
    const { sid } = await ok('sms.send', { to: '+442079460001', from: '+15550100', body: 'Hello' });
    expect(await ok('message.get', { sid })).toMatchObject({ sid, status: 'queued', body: 'Hello' });
    expect(await refused('sms.send', { to: '+15005550001', from: '+15550100', body: 'Hello' })).toBe('provider_rejected');
    await ok('whatsapp.send', { to: '+442079460001', from: '+15550100', body: 'Hello' });
    expect(await ok('message.list')).toHaveLength(3);
    expect(await ok('message.list', { to: '+442079460001' })).toMatchObject([{ sid }]);
    const later = { to: '+442079460001', messagingServiceSid: `MG${'c3'.repeat(16)}`, body: 'Later', sendAt: '2099-01-01T00:00:00Z' };
    expect(await ok('message.cancel', { sid: (await ok('sms.send', later)).sid })).toMatchObject({ status: 'canceled' });
    await ok('message.delete', { sid });
    expect(await refused('message.get', { sid })).toBe('provider_not_found');

    const made = await ok('call.create', { to: '+442079460001', from: '+15550100', twiml: '<Response><Say>Hi</Say></Response>' });
    expect(await ok('call.get', { sid: made.sid })).toMatchObject({ status: 'queued' });
    expect(await ok('call.end', { sid: made.sid })).toMatchObject({ status: 'completed', durationSeconds: 42 });
    expect(await ok('call.list')).toHaveLength(1);
    expect(await ok('phone_number.list')).toMatchObject([{ phoneNumber: '+15550100', sms: true }]);
    expect(await ok('phone_number.lookup', { phoneNumber: '+442079460001', fields: ['caller_name'] })).toMatchObject({ valid: true });
    const service = { serviceSid: `VA${'d4'.repeat(16)}`, to: '+442079460001' };
    await ok('verification.start', service);
    expect(await ok('verification.check', { ...service, code: '123456' })).toMatchObject({ approved: false });
    expect(await ok('verification.check', { ...service, code: '000000' })).toMatchObject({ approved: true });
    expect(await refused('verification.check', { ...service, code: '000000' })).toBe('provider_not_found');
  },
});
