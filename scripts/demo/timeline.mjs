const BAR_WIDTH = 32;
const FULL = '█';
const [bold, dim, green, red, yellow] = ['1', '2', '32', '31', '33'].map(
  (code) => (text) => (process.stdout.isTTY && !process.env.NO_COLOR ? `\u001b[${code}m${text}\u001b[0m` : text),
);

/** A finished execution as text: its steps on a time line, then the router's decisions. In: the answer of GET /executions/:id. */
export function timelineOf(execution) {
  const total = execution.durationMs ?? 0;
  const beginsAt = Date.parse(execution.startedAt);
  const steps = execution.steps.map((step) => stepLines(step, { beginsAt, total }));
  const decisions = execution.decisions.map(decisionLine);
  return [
    `${bold('Execution')} ${execution.id}: ${coloured(execution.status)} in ${ms(total)}`,
    '',
    bold('Steps'),
    ...steps.flat(),
    '',
    bold('What the router decided'),
    ...decisions,
  ].join('\n');
}

/** What a run changed on a contact, field by field. */
export function changesOf(before, after, fields) {
  return fields.map((field) => `  ${field.padEnd(12)} ${dim(shown(before[field]))} → ${bold(shown(after[field]))}`).join('\n');
}

function stepLines(step, { beginsAt, total }) {
  const offset = Math.max(0, Date.parse(step.startedAt) - beginsAt);
  const before = total === 0 ? 0 : Math.min(BAR_WIDTH - 1, Math.round((offset / total) * BAR_WIDTH));
  const length = total === 0 ? 1 : Math.max(1, Math.min(BAR_WIDTH - before, Math.round((step.durationMs / total) * BAR_WIDTH)));
  const bar = `${' '.repeat(before)}${FULL.repeat(length)}`.padEnd(BAR_WIDTH);
  const lines = [`  ${(step.name ?? step.id).padEnd(26)} ${dim(bar)} ${ms(step.durationMs).padStart(9)}  ${coloured(step.status)}`];
  if (step.reason) lines.push(`    ${dim(step.reason)}`);
  if (step.request)
    lines.push(`    ${dim(`${step.request.method} ${step.request.url}${step.response ? ` → ${step.response.status}` : ''}`)}`);
  if (step.error) lines.push(`    ${red(step.error.message)}`);
  if (step.output) lines.push(`    ${JSON.stringify(step.output)}`);
  return lines;
}

function decisionLine({ step, outcome, reason, durationMs }, index) {
  return `  ${String(index + 1).padStart(2)} ${step.padEnd(19)} ${outcome.padEnd(12)} ${ms(durationMs).padStart(9)}  ${dim(reason)}`;
}

const COLOURS = { succeeded: green, failed: red, skipped: yellow, unknown: yellow };
const coloured = (status) => (COLOURS[status] ?? bold)(status);
const ms = (value) => `${value.toFixed(value < 10 ? 2 : 0)} ms`;
const shown = (value) => (value === undefined || value === null || value === '' ? '–' : String(value));
