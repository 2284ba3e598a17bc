import { afterAll, expect, test } from '@jest/globals';
import { ExpressionRunner } from './expression-runner.js';

const runner = new ExpressionRunner();
afterAll(() => runner.close(), 20_000);

const run = (source: string, input: unknown): Promise<unknown> =>
  runner.run(source, JSON.stringify(input), 'nodes[0].expression').then((text) => JSON.parse(text) as unknown);

test('an expression sees its value and nothing else', async () => {
  expect(
    await run('$sum(lines.(price * count))', {
      lines: [
        { price: 2, count: 3 },
        { price: 1.5, count: 2 },
      ],
    }),
  ).toBe(9);
  expect(await run('nothing.here', {})).toBeNull();
  expect(await run('[process, globalThis, require]', {})).toEqual([]);
}, 30_000);

test('what fails says why and where', async () => {
  await expect(run('$number("x")', {})).rejects.toMatchObject({
    code: 'template_invalid',
    message: expect.stringMatching(/^nodes\[0\]\.expression: the expression failed: .*number/i),
  });
  await expect(run('function($x){$x}', {})).rejects.toMatchObject({ code: 'template_invalid' });
}, 30_000);

test('endless and greedy expressions are ended, and the next ones run as before', async () => {
  const hostile = [
    '($f := function($x){$f($x + 1) + 1}; $f(0))',
    '($f := function($x){$f($x)}; $f(0))',
    '$match("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", /^(a+)+$/)',
    '($f := function($s, $n){$n = 0 ? $s : $f($s & $s, $n - 1)}; $uppercase($f("abcdefgh", 30)))',
  ];
  for (const source of hostile) await expect(run(source, {})).rejects.toMatchObject({ code: 'template_invalid' });
  expect(await Promise.all([1, 2, 3, 4, 5].map((n) => run('n * 2', { n })))).toEqual([2, 4, 6, 8, 10]);
}, 30_000);
