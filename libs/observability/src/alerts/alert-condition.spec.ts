import { describe, expect, test } from '@jest/globals';
import type { FieldProblem } from '@patchbay/kernel';
import { readCondition } from './alert-condition.js';
import { ALERT_KINDS, type AlertKind } from './alert-rule.js';

function read(kind: AlertKind, given: unknown): { condition: unknown; problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  return { condition: readCondition(kind, given, problems), problems };
}

describe('a condition', () => {
  test.each(ALERT_KINDS)('of %s that was answered may be sent back as it is', (kind) => {
    const first = read(kind, { threshold: 1 });
    expect(first.problems).toEqual([]);
    expect(read(kind, first.condition)).toEqual(first);
  });

  test('refuses what its kind does not know, naming it', () => {
    expect(read('dead_connection', { windowMinutes: 15, period: 'day' }).problems).toEqual([
      { path: 'condition.windowMinutes', message: 'is not known to dead_connection' },
      { path: 'condition.period', message: 'is not known to dead_connection' },
    ]);
  });
});
