import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const TOP_FUNCTIONS = 40;

/**
 * The newest CPU profile of a folder in words: share of self time by part of the program, then by function. Idle time is left out, and so is
 * everything before `sinceUs` (monotonic clock), which is the start of the program.
 */
export function describeProfile(folder, sinceUs = 0) {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.cpuprofile'))
    .map((name) => join(folder, name));
  const newest = files.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
  if (newest === undefined) return `There is no profile in ${folder}.`;
  const { nodes, samples, timeDeltas, startTime } = JSON.parse(readFileSync(newest, 'utf8'));
  const selfUs = new Map();
  let now = startTime;
  samples.forEach((id, i) => {
    now += timeDeltas[i];
    if (now >= sinceUs) selfUs.set(id, (selfUs.get(id) ?? 0) + timeDeltas[i]);
  });

  const areas = new Map();
  const functions = new Map();
  let total = 0;
  for (const { id, callFrame } of nodes) {
    const us = selfUs.get(id) ?? 0;
    if (us === 0 || callFrame.functionName === '(idle)') continue;
    total += us;
    const area = areaOf(callFrame);
    areas.set(area, (areas.get(area) ?? 0) + us);
    const name = `${callFrame.functionName || '(anonymous)'} ${area}:${callFrame.url.split('/').pop()}:${callFrame.lineNumber + 1}`;
    functions.set(name, (functions.get(name) ?? 0) + us);
  }
  const share = ([name, us]) => `  ${((us / total) * 100).toFixed(1).padStart(5)} %  ${name}`;
  const sorted = (map) => [...map].sort((a, b) => b[1] - a[1]);
  return [
    `Where busy time goes (${newest})`,
    ...sorted(areas).map(share),
    '',
    'By function',
    ...sorted(functions).slice(0, TOP_FUNCTIONS).map(share),
  ].join('\n');
}

function areaOf({ functionName, url }) {
  if (url === '') return functionName.startsWith('(') ? functionName : '(native)';
  if (url.startsWith('node:')) return url.replace(/^node:(internal\/)?/, 'node:').split('/')[0];
  const inModules = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url);
  if (inModules) return inModules[1];
  return /dist\/((?:libs|apps|connectors)\/[^/]+)/.exec(url)?.[1] ?? 'other';
}
