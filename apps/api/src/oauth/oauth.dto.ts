import { JsonObjectField, Text, Uuid } from '../dto/field.js';
import { choice, listOf, moment, momentOrNull, PAGINATION, shape, text, uuid } from '../openapi/schemas.js';

export class OauthSessionBody {
  @Text({ max: 100, example: 'slack' })
  connector!: string;

  @Text({ max: 200, optional: true, description: 'Of the new connection; a free name like it is found.', example: 'Support workspace' })
  name?: string;

  @Text({ max: 100, optional: true, description: 'Which of the connector’s ways to sign in, such as its sandbox; the first when absent.' })
  provider?: string;

  @Uuid({ optional: true, description: 'A connection that signs in again.' })
  connectionId?: string;

  @JsonObjectField({ optional: true, description: 'What the connector asks before connecting, such as a shop’s name.', example: {} })
  metadata?: Record<string, unknown>;
}

export class OauthAppBody {
  @Text({ max: 500, example: '1234.5678' })
  clientId!: string;

  @Text({ max: 5_000, description: 'It never comes back.', example: 'a1b2c3…' })
  clientSecret!: string;
}

export const SESSION_SCHEMA = shape({
  id: uuid(),
  provider: choice(['nango', 'oauth2']),
  connectUrl: text('https://patchbay.example.com/api/v1/oauth/start/…'),
  'sessionToken?': text(),
  expiresAt: moment(),
});

export const OUTCOME_SCHEMA = shape({
  id: uuid(),
  status: choice(['pending', 'connected', 'failed', 'expired']),
  connectionId: { type: ['string', 'null'], format: 'uuid' },
});

export const APP_SCHEMA = shape({
  connector: text('slack'),
  clientId: text(),
  source: choice(['workspace', 'environment']),
  updatedAt: momentOrNull(),
});
export const APPS_SCHEMA = shape({
  data: listOf(APP_SCHEMA),
  pagination: PAGINATION,
  redirectUri: text('https://patchbay.example.com/api/v1/oauth/callback'),
});
