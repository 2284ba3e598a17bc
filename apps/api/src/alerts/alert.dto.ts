import { ALERT_KINDS, type AlertKind } from '@patchbay/observability';
import { Choice, Flag, JsonField, JsonObjectField, Text } from '../dto/field.js';
import { choice, flag, listOf, moment, shape, text, uuid } from '../openapi/schemas.js';

const number = (description: string): object => ({ type: 'number', description });
const CONDITION = {
  threshold: number('Fires at or above: a share (error_rate, quota), seconds (queue_age), US dollars (cost_budget).'),
  windowMinutes: number('Minutes looked back over (error_rate); 15 unless set.'),
  minRuns: number('Executions in the window below which a rate says nothing (error_rate); 20 unless set.'),
  period: { type: 'string', enum: ['day', 'month'], description: 'Of the budget (cost_budget); the calendar month unless set, UTC.' },
  rounds: number('Looks in a row, half a minute apart, that must agree before it fires or recovers.'),
  connector: { type: 'string', description: 'Only this one (error_rate, dead_connection).' },
};
const CHANNEL = {
  description:
    'A `webhook` `{ url, signWith? }` — `url` may hold `{{workspace.name}}`, `signWith` names the workspace credential that signs — or an `action` `{ connector, action?, connectionId?, input }`, e-mail for instance, whose texts may hold `{{alert.title}}` and `{{alert.text}}`.',
  type: 'object',
  properties: { type: { type: 'string', enum: ['webhook', 'action'] } },
  required: ['type'],
};

export class AlertRuleBody {
  @Text({ max: 200, example: 'Too many failures' })
  name!: string;

  @Choice(ALERT_KINDS, { example: 'error_rate' })
  kind!: AlertKind;

  @JsonObjectField({ optional: true, schema: { properties: CONDITION }, example: { threshold: 0.2, windowMinutes: 15 } })
  condition?: Record<string, unknown>;

  @JsonField({
    optional: true,
    description: 'Who is told beside the workspace’s events; at most 5.',
    schema: { type: 'array', items: CHANNEL, maxItems: 5 },
    example: [{ type: 'webhook', url: 'https://example.com/alerts', signWith: 'alert_key' }],
  })
  channels?: unknown;

  @Flag({ optional: true, example: true })
  enabled?: boolean;
}

export const ALERT_RULE_SCHEMA = shape({
  id: uuid(),
  name: text('Too many failures'),
  kind: choice(ALERT_KINDS),
  condition: { type: 'object', properties: CONDITION },
  channels: listOf(CHANNEL),
  enabled: flag(),
  createdAt: moment(),
  updatedAt: moment(),
  states: {
    ...listOf(
      shape({
        subject: { ...text(), description: 'A connection’s id, a quota’s metric, or empty for the whole workspace.' },
        firing: flag(),
        value: { type: ['number', 'null'] },
        since: moment(),
        evaluatedAt: moment(),
      }),
    ),
    description: 'What it says right now.',
  },
});
