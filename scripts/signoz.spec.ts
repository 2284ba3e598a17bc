import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const ROOT = join(import.meta.dirname, '..');
const SIGNOZ = join(ROOT, 'docker', 'signoz');
const MADE =
  /create(?:ObservableGauge|ObservableCounter|Counter|Histogram|Gauge)\(\s*[`']([\w.${}]+)[`']|seconds\('([\w.]+)'|gauge\('([\w.]+)'/g;

const files = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path) : [path];
  });

/** Names of the metrics our code makes. */
const made = new Set(
  ['libs', 'apps/api/src'].flatMap((folder) =>
    files(join(ROOT, folder))
      .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'))
      .flatMap((path) =>
        [...readFileSync(path, 'utf8').matchAll(MADE)].map(([, plain, seconds, loop]) => plain ?? seconds ?? `nodejs.eventloop.${loop}`),
      ),
  ),
);
const dashboards = readdirSync(join(SIGNOZ, 'dashboards'));
const imported = [...dashboards.map((name) => join('dashboards', name)), 'alert-rules.json'];

interface Query {
  readonly spec: {
    readonly name: string;
    readonly expression?: string;
    readonly aggregations?: readonly { readonly metricName: string }[];
  };
}

/** Everything of a parsed document that is a query. */
function queriesIn(value: unknown): Query[][] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'queries' in value && Array.isArray(value.queries) && value.queries[0]?.type !== undefined ? [value.queries as Query[]] : [];
  return [...own, ...Object.values(value).flatMap(queriesIn)];
}

test.each(imported)('%s asks only for metrics that are made, and its formulas only for queries that are there', (file) => {
  const groups = queriesIn(JSON.parse(readFileSync(join(SIGNOZ, file), 'utf8')));
  expect(groups.length).toBeGreaterThan(0);
  const asked = groups.flat().flatMap(({ spec }) => spec.aggregations ?? []);
  const unknown = asked
    .map(({ metricName }) => metricName.replace(/\.(bucket|count|sum)$/, ''))
    .filter((name) => !made.has(name) && !made.has(`${name}.count`));
  expect(unknown).toEqual([]);
  for (const group of groups) {
    const names = group.map(({ spec }) => spec.name);
    for (const { spec } of group) for (const name of spec.expression?.match(/[A-Z]\b/g) ?? []) expect(names).toContain(name);
  }
});

test.each(dashboards)('the layout of %s shows every panel once', (file) => {
  const { spec } = JSON.parse(readFileSync(join(SIGNOZ, 'dashboards', file), 'utf8')) as {
    spec: { panels: object; layouts: { spec: { items: { content: { $ref: string } }[] } }[] };
  };
  const shown = spec.layouts.flatMap((layout) => layout.spec.items.map((item) => item.content.$ref.replace('#/spec/panels/', '')));
  expect(shown.sort()).toEqual(Object.keys(spec.panels).sort());
});
