import { Moment } from './field.js';
import { PageQuery } from './page.dto.js';

/** Query parameters of lists over time. */
export class TimeRangeQuery extends PageQuery {
  @Moment({ optional: true, description: 'At or after, e.g. `2026-01-31T12:00:00Z`.' })
  from?: string;

  @Moment({ optional: true, description: 'Before.' })
  to?: string;
}

/** The range in milliseconds since the epoch, as far as it is given. */
export function timeRange(from: string | undefined, to: string | undefined): { fromMs?: number; toMs?: number } {
  return { ...(from === undefined ? {} : { fromMs: Date.parse(from) }), ...(to === undefined ? {} : { toMs: Date.parse(to) }) };
}
