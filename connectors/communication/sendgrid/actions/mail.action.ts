import { z } from 'zod';
import { defineAction } from '@patchbay/connector-sdk';

const Address = z.object({ email: z.email(), name: z.string().max(320).optional() });
const Addresses = z.array(Address).min(1).max(1_000);
const Attachment = z.object({
  filename: z.string().min(1),
  contentBase64: z.base64().min(1),
  contentType: z.string().min(1).optional(),
  inlineId: z.string().min(1).describe('Shown inside the HTML as <img src="cid:…">').optional(),
});
const Mail = z.object({
  from: Address.describe('A verified sender'),
  to: Addresses,
  cc: Addresses.optional(),
  bcc: Addresses.optional(),
  replyTo: Address.optional(),
  subject: z.string().min(1).optional(),
  text: z.string().min(1).optional(),
  html: z.string().min(1).optional(),
  templateId: z.string().min(1).describe('A dynamic template (d-…) brings its own subject and content').optional(),
  templateData: z.record(z.string(), z.unknown()).optional(),
  attachments: z.array(Attachment).max(50).describe('30 MB together').optional(),
  separately: z.boolean().default(false).describe('One mail per recipient, who sees no other recipient'),
  categories: z.array(z.string().min(1).max(255)).max(10).optional(),
  customArgs: z.record(z.string(), z.string()).describe('Come back with events').optional(),
  sendAt: z.iso.datetime().describe('At most 72 hours ahead').optional(),
  unsubscribeGroupId: z.int().optional(),
  sandbox: z.boolean().default(false).describe('Checked, but not sent'),
});
type Mail = z.output<typeof Mail>;

function personalizations(mail: Mail) {
  const shared = {
    cc: mail.cc,
    bcc: mail.bcc,
    dynamic_template_data: mail.templateData,
    custom_args: mail.customArgs,
    send_at: mail.sendAt === undefined ? undefined : Math.floor(Date.parse(mail.sendAt) / 1_000),
  };
  return mail.separately ? mail.to.map((one) => ({ to: [one], ...shared })) : [{ to: mail.to, ...shared }];
}

function content(mail: Mail) {
  const parts = [
    // The vendor wants plain text first.
    ...(mail.text === undefined ? [] : [{ type: 'text/plain', value: mail.text }]),
    ...(mail.html === undefined ? [] : [{ type: 'text/html', value: mail.html }]),
  ];
  return parts.length === 0 ? undefined : parts;
}

const send = defineAction({
  key: 'mail.send',
  title: 'Send mail',
  description: 'With texts of its own or a template, attachments, and a time to send at.',
  effect: 'create',
  input: Mail.refine((m) => m.templateId !== undefined || (m.subject !== undefined && (m.text ?? m.html) !== undefined), {
    error: 'Give templateId, or subject and text or html',
    path: ['subject'],
  }),
  output: z.object({ accepted: z.literal(true), messageId: z.string().optional() }),
  async run({ input, http }) {
    // https://www.twilio.com/docs/sendgrid/api-reference/mail-send/mail-send
    const { headers } = await http.send('POST', '/mail/send', {
      json: {
        personalizations: personalizations(input),
        from: input.from,
        reply_to: input.replyTo,
        subject: input.subject,
        content: content(input),
        template_id: input.templateId,
        attachments: input.attachments?.map((file) => ({
          content: file.contentBase64,
          filename: file.filename,
          type: file.contentType,
          disposition: file.inlineId === undefined ? 'attachment' : 'inline',
          content_id: file.inlineId,
        })),
        categories: input.categories,
        asm: input.unsubscribeGroupId === undefined ? undefined : { group_id: input.unsubscribeGroupId },
        mail_settings: input.sandbox ? { sandbox_mode: { enable: true } } : undefined,
      },
    });
    return { accepted: true as const, messageId: headers['x-message-id'] };
  },
});

export const mailActions = [send];
