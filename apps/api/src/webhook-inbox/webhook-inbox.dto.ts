import { SIGNATURE_SCHEME_NAMES, WEBHOOK_EVENT_STATUSES } from '@patchbay/workflows';
import { Choice, Flag, Nested, Text, Uuid } from '../dto/field.js';
import { PageQuery } from '../dto/page.dto.js';
import { choice, flag, moment, shape, text, textOrNull, uuid, whole } from '../openapi/schemas.js';

const HEADER = { pattern: /^[A-Za-z0-9-]+$/, patternSays: 'must be a header name' };
const SECRET = { min: 8, max: 500, pattern: /^[\x21-\x7e]+$/, patternSays: 'must be printable ASCII without spaces' };

export class SchemeOptionsBody {
  @Text({
    ...HEADER,
    max: 100,
    optional: true,
    description: '`hmac-sha256`: the header with the signature; `token`: the one with the token.',
  })
  header?: string;

  @Choice(['hex', 'base64'], { optional: true, description: '`hmac-sha256`: how the signature is written; `hex` when absent.' })
  encoding?: 'hex' | 'base64';

  @Text({ max: 20, optional: true, description: '`hmac-sha256`: what stands before the signature, e.g. `sha256=`.' })
  prefix?: string;

  @Text({
    ...HEADER,
    max: 100,
    optional: true,
    description: 'The header with the sender’s own id of the event: what has come once is not worked on again.',
  })
  eventIdHeader?: string;
}

export class EndpointBody {
  @Uuid()
  workflowId!: string;

  @Text({ max: 64, description: 'A trigger of type `webhook` of this workflow.', example: 'order' })
  triggerId!: string;

  @Choice(SIGNATURE_SCHEME_NAMES, { description: 'How the sender signs.', example: 'standard-webhooks' })
  scheme!: (typeof SIGNATURE_SCHEME_NAMES)[number];

  @Nested(() => SchemeOptionsBody, { optional: true })
  options?: SchemeOptionsBody;

  @Text({
    ...SECRET,
    optional: true,
    description: 'What the sender signs with, when it has made one itself. Absent: one is made and told once.',
  })
  secret?: string;
}

export class EndpointChangeBody {
  @Flag({ description: 'A switched-off endpoint answers 404.' })
  enabled!: boolean;
}

export class EndpointRotateBody {
  @Text({ ...SECRET, optional: true })
  secret?: string;
}

export class EndpointsQuery extends PageQuery {
  @Uuid({ optional: true })
  workflowId?: string;
}

export class WebhookEventsQuery extends PageQuery {
  @Uuid({ optional: true })
  endpointId?: string;

  @Choice(WEBHOOK_EVENT_STATUSES, { optional: true })
  status?: (typeof WEBHOOK_EVENT_STATUSES)[number];
}

const endpoint = {
  id: uuid(),
  workflowId: uuid(),
  triggerId: text(),
  url: text('https://patchbay.example.com/api/v1/webhooks/in/0199a2b0-7c1e-7a3f-9b52-3f1d2c4b5a69'),
  scheme: choice(SIGNATURE_SCHEME_NAMES),
  options: { type: 'object' },
  enabled: flag(),
  createdAt: moment(),
};
export const ENDPOINT_SCHEMA = shape(endpoint);
export const ENDPOINT_WITH_SECRET_SCHEMA = shape({ ...endpoint, secret: { type: 'string', description: 'Told this once.' } });

const event = {
  id: uuid(),
  endpointId: uuid(),
  workflowId: uuid(),
  eventKey: text(),
  status: choice(WEBHOOK_EVENT_STATUSES),
  contentType: text(),
  bytes: whole(),
  reason: { type: ['object', 'null'], description: 'Why it began no run.' },
  runId: textOrNull(),
  replays: whole(),
  receivedAt: moment(),
};
export const WEBHOOK_EVENT_SCHEMA = shape(event);
export const WEBHOOK_EVENT_VIEW_SCHEMA = shape({ ...event, headers: { type: 'object' }, body: text() });
