import { z } from 'zod';

/** What channel and chat messages share. https://learn.microsoft.com/en-us/graph/api/resources/chatmessage */
export const WireMessage = z.object({
  id: z.string(),
  createdDateTime: z.string().nullish(),
  subject: z.string().nullish(),
  messageType: z.string().nullish(),
  replyToId: z.string().nullish(),
  webUrl: z.string().nullish(),
  body: z.object({ contentType: z.string().nullish(), content: z.string().nullish() }).nullish(),
  from: z.object({ user: z.object({ id: z.string(), displayName: z.string().nullish() }).nullish() }).nullish(),
});
export const Message = z.object({
  id: z.string(),
  at: z.string().optional(),
  type: z.string().optional(),
  subject: z.string().optional(),
  content: z.string().optional(),
  contentType: z.string().optional(),
  replyToId: z.string().optional(),
  senderId: z.string().optional(),
  senderName: z.string().optional(),
  url: z.string().optional(),
});
export const toMessage = (m: z.output<typeof WireMessage>) => ({
  id: m.id,
  at: m.createdDateTime ?? undefined,
  type: m.messageType ?? undefined,
  subject: m.subject ?? undefined,
  content: m.body?.content ?? undefined,
  contentType: m.body?.contentType ?? undefined,
  replyToId: m.replyToId ?? undefined,
  senderId: m.from?.user?.id,
  senderName: m.from?.user?.displayName ?? undefined,
  url: m.webUrl ?? undefined,
});

export const NewMessage = {
  content: z.string().min(1).max(28_000),
  contentType: z.enum(['text', 'html']).default('text'),
  importance: z.enum(['normal', 'high', 'urgent']).default('normal'),
  mentions: z
    .array(z.object({ userId: z.uuid(), name: z.string().min(1) }))
    .describe('With HTML: <at id="0">Ada</at> in the content is the first of these, and so on')
    .optional(),
};
const Draft = z.object(NewMessage);

export function toWire(draft: z.output<typeof Draft>) {
  return {
    body: { contentType: draft.contentType, content: draft.content },
    importance: draft.importance,
    mentions: draft.mentions?.map(({ userId, name }, id) => ({
      id,
      mentionText: name,
      mentioned: { user: { id: userId, displayName: name, userIdentityType: 'aadUser' } },
    })),
  };
}
