import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const REQUEST = /\bhttp\s*\.(get|post|put|patch|delete|all|send|download)\(/;
const LINES_ABOVE = 4;

/** Requests in a connector's sources without a vendor documentation address in the lines above: `file:line`. */
export function requestsWithoutLink(folder: string): string[] {
  return sources(folder).flatMap((file) => {
    const lines = readFileSync(file, 'utf8').split('\n');
    return lines.flatMap((line, i) => {
      if (!REQUEST.test(line) || line.trimStart().startsWith('//')) return [];
      const above = lines.slice(Math.max(0, i - LINES_ABOVE), i).some((text) => /\/\/.*https:\/\/|\*.*https:\/\//.test(text));
      return above ? [] : [`${file.slice(folder.length + 1)}:${i + 1}`];
    });
  });
}

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    .map((name) => join(folder, name));
}
