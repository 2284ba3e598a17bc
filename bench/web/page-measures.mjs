/// <reference lib="dom" />
// What Lighthouse would say of a page, taken in the page by the browser's own observers, and how even its frames are while somebody scrolls.

/** Run in the page before anything of it: keeps what cannot be asked for afterwards. */
export function observe() {
  const seen = { lcpMs: 0, tasks: [], shifts: [] };
  Object.assign(globalThis, { patchbayBench: seen });
  const on = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  on('largest-contentful-paint', (entry) => (seen.lcpMs = entry.startTime));
  on('longtask', ({ startTime, duration }) => seen.tasks.push({ startTime, duration }));
  on('layout-shift', ({ startTime, value, hadRecentInput }) => hadRecentInput || seen.shifts.push({ startTime, value }));
}

/** Run in the page once it is settled. Times in ms since the navigation began; script in bytes as transferred. */
export function figures() {
  const { lcpMs, tasks, shifts } = globalThis.patchbayBench;
  const fcpMs = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0;
  // Beyond 50 ms a task keeps people waiting (web.dev/tbt); what ran before the first paint kept nobody.
  const blocked = tasks.filter(({ startTime }) => startTime >= fcpMs).map(({ duration }) => duration - 50);
  // The worst burst of shifts: within five seconds, none a second after the last (web.dev/cls).
  let [cls, burst, first, last] = [0, 0, 0, -Infinity];
  for (const { startTime, value } of shifts) {
    if (startTime - last > 1_000 || startTime - first > 5_000) [burst, first] = [0, startTime];
    [burst, last] = [burst + value, startTime];
    cls = Math.max(cls, burst);
  }
  const resources = /** @type {PerformanceResourceTiming[]} */ (performance.getEntriesByType('resource'));
  const scripts = resources.filter(({ name }) => new URL(name).pathname.endsWith('.js'));
  return {
    fcpMs,
    lcpMs,
    tbtMs: blocked.reduce((sum, ms) => sum + ms, 0),
    cls,
    scriptBytes: scripts.reduce((sum, { transferSize }) => sum + transferSize, 0),
    domNodes: document.getElementsByTagName('*').length,
  };
}

/**
 * Run in the page: scrolls an element frame by frame until `frames` are over, or until all lines are there. Out: the time of each frame, how many
 * elements the page had at most, and how far it came.
 */
export async function scrollThrough({ selector, stepPx, frames, untilEnd }) {
  const list = document.querySelector(selector);
  const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const times = [];
  let [domNodes, direction, stuck] = [0, 1, 0];
  let last = await nextFrame();
  while (times.length < frames) {
    const before = list.scrollTop;
    list.scrollTop += stepPx * direction;
    const now = await nextFrame();
    times.push(now - last);
    last = now;
    if (times.length % 20 === 0) domNodes = Math.max(domNodes, document.getElementsByTagName('*').length);
    if (list.scrollTop !== before) stuck = 0;
    else if (untilEnd) {
      // More lines are on their way; when none has come for long, that was all.
      if ((stuck += 1) > 300) break;
    } else direction = -direction;
  }
  return { times, domNodes, scrolledPx: list.scrollHeight };
}
