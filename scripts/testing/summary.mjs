/** The end of `npm test`: a table of suites, what failed, what was skipped and why, and the sum as the last line. */
export function summaryOf(suites) {
  const sum = (of) => suites.reduce((total, suite) => total + of(suite), 0);
  const skippedTests = (suite) => suite.skipped.reduce((total, { tests }) => total + tests, 0);
  const rows = [
    ['suite', 'passed', 'failed', 'skipped', 'seconds'],
    ...suites.map((suite) => [suite.name, suite.passed, suite.failed, skippedTests(suite), suite.seconds.toFixed(1)].map(String)),
  ];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const table = rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join('  '),
  );
  const failures = suites.flatMap((suite) => suite.failures.map((name) => `  ✕ ${suite.name}: ${name}`));
  const skipped = suites.flatMap((suite) =>
    suite.skipped.map(({ name, tests }) => `  - ${suite.name}: ${name}${tests > 1 ? ` (${tests} tests)` : ''}`),
  );
  const skippedSum = sum(skippedTests);
  return [
    '',
    ...table,
    ...(failures.length > 0 ? ['', 'Failed:', ...failures] : []),
    ...(skipped.length > 0 ? ['', 'Skipped, with the reason:', ...skipped] : []),
    '',
    `${sum((suite) => suite.passed)} passed, ${sum((suite) => suite.failed)} failed${skippedSum > 0 ? `, ${skippedSum} skipped` : ''}`,
  ].join('\n');
}
