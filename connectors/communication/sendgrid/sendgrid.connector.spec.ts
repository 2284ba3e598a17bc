import { describeConnector } from '@patchbay/testing';
import sendgrid from './sendgrid.connector.js';

describeConnector(sendgrid, import.meta.dirname, {
  undescribed: [
    /^GET \/v3\/marketing\/contacts\/imports\//,
    /^DELETE \/v3\/marketing\/lists\/[^/]+\/contacts$/,
    /^GET \/v3\/suppression\/unsubscribes$/,
    /^DELETE \/v3\/asm\/suppressions\/global\//,
  ],
  // With a template neither is needed, and dynamic templates have ids that are no UUIDs.
  openRequestMembers: [/^POST \/v3\/mail\/send: body \/ must have required property '(subject|content)'$/],
  unlistedAnswerMembers: [
    /^answer of DELETE \/v3\/marketing\/contacts: \/job_id must be object$/,
    /\/id must (match format "uuid"|NOT have fewer)/,
  ],
  rules: ({ operation, body }) => {
    if (operation !== 'POST /v3/mail/send') return [];
    const mail = body as { template_id?: string; content?: unknown };
    return mail.template_id === undefined && mail.content === undefined ? ['a mail needs content or a template'] : [];
  },
});
