import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join, relative } from 'node:path';
import { CACHE, localNode, ROOT } from '../prepare/paths.mjs';
import { run } from '../prepare/run.mjs';

const WORKERS = 2;
/** Generous where real servers are started: a slow machine is no failure. */
const TIMEOUT_MS = { unit: 10_000 };
const REAL_TIMEOUT_MS = 30_000;

/** Runs one project of jest.config.mjs. In: its name, and patterns of paths when only some files are wanted. Out: a suite result. */
export async function runJest(project, { patterns = [], env = {} } = {}) {
  const begin = performance.now();
  const report = join(CACHE, `jest-${project}.json`);
  mkdirSync(CACHE, { recursive: true });
  rmSync(report, { force: true });
  const node = localNode();
  const args = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
  const options = [
    `--selectProjects=${project}`,
    `--maxWorkers=${WORKERS}`,
    `--testTimeout=${TIMEOUT_MS[project] ?? REAL_TIMEOUT_MS}`,
    '--json',
    `--outputFile=${report}`,
    '--passWithNoTests',
  ];
  const path = [join(ROOT, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  const { code } = await run(node, [...args, ...options, ...patterns.flatMap((pattern) => ['--testPathPatterns', pattern])], {
    env: { ...process.env, ...env, PATH: path },
    show: 'errors',
  });
  const result = readReport(existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined, code);
  return { name: project, ...result, output: '', seconds: (performance.now() - begin) / 1000 };
}

/** Jest's report as a suite result. A file that cannot be loaded and a run that ends badly without a failed test count as one failure each. */
export function readReport(report, exitCode) {
  const files = report?.testResults ?? [];
  const tests = files.flatMap((file) => file.assertionResults.map((test) => ({ ...test, file: relative(ROOT, file.name) })));
  const failures = tests.filter(({ status }) => status === 'failed').map((test) => `${test.file} › ${test.fullName}`);
  for (const file of files) {
    if (file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'))
      failures.push(`${relative(ROOT, file.name)} could not be run`);
  }
  if (exitCode !== 0 && failures.length === 0)
    failures.push(report ? `the run ended with exit code ${exitCode} although no test failed` : 'the run ended without a report');
  return {
    passed: tests.filter(({ status }) => status === 'passed').length,
    failed: failures.length,
    failures,
    skipped: skippedGroups(tests),
  };
}

/** Tests that did not run. A group that did not run as a whole is told by its title, any other test by its own: the title carries the reason. */
function skippedGroups(tests) {
  const groupOf = ({ file, ancestorTitles, title }) => `${file} › ${ancestorTitles[0] ?? title}`;
  const ran = new Set(tests.filter((test) => !isSkipped(test)).map(groupOf));
  const counts = new Map();
  for (const test of tests.filter(isSkipped)) {
    const name = ran.has(groupOf(test)) ? `${test.file} › ${test.fullName}` : groupOf(test);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => ({ name, tests: count }));
}

const isSkipped = ({ status }) => !['passed', 'failed'].includes(status);
