// Reads a Dockerfile: https://docs.docker.com/reference/dockerfile/, the instructions ours uses. Anything else is an error, never skipped.
const KNOWN = new Set(['FROM', 'WORKDIR', 'COPY', 'RUN', 'ENV', 'USER', 'VOLUME', 'EXPOSE', 'HEALTHCHECK', 'CMD']);

/** @typedef {{ instruction: string, flags: Record<string, string>, text: string, words?: string[] }} Step */
/** @typedef {{ name: string, image: string, steps: Step[] }} Stage */

/**
 * In: the file's text. Out: its stages in order, each with its name (or index), its base image and its steps: `instruction`, `flags`,
 * and `text` or, for the JSON form, `words`.
 * @param {string} text
 * @returns {Stage[]}
 */
export function parseDockerfile(text) {
  const stages = [];
  for (const line of logicalLines(text)) {
    const [, instruction, rest] = /^([A-Z]+)\s+(.+)$/.exec(line) ?? [];
    if (!KNOWN.has(instruction)) throw new Error(`Unknown instruction in the Dockerfile: ${line}`);
    if (instruction === 'FROM') {
      const [, image, name] = /^(\S+)(?:\s+AS\s+(\S+))?$/i.exec(rest) ?? [];
      if (image === undefined) throw new Error(`Not understood: ${line}`);
      stages.push({ name: name ?? String(stages.length), image, steps: [] });
    } else stages.at(-1).steps.push({ instruction, ...operands(rest) });
  }
  return stages;
}

/** Lines joined at a backslash, without comments, which may also stand between joined lines. */
function logicalLines(text) {
  const lines = text.split('\n').filter((line) => !/^\s*#/.test(line));
  return lines
    .join('\n')
    .replaceAll(/\s*\\\n\s*/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function operands(rest) {
  const flags = {};
  let text = rest;
  for (let match = FLAG.exec(text); match; match = FLAG.exec(text)) {
    flags[match[1]] = match[2];
    text = text.slice(match[0].length);
  }
  // HEALTHCHECK … CMD [...] carries a command of its own.
  const command = text.replace(/^CMD\s+/, '');
  return { flags, text, ...(command.startsWith('[') ? { words: JSON.parse(command) } : {}) };
}

const FLAG = /^--([a-z-]+)=(\S+)\s+/;
