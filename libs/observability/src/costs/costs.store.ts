import { idAt, idTimeMs, type Page, type PageRequest } from '@patchbay/kernel';
import type { Tx } from '@patchbay/platform';
import { scannedPage } from '../paging/scanned-page.js';
import type { CostDimension, CostFigures, CostFilter, ModelCost } from './cost.js';

interface Row {
  readonly id: string;
  readonly execution_id: string;
  readonly trace_id: string;
  readonly connector_key: string;
  readonly action: string | null;
  readonly connection_id: string | null;
  readonly provider: string;
  readonly model: string;
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly cached_tokens: number;
  readonly input_price: number | null;
  readonly output_price: number | null;
  readonly cached_price: number | null;
  readonly price_source: string | null;
  readonly price_as_of: string | null;
  readonly usd: number | null;
}

// The driver gives numeric and bigint as text.
const NUMBERS = ['input_tokens', 'output_tokens', 'cached_tokens', 'input_price', 'output_price', 'cached_price', 'usd'] as const;
const COLUMNS = `id, execution_id, trace_id, connector_key, action, connection_id, provider, model, price_source, price_as_of::text as price_as_of,
  ${NUMBERS.map((name) => `${name}::float8 as ${name}`).join(', ')}`;

const DIMENSION: Readonly<Record<CostDimension, readonly (readonly [name: string, sql: string])[]>> = {
  provider: [['provider', 'provider']],
  model: [
    ['provider', 'provider'],
    ['model', 'model'],
  ],
  connector: [['connector', 'connector_key']],
  day: [['day', `to_char(uuid_time(id) at time zone 'utc', 'YYYY-MM-DD')`]],
};
const MAX_GROUPS = 1_000;

/** Model costs of the transaction's workspace. Reads only: costs are written with the executions they are of. */
export class CostsStore {
  /** Newest first. A page may be short and still lead on (see scannedPage). */
  async list(tx: Tx, filter: CostFilter, page: PageRequest): Promise<Page<ModelCost>> {
    const { provider, model, connector, executionId, traceId, ...range } = filter;
    const equal = { provider, model, connector_key: connector, execution_id: executionId, trace_id: traceId };
    const question = { table: 'model_cost_logs', kind: 'costs', columns: COLUMNS, equal, indexed: ['execution_id'], range } as const;
    const { data, nextCursor } = await scannedPage<Row>(tx, question, page);
    return { data: data.map(toCost), nextCursor };
  }

  /** Sums of a time range by the dimensions, and in all (`keys` empty). */
  async totals(
    tx: Tx,
    ask: { fromMs: number; toMs: number; groupBy: readonly CostDimension[] },
  ): Promise<(CostFigures & { key: Record<string, string> | null })[]> {
    const dimensions = new Map(ask.groupBy.flatMap((dimension) => DIMENSION[dimension]));
    const names = [...dimensions.keys()];
    const keys = names.length > 0 ? `array[${[...dimensions.values()].join(', ')}]` : `'{}'::text[]`;
    const { rows } = await tx.query<CostFigures & { keys: string[] | null }>(
      `select keys, count(*)::float8 as calls, coalesce(sum(input_tokens), 0)::float8 as "inputTokens", coalesce(sum(output_tokens), 0)::float8 as "outputTokens",
         coalesce(sum(cached_tokens), 0)::float8 as "cachedTokens", coalesce(sum(usd), 0)::float8 as usd, count(*) filter (where usd is null)::float8 as "unpricedCalls"
       from (select ${keys} as keys, input_tokens, output_tokens, cached_tokens, usd from model_cost_logs
             where id >= greatest($1::uuid, kept_from('costs')) and id < $2::uuid) calls
       group by grouping sets ((), (keys)) order by keys is null desc, ${names.includes('day') ? `keys[${names.indexOf('day') + 1}] desc,` : ''} usd desc, keys limit ${MAX_GROUPS + 1}`,
      [idAt(ask.fromMs), idAt(ask.toMs)],
    );
    return rows.map(({ keys: values, ...figures }) => ({
      key: values && Object.fromEntries(names.map((name, index) => [name, values[index] ?? ''])),
      ...figures,
    }));
  }
}

function toCost(row: Row): ModelCost {
  return {
    id: row.id,
    executionId: row.execution_id,
    traceId: row.trace_id,
    connector: row.connector_key,
    action: row.action,
    connectionId: row.connection_id,
    provider: row.provider,
    model: row.model,
    inputTokens: row.input_tokens,
    outputTokens: row.output_tokens,
    cachedTokens: row.cached_tokens,
    usd: row.usd,
    price:
      row.price_source === null
        ? null
        : { input: row.input_price, output: row.output_price, cached: row.cached_price, source: row.price_source, asOf: row.price_as_of },
    at: new Date(idTimeMs(row.id)).toISOString(),
  };
}
