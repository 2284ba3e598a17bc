import { describe, expect, test } from '@jest/globals';
import type { WorkspaceId } from '@patchbay/kernel';
import { Circuit, CIRCUIT_POLICY } from './circuit.js';
import { HostCircuitBreaker } from './host-circuit-breaker.js';

const { pauseMs, minimum, windowMs } = CIRCUIT_POLICY;

function failed(circuit: Circuit, nowMs = 0): void {
  for (let n = 0; n < minimum; n += 1) circuit.note(true, nowMs);
}

describe('a circuit', () => {
  test('opens when most of enough recent requests failed, and only then', () => {
    const circuit = new Circuit();
    for (let n = 0; n < minimum - 1; n += 1) expect(circuit.note(true, 0)).toBeUndefined();
    expect(circuit.state(0)).toBe('closed');
    expect(circuit.note(true, 0)).toBe('opened');
    expect(circuit.waitMs(0, true)).toBe(pauseMs);
  });

  test('stays closed while most requests succeed', () => {
    const circuit = new Circuit();
    for (let n = 0; n < 100; n += 1) circuit.note(n % 3 === 0, n);
    expect(circuit.state(100)).toBe('closed');
  });

  test('forgets failures that are older than its window', () => {
    const circuit = new Circuit();
    for (let n = 0; n < minimum - 1; n += 1) circuit.note(true, 0);
    expect(circuit.note(true, windowMs * 2)).toBeUndefined();
  });

  test('lets one request probe after the pause; its success closes', () => {
    const circuit = new Circuit();
    failed(circuit);
    expect(circuit.state(pauseMs)).toBe('half-open');
    expect(circuit.waitMs(pauseMs, true)).toBe(0);
    expect(circuit.waitMs(pauseMs, true)).toBeGreaterThan(0);
    expect(circuit.note(false, pauseMs)).toBe('closed');
    expect(circuit.waitMs(pauseMs, true)).toBe(0);
  });

  test('opens for longer when the probe fails', () => {
    const circuit = new Circuit();
    failed(circuit);
    circuit.waitMs(pauseMs, true);
    expect(circuit.note(true, pauseMs)).toBe('opened');
    expect(circuit.waitMs(pauseMs, false)).toBe(2 * pauseMs);
  });
});

describe('the breaker of hosts', () => {
  const scope = { workspaceId: 'w' as WorkspaceId, connectorKey: 'acme', connectionId: undefined };
  const start = () => {
    const clock = { now: 0, monotonicMs: () => clock.now };
    return { clock, breaker: new HostCircuitBreaker(clock) };
  };
  const fail = (breaker: HostCircuitBreaker, host: string): void => {
    breaker.enter(scope, host);
    breaker.leave(scope, host, 'provider_unavailable');
  };

  test('refuses calls to a failing host and leaves others alone', () => {
    const { breaker } = start();
    for (let n = 0; n < minimum; n += 1) fail(breaker, 'dead.example');
    expect(() => breaker.enter(scope, 'dead.example')).toThrow('dead.example keeps failing');
    expect(() => breaker.enter(scope, 'alive.example')).not.toThrow();
    expect(() => breaker.enter({ ...scope, workspaceId: 'x' as WorkspaceId }, 'dead.example')).not.toThrow();
    expect(breaker.views('w').find((view) => view.host === 'dead.example')).toMatchObject({ state: 'open', connector: 'acme' });
  });

  test('refuses a run before its first request when its only host is down', () => {
    const { breaker, clock } = start();
    for (let n = 0; n < minimum; n += 1) fail(breaker, 'dead.example');
    expect(breaker.admit(scope)).toMatchObject({ open: true, retryAfterMs: pauseMs });
    clock.now = pauseMs;
    expect(breaker.admit(scope)).toMatchObject({ open: false });
  });

  test('holds a workspace to a number of requests at once per host', () => {
    const { breaker } = start();
    for (let n = 0; n < 128; n += 1) breaker.enter(scope, 'slow.example');
    expect(() => breaker.enter(scope, 'slow.example')).toThrow('are under way');
    breaker.leave(scope, 'slow.example', undefined);
    expect(() => breaker.enter(scope, 'slow.example')).not.toThrow();
  });

  test('opens when another replica says so', () => {
    const { breaker } = start();
    breaker.opened({ scope, host: 'dead.example', forMs: 1_000 });
    expect(() => breaker.enter(scope, 'dead.example')).toThrow('keeps failing');
  });
});
