import { expect, test } from '@jest/globals';
import type { FieldProblem } from '@patchbay/kernel';
import { readChannels, readCondition } from './alert-condition.js';
import { alertStep, type AlertMemory } from './alert-step.js';

function changesOf(values: readonly number[], rounds: number): string {
  let memory: AlertMemory = { firing: false, contrary: 0 };
  return values
    .map((value) => {
      const step = alertStep(memory, { value, threshold: 100, rounds });
      memory = step;
      return step.changed === 'firing' ? 'F' : step.changed === 'recovered' ? 'R' : '.';
    })
    .join('');
}

test('fires once after enough looks in a row, and recovers once after as many', () => {
  expect(changesOf([0, 100, 100, 150, 150, 0, 0, 0], 2)).toBe('..F...R.');
  expect(changesOf([100, 0, 100, 0], 1)).toBe('FRFR');
});

test('a single spike, a single good look, and a value that swings around the threshold change nothing', () => {
  expect(changesOf([0, 500, 0, 500, 0], 2)).toBe('.....');
  expect(changesOf([100, 100, 0, 100, 0, 100], 2)).toBe('.F....');
  expect(changesOf([100, 100, 95, 99, 91, 96, 101, 95], 2)).toBe('.F......');
});

test('defaults of a condition are filled in; wrong and unknown members are named', () => {
  const problems: FieldProblem[] = [];
  expect(readCondition('error_rate', { threshold: 0.2 }, problems)).toEqual({
    threshold: 0.2,
    windowMinutes: 15,
    minRuns: 20,
    rounds: 2,
    period: 'month',
  });
  expect(problems).toEqual([]);
  readCondition('error_rate', { threshold: 2, windowMinutes: 7.5, colour: 'red' }, problems);
  readCondition('queue_age', { minRuns: 5, connector: 'x', period: 'day' }, problems);
  readCondition('cost_budget', { threshold: 5, period: 'week' }, problems);
  expect(problems.map(({ path }) => path.slice('condition.'.length))).toEqual([
    'threshold',
    'windowMinutes',
    'colour',
    'threshold',
    'minRuns',
    'period',
    'connector',
    'period',
  ]);
});

test('channels are checked member by member', () => {
  const problems: FieldProblem[] = [];
  const good = [
    { type: 'webhook', url: 'https://example.com/hook', signWith: 'alert_key' },
    { type: 'webhook', url: '{{workspace.slack_hook}}' },
    { type: 'action', connector: 'sendgrid', action: 'mail.send', input: { subject: '{{alert.title}}' } },
  ];
  expect(readChannels(good, problems)).toEqual(good);
  expect(problems).toEqual([]);
  readChannels(
    [{ type: 'fax' }, { type: 'webhook', url: 'ftp://x', extra: 1 }, { type: 'action', connector: '', connectionId: 'x' }, 5],
    problems,
  );
  expect(problems.map(({ path }) => path)).toEqual([
    'channels[0].type',
    'channels[1].url',
    'channels[1].extra',
    'channels[2].connector',
    'channels[2].connectionId',
    'channels[2].input',
    'channels[3].type',
  ]);
});
