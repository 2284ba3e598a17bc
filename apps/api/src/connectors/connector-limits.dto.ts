import { Text, Uuid } from '../dto/field.js';
import { choice, listOf, shape, text, textOrNull, whole } from '../openapi/schemas.js';

export class LimitsQueryDto {
  @Text({ max: 200, optional: true, description: 'Action of a built-in connector; its first one when absent.', example: 'person.create' })
  action?: string;

  @Uuid({ optional: true, description: 'Limits are counted per connection.' })
  connectionId?: string;
}

export const LIMITS_SCHEMA = shape({
  limits: listOf(
    shape({
      bucket: text('service'),
      allowed: whole(),
      windowMs: whole(),
      remaining: whole(),
      strategy: choice(['queue', 'fail']),
      waitMs: whole(),
    }),
  ),
  circuits: listOf(
    shape({
      connector: text('pipedrive'),
      connectionId: textOrNull(),
      host: text('api.example.com'),
      state: choice(['closed', 'open', 'half-open']),
      retryAfterMs: whole(),
      inFlight: whole(),
    }),
  ),
});
