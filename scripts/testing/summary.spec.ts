import { expect, test } from '@jest/globals';
import { readReport } from './jest-suite.mjs';
import { summaryOf } from './summary.mjs';

const suite = (change: object) => ({ name: 'unit', passed: 0, failed: 0, skipped: [], failures: [], seconds: 1.25, ...change });
const lastLine = (text: string): string => text.split('\n').at(-1) ?? '';

test('the last line is the sum over all suites', () => {
  expect(lastLine(summaryOf([suite({ passed: 3 }), suite({ passed: 2, failed: 1, failures: ['a › b'] })]))).toBe('5 passed, 1 failed');
  expect(lastLine(summaryOf([suite({ passed: 3, skipped: [{ name: 'x', tests: 2 }] })]))).toBe('3 passed, 0 failed, 2 skipped');
  expect(lastLine(summaryOf([]))).toBe('0 passed, 0 failed');
});

test('what failed and what was skipped is named', () => {
  const text = summaryOf([
    suite({ failed: 1, failures: ['a.spec.ts › it works'], skipped: [{ name: 'Redis (not installed)', tests: 4 }] }),
  ]);
  expect(text).toContain('✕ unit: a.spec.ts › it works');
  expect(text).toContain('- unit: Redis (not installed) (4 tests)');
});

const testResult = (status: string, change: object = {}) => ({
  status,
  title: 'it works',
  fullName: 'group it works',
  ancestorTitles: ['group'],
  ...change,
});
const file = (status: string, ...assertionResults: object[]) => ({ name: `${process.cwd()}/libs/a.spec.ts`, status, assertionResults });

test('tests are counted by what became of them', () => {
  const report = {
    testResults: [
      file(
        'failed',
        testResult('passed'),
        testResult('failed'),
        testResult('pending', { ancestorTitles: ['Redis'] }),
        testResult('pending', { ancestorTitles: ['Redis'] }),
        testResult('todo', { ancestorTitles: [] }),
      ),
    ],
  };
  expect(readReport(report, 1)).toEqual({
    passed: 1,
    failed: 1,
    failures: ['libs/a.spec.ts › group it works'],
    skipped: [
      { name: 'libs/a.spec.ts › Redis', tests: 2 },
      { name: 'libs/a.spec.ts › it works', tests: 1 },
    ],
  });
});

test('a single skipped test among others is told by its own title', () => {
  const skipped = testResult('pending', { title: 'x: not on this machine', fullName: 'group x: not on this machine' });
  expect(readReport({ testResults: [file('passed', testResult('passed'), skipped)] }, 0).skipped).toEqual([
    { name: 'libs/a.spec.ts › group x: not on this machine', tests: 1 },
  ]);
});

test('a file that cannot be loaded is a failure', () => {
  expect(readReport({ testResults: [file('failed')] }, 1)).toMatchObject({ failed: 1, failures: ['libs/a.spec.ts could not be run'] });
});

test('a run that ends badly is never taken for a good one', () => {
  expect(readReport({ testResults: [file('passed', testResult('passed'))] }, 1)).toMatchObject({ passed: 1, failed: 1 });
  expect(readReport(undefined, 137)).toMatchObject({ failed: 1, failures: ['the run ended without a report'] });
  expect(readReport({ testResults: [] }, 0)).toMatchObject({ passed: 0, failed: 0, failures: [] });
});
