import { chromiumPath } from '../../scripts/testing/chromium.mjs';
import { median, quantile } from '../measure/statistics.mjs';
import { seedExecutions } from '../seed/rows.mjs';
import { startPatchbay } from '../systems/patchbay.mjs';
import { figures, observe, scrollThrough } from '../web/page-measures.mjs';

const EXECUTIONS = 100_000;
const LOADS = 3;
const ROW_PX = 52;
/** Two frames of a screen that shows sixty a second. */
const LATE_MS = 34;
/** Long enough for what a page does after it is there. */
const SETTLE_MS = 1_500;
const PAGES = {
  Dashboard: '/',
  Executions: '/executions',
  Workflows: '/workflows',
  Marketplace: '/marketplace',
  Connections: '/connections',
  Costs: '/costs',
  Settings: '/settings',
};
/** "Good" of the web vitals, and the initial script of the design. */
const TARGETS = { fcpMs: 1_800, lcpMs: 2_500, tbtMs: 200, cls: 0.1, scriptBytes: 250_000, frameCpuMs: 10, domNodes: 2_000 };

/** The web app in headless Chromium on a server that stores 100,000 executions: how its pages load, and how even its longest list scrolls. */
export default {
  name: 'web',
  title: 'Web app',
  byName: true,
  targets: TARGETS,

  async *measure() {
    const executablePath = chromiumPath();
    if (executablePath === undefined)
      return yield { work: 'web', skipped: 'no Chromium', text: '\nWeb app: skipped, there is no Chromium (CHROMIUM_PATH names one)' };
    const { chromium } = await import('playwright-core');
    const patchbay = await startPatchbay();
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
    try {
      await seedExecutions(patchbay.meter, EXECUTIONS);
      const open = () => signedInPage(browser, patchbay);
      const pages = [];
      for (const [name, path] of Object.entries(PAGES)) pages.push({ name, path, ...(await measurePage(open, path)) });
      yield { work: 'web', measure: 'pages', pages, text: describePages(pages) };
      const scroll = await measureScroll(open);
      yield { work: 'web', measure: 'scroll', executions: EXECUTIONS, ...scroll, text: describeScroll(scroll) };
    } finally {
      await browser.close();
      await patchbay.stop();
    }
  },
};

async function signedInPage(browser, { port, key }) {
  const context = await browser.newContext({ baseURL: `http://127.0.0.1:${port}`, viewport: { width: 1_280, height: 800 } });
  await context.addInitScript((secret) => sessionStorage.setItem('patchbay.key', secret), key);
  await context.addInitScript(observe);
  return context.newPage();
}

async function settled(page) {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.waitForFunction(() => document.querySelectorAll('[role="status"][aria-label="Loading…"]').length === 0);
  await page.waitForTimeout(SETTLE_MS);
}

/** The median of several loads, each by a browser that has seen nothing before. */
async function measurePage(open, path) {
  const loads = [];
  for (let i = 0; i < LOADS; i++) {
    const page = await open();
    await page.goto(path);
    await settled(page);
    loads.push(await page.evaluate(figures));
    await page.context().close();
  }
  return Object.fromEntries(Object.keys(loads[0]).map((name) => [name, median(loads.map((load) => load[name]))]));
}

/** First down to the last line, which reads page after page; then up and down through all of them. */
async function measureScroll(open) {
  const page = await open();
  page.setDefaultTimeout(180_000);
  await page.goto('/executions');
  await settled(page);
  const cpu = await mainThread(page);
  const selector = '[role=region][aria-label]:has(> ol)';
  const reading = await cpu(() => page.evaluate(scrollThrough, { selector, stepPx: 100 * ROW_PX, frames: 20_000, untilEnd: true }));
  const through = await cpu(() => page.evaluate(scrollThrough, { selector, stepPx: 7 * ROW_PX, frames: 600, untilEnd: false }));
  await page.context().close();
  return { lines: Math.round(reading.scrolledPx / ROW_PX), reading: evenness(reading), through: evenness(through) };
}

/** Adds the CPU time of the page's main thread to what a measure tells: it means the same on a busy machine. */
async function mainThread(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const busyMs = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1_000;
  };
  return async (measure) => {
    const before = await busyMs();
    const measured = await measure();
    return { ...measured, busyMs: (await busyMs()) - before };
  };
}

function evenness({ times, domNodes, busyMs }) {
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => quantile(times, share));
  return {
    frames: times.length,
    p50,
    p95,
    p99,
    worst: Math.max(...times),
    late: times.filter((ms) => ms > LATE_MS).length,
    cpuMsPerFrame: busyMs / times.length,
    domNodes,
  };
}

const verdict = (met) => (met ? 'met' : 'missed');

function describePages(pages) {
  const worst = (name) => Math.max(...pages.map((page) => page[name]));
  const lines = pages.map(({ name, fcpMs, lcpMs, tbtMs, cls, scriptBytes, domNodes }) =>
    [
      name.padEnd(12),
      fcpMs.toFixed(0),
      lcpMs.toFixed(0),
      tbtMs.toFixed(0),
      cls.toFixed(3),
      (scriptBytes / 1_000).toFixed(0),
      String(domNodes),
    ]
      .map((text, i) => (i === 0 ? text : text.padStart(8)))
      .join(''),
  );
  const checks = ['fcpMs', 'lcpMs', 'tbtMs', 'cls'].map(
    (name) => `${name} at most ${TARGETS[name]}: ${verdict(worst(name) <= TARGETS[name])}`,
  );
  const firstBytes = pages[0].scriptBytes;
  return [
    `\nWeb app, ${EXECUTIONS} executions stored, headless Chromium without throttling, median of ${LOADS} first loads`,
    `${''.padEnd(12)}  FCP ms  LCP ms  TBT ms     CLS   js kB   nodes`,
    ...lines,
    `worst page [${checks.join('; ')}]; script of the first view [at most ${TARGETS.scriptBytes} bytes: ${verdict(firstBytes <= TARGETS.scriptBytes)}]`,
  ].join('\n');
}

function describeScroll({ lines, reading, through }) {
  const say = ({ frames, p50, p95, p99, worst, late, cpuMsPerFrame, domNodes }) =>
    `${frames} frames, p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)}, p99 ${p99.toFixed(1)}, worst ${worst.toFixed(0)}; ${late} late; ${cpuMsPerFrame.toFixed(1)} ms of CPU a frame; at most ${domNodes} elements`;
  const even = through.cpuMsPerFrame <= TARGETS.frameCpuMs && through.domNodes <= TARGETS.domNodes;
  return [
    `the list of executions, ${lines} lines`,
    `  to its end, page after page: ${say(reading)}`,
    `  through all of it: ${say(through)} [target at most ${TARGETS.frameCpuMs} ms of CPU a frame and ${TARGETS.domNodes} elements: ${verdict(even)}]`,
  ].join('\n');
}
