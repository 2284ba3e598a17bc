import { EXECUTION_STATUSES, type ExecutionId, type ExecutionStatus, type WorkspaceId } from '@patchbay/kernel';
import type { ExecutionMove } from '../recorder/execution-recorder.js';

/** Postgres channel on which every process announces the moves it has committed. */
export const MOVES_CHANNEL = 'execution_moves';
/** Postgres takes payloads below 8000 bytes. */
const MAX_PAYLOAD_CHARS = 7_900;

/** A committed move as a watcher sees it. */
export interface SeenMove extends ExecutionMove {
  /** Milliseconds since the epoch, of the process that moved it. */
  readonly atMs: number;
}

/** Payloads `atMs;workspace=<status digit><id>,…;workspace=…`, each short enough for one NOTIFY. */
export function toPayloads(moves: readonly ExecutionMove[], atMs: number): string[] {
  const payloads: string[] = [];
  let payload = `${atMs}`;
  let workspace: string | undefined;
  for (const move of moves) {
    const entry = `${EXECUTION_STATUSES.indexOf(move.status)}${move.id}`;
    const added = workspace === move.workspaceId ? `,${entry}` : `;${move.workspaceId}=${entry}`;
    if (payload.length + added.length > MAX_PAYLOAD_CHARS) {
      payloads.push(payload);
      payload = `${atMs};${move.workspaceId}=${entry}`;
    } else payload += added;
    workspace = move.workspaceId;
  }
  if (workspace !== undefined) payloads.push(payload);
  return payloads;
}

/** The moves of a payload, by workspace; what another version wrote and this one cannot read is left out. */
export function fromPayload(payload: string): Map<WorkspaceId, SeenMove[]> {
  const [time, ...groups] = payload.split(';');
  const atMs = Number(time);
  const found = new Map<WorkspaceId, SeenMove[]>();
  for (const group of groups) {
    const [workspace = '', entries = ''] = group.split('=');
    const workspaceId = workspace as WorkspaceId;
    const moves = entries.split(',').flatMap((entry): SeenMove[] => {
      const status: ExecutionStatus | undefined = EXECUTION_STATUSES[Number(entry[0])];
      return status === undefined ? [] : [{ workspaceId, id: entry.slice(1) as ExecutionId, status, atMs }];
    });
    found.set(workspaceId, [...(found.get(workspaceId) ?? []), ...moves]);
  }
  return found;
}
