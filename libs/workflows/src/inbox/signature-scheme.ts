import { createHmac, timingSafeEqual } from 'node:crypto';

/** Lower-case header names, as Node gives them. */
export type WebhookHeaders = Readonly<Record<string, string | string[] | undefined>>;

export interface SchemeOptions {
  /** `hmac-sha256`: the header that carries the signature, and how it is written. */
  readonly header?: string | undefined;
  readonly encoding?: 'hex' | 'base64' | undefined;
  readonly prefix?: string | undefined;
  /** Where the sender's own id of the event stands, when the scheme does not know. */
  readonly eventIdHeader?: string | undefined;
}

/** What came, before anything of it is believed. */
export interface Delivery {
  readonly headers: WebhookHeaders;
  readonly body: Buffer;
  readonly nowMs: number;
}

interface Scheme {
  readonly title: string;
  /** Whether the delivery is signed with the secret. Never throws. */
  readonly verify: (delivery: Delivery, secret: string, options: SchemeOptions) => boolean;
  /** Header, or member of the JSON body, with the sender's id of the event. */
  readonly idHeader?: string;
  readonly idMember?: string;
}

/** Older deliveries are replays. Five minutes: the tolerance of Stripe's, Slack's and Standard Webhooks' own libraries. */
const TOLERANCE_SECONDS = 300;

/**
 * How senders sign, by name. Every signature is over the bytes as they came.
 * Sources: https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries · https://docs.stripe.com/webhooks#verify-manually ·
 * https://docs.slack.dev/authentication/verifying-requests-from-slack · https://shopify.dev/docs/apps/build/webhooks/subscribe/https ·
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export const SIGNATURE_SCHEMES = {
  'standard-webhooks': {
    title: 'Standard Webhooks',
    idHeader: 'webhook-id',
    verify: ({ headers, body, nowMs }, secret) => {
      const id = one(headers['webhook-id']);
      const timestamp = one(headers['webhook-timestamp']);
      if (!isRecent(timestamp, nowMs)) return false;
      const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
      const wanted = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64');
      return one(headers['webhook-signature'])
        .split(' ')
        .some((signature) => same(signature, `v1,${wanted}`));
    },
  },
  github: {
    title: 'GitHub',
    idHeader: 'x-github-delivery',
    verify: ({ headers, body }, secret) => same(one(headers['x-hub-signature-256']), `sha256=${hmac(secret, [body], 'hex')}`),
  },
  stripe: {
    title: 'Stripe',
    idMember: 'id',
    verify: ({ headers, body, nowMs }, secret) => {
      const parts = one(headers['stripe-signature']).split(',');
      const timestamp = parts.find((part) => part.startsWith('t='))?.slice(2) ?? '';
      if (!isRecent(timestamp, nowMs)) return false;
      const wanted = `v1=${hmac(secret, [`${timestamp}.`, body], 'hex')}`;
      return parts.some((part) => same(part, wanted));
    },
  },
  slack: {
    title: 'Slack',
    idMember: 'event_id',
    verify: ({ headers, body, nowMs }, secret) => {
      const timestamp = one(headers['x-slack-request-timestamp']);
      return isRecent(timestamp, nowMs) && same(one(headers['x-slack-signature']), `v0=${hmac(secret, [`v0:${timestamp}:`, body], 'hex')}`);
    },
  },
  shopify: {
    title: 'Shopify',
    idHeader: 'x-shopify-webhook-id',
    verify: ({ headers, body }, secret) => same(one(headers['x-shopify-hmac-sha256']), hmac(secret, [body], 'base64')),
  },
  'hmac-sha256': {
    title: 'HMAC-SHA256 of the body in a header',
    verify: ({ headers, body }, secret, { header = 'x-signature', encoding = 'hex', prefix = '' }) =>
      same(one(headers[header.toLowerCase()]), `${prefix}${hmac(secret, [body], encoding)}`),
  },
  token: {
    title: 'A shared token in a header',
    verify: ({ headers }, secret, { header = 'x-webhook-token' }) => same(one(headers[header.toLowerCase()]), secret),
  },
} as const satisfies Readonly<Record<string, Scheme>>;

export type SignatureSchemeName = keyof typeof SIGNATURE_SCHEMES;
export const SIGNATURE_SCHEME_NAMES = Object.keys(SIGNATURE_SCHEMES) as SignatureSchemeName[];

/** Whether the delivery carries the right signature. In: the scheme's options; the endpoint's secret. */
export function isSigned(scheme: SignatureSchemeName, delivery: Delivery, at: { secret: string; options: SchemeOptions }): boolean {
  return (SIGNATURE_SCHEMES[scheme] as Scheme).verify(delivery, at.secret, at.options);
}

/** The sender's own id of the event, when there is one that can be kept. */
export function senderEventId(scheme: SignatureSchemeName, delivery: Delivery, options: SchemeOptions): string | undefined {
  const { idHeader, idMember } = SIGNATURE_SCHEMES[scheme] as Scheme;
  const header = options.eventIdHeader?.toLowerCase() ?? idHeader;
  const id = header === undefined ? memberOf(delivery.body, idMember) : one(delivery.headers[header]);
  return id !== undefined && /^[\x21-\x7e]{1,200}$/.test(id) ? id : undefined;
}

function memberOf(body: Buffer, name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  try {
    const value = (JSON.parse(body.toString('utf8')) as Record<string, unknown> | null)?.[name];
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

const one = (header: string | string[] | undefined): string => (typeof header === 'string' ? header : '');

function hmac(secret: string, parts: readonly (string | Buffer)[], encoding: 'hex' | 'base64'): string {
  const mac = createHmac('sha256', secret);
  for (const part of parts) mac.update(part);
  return mac.digest(encoding);
}

function isRecent(timestamp: string, nowMs: number): boolean {
  return /^\d{1,12}$/.test(timestamp) && Math.abs(nowMs / 1_000 - Number(timestamp)) <= TOLERANCE_SECONDS;
}

/** Takes as long for a near miss as for a far one. */
function same(given: string, wanted: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(wanted);
  return a.length === b.length && timingSafeEqual(a, b);
}
