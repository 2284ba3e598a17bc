import { PlatformError, type ErrorCode } from '@patchbay/kernel';
import { LRUCache } from 'lru-cache';
import { CircuitBreaker, type CircuitScope, type CircuitVerdict } from '../ports/circuit-breaker.js';
import type { Clock } from '../ports/clock.js';
import { Circuit, CIRCUIT_POLICY, type CircuitPolicy, type CircuitState } from './circuit.js';

const CIRCUITS_IN_MEMORY = 10_000;
/** Requests at once of one workspace to one host: a provider that hangs takes no more sockets and memory than this. */
const REQUESTS_AT_ONCE = 128;
const CROWDED_RETRY_MS = 1_000;
const CLOSED: CircuitVerdict = { open: false, reason: 'The provider answers; the circuit is closed.' };

interface HostCircuit {
  readonly scope: CircuitScope;
  readonly host: string;
  readonly circuit: Circuit;
  inFlight: number;
}

/** A circuit as it is shown. */
export interface CircuitView {
  readonly connector: string;
  readonly connectionId: string | null;
  readonly host: string;
  readonly state: CircuitState;
  readonly retryAfterMs: number;
  readonly inFlight: number;
}

/** A circuit that opened here, for the other replicas. */
export interface CircuitOpened {
  readonly scope: CircuitScope;
  readonly host: string;
  readonly forMs: number;
}

/** One circuit and one bulkhead per workspace, connector, connection and host: a dead provider is given up quickly, and only there. */
export class HostCircuitBreaker extends CircuitBreaker {
  private readonly circuits = new LRUCache<string, HostCircuit>({ max: CIRCUITS_IN_MEMORY });
  /** Hosts of a scope, so that a run can be refused before its first request is built. */
  private readonly hosts = new LRUCache<string, Set<string>>({ max: CIRCUITS_IN_MEMORY });
  private onOpened: (opened: CircuitOpened) => void = () => undefined;

  constructor(
    private readonly clock: Pick<Clock, 'monotonicMs'>,
    private readonly policy: CircuitPolicy = CIRCUIT_POLICY,
  ) {
    super();
  }

  /** Tells the replicas' messenger of every circuit that opens here. */
  whenOpened(tell: (opened: CircuitOpened) => void): void {
    this.onOpened = tell;
  }

  override admit(scope: CircuitScope): CircuitVerdict {
    const hosts = this.hosts.get(scopeKey(scope));
    // With several hosts, which one a run calls first is not known here; enter() decides for each request.
    if (hosts?.size !== 1) return CLOSED;
    const [host = ''] = hosts;
    const waitMs = this.of(scope, host).circuit.waitMs(this.clock.monotonicMs(), false);
    return waitMs > 0 ? { open: true, reason: refusal(host, waitMs), retryAfterMs: Math.ceil(waitMs) } : CLOSED;
  }

  override enter(scope: CircuitScope, host: string): void {
    const found = this.of(scope, host);
    const waitMs = found.circuit.waitMs(this.clock.monotonicMs(), true);
    const detail = { connector: scope.connectorKey, host, sent: false };
    if (waitMs > 0) throw new PlatformError('circuit_open', refusal(host, waitMs), { ...detail, retryAfterMs: Math.ceil(waitMs) });
    if (found.inFlight >= REQUESTS_AT_ONCE) {
      throw new PlatformError('overloaded', `${REQUESTS_AT_ONCE} requests to ${host} are under way; wait for some of them to end.`, {
        ...detail,
        retryAfterMs: CROWDED_RETRY_MS,
      });
    }
    found.inFlight += 1;
  }

  override leave(scope: CircuitScope, host: string, failure: ErrorCode | undefined): void {
    const found = this.of(scope, host);
    found.inFlight = Math.max(0, found.inFlight - 1);
    const nowMs = this.clock.monotonicMs();
    if (found.circuit.note(failure !== undefined, nowMs) !== 'opened') return;
    this.onOpened({ scope, host, forMs: found.circuit.waitMs(nowMs, false) });
  }

  /** Another replica gave the provider up. */
  opened({ scope, host, forMs }: CircuitOpened): void {
    this.of(scope, host).circuit.openFor(forMs, this.clock.monotonicMs());
  }

  /** The circuits of a workspace that this process knows. */
  views(workspaceId: string): CircuitView[] {
    const nowMs = this.clock.monotonicMs();
    return [...this.circuits.values()]
      .filter(({ scope }) => scope.workspaceId === workspaceId)
      .map(({ scope, host, circuit, inFlight }) => ({
        connector: scope.connectorKey,
        connectionId: scope.connectionId ?? null,
        host,
        state: circuit.state(nowMs),
        retryAfterMs: Math.ceil(circuit.waitMs(nowMs, false)),
        inFlight,
      }));
  }

  /** How many circuits this process knows in each state. */
  counts(): Record<CircuitState, number> {
    const nowMs = this.clock.monotonicMs();
    const counts: Record<CircuitState, number> = { closed: 0, open: 0, 'half-open': 0 };
    for (const { circuit } of this.circuits.values()) counts[circuit.state(nowMs)] += 1;
    return counts;
  }

  private of(scope: CircuitScope, host: string): HostCircuit {
    const name = scopeKey(scope);
    const key = `${name}/${host}`;
    let found = this.circuits.get(key);
    if (!found) {
      found = { scope, host, circuit: new Circuit(this.policy), inFlight: 0 };
      this.circuits.set(key, found);
      const hosts = this.hosts.get(name) ?? new Set();
      this.hosts.set(name, hosts.add(host));
    }
    return found;
  }
}

function scopeKey({ workspaceId, connectorKey, connectionId }: CircuitScope): string {
  return `${workspaceId}/${connectorKey}/${connectionId ?? ''}`;
}

function refusal(host: string, waitMs: number): string {
  return `${host} keeps failing, so calls to it are paused; the next try is in ${Math.ceil(waitMs / 1_000)} s.`;
}
