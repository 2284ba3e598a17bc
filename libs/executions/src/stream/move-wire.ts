import { EXECUTION_STATUSES, type ExecutionId, type ExecutionStatus, type WorkspaceId } from '@patchbay/kernel';
import type { ExecutionMove } from '../recorder/execution-recorder.js';

/** Postgres takes payloads below 8000 bytes. */
const MAX_PAYLOAD_CHARS = 7_900;

/** Something that moved in a workspace. */
export interface WorkspaceMove {
  readonly workspaceId: WorkspaceId;
}

/** A committed move as a watcher sees it. */
export type Seen<Move extends WorkspaceMove> = Move & {
  /** Milliseconds since the epoch, of the process that moved it. */
  readonly atMs: number;
};
export type SeenMove = Seen<ExecutionMove>;

/** How moves of one kind are announced from process to process. */
export interface MoveWire<Move extends WorkspaceMove> {
  /** Postgres channel on which every process announces the moves it has committed. */
  readonly channel: string;
  /** A move without its workspace, as a short text that holds none of `,;=`. */
  readonly encode: (move: Move) => string;
  /** Undefined: another version wrote it, and this one cannot read it. */
  readonly decode: (text: string, workspaceId: WorkspaceId) => Move | undefined;
}

export const EXECUTION_MOVES: MoveWire<ExecutionMove> = {
  channel: 'execution_moves',
  encode: ({ id, status }) => `${EXECUTION_STATUSES.indexOf(status)}${id}`,
  decode: (text, workspaceId) => {
    const status: ExecutionStatus | undefined = EXECUTION_STATUSES[Number(text[0])];
    return status && { workspaceId, id: text.slice(1) as ExecutionId, status };
  },
};

/** Payloads `atMs;workspace=<move>,…;workspace=…`, each short enough for one NOTIFY. Of a move that is in it twice only the last is told. */
export function toPayloads<Move extends WorkspaceMove>(wire: MoveWire<Move>, moves: readonly Move[], atMs: number): string[] {
  const payloads: string[] = [];
  let payload = `${atMs}`;
  let workspace: string | undefined;
  const entries = new Map<string, readonly [workspaceId: string, entry: string]>();
  for (const move of moves) {
    const entry = [move.workspaceId, wire.encode(move)] as const;
    entries.delete(entry.join());
    entries.set(entry.join(), entry);
  }
  for (const [workspaceId, entry] of entries.values()) {
    const added = workspace === workspaceId ? `,${entry}` : `;${workspaceId}=${entry}`;
    if (payload.length + added.length > MAX_PAYLOAD_CHARS) {
      payloads.push(payload);
      payload = `${atMs};${workspaceId}=${entry}`;
    } else payload += added;
    workspace = workspaceId;
  }
  if (workspace !== undefined) payloads.push(payload);
  return payloads;
}

/** The moves of a payload, by workspace; what another version wrote and this one cannot read is left out. */
export function fromPayload<Move extends WorkspaceMove>(wire: MoveWire<Move>, payload: string): Map<WorkspaceId, Seen<Move>[]> {
  const [time, ...groups] = payload.split(';');
  const atMs = Number(time);
  const found = new Map<WorkspaceId, Seen<Move>[]>();
  for (const group of groups) {
    const [workspace = '', entries = ''] = group.split('=');
    const workspaceId = workspace as WorkspaceId;
    const moves = entries.split(',').flatMap((entry): Seen<Move>[] => {
      const move = wire.decode(entry, workspaceId);
      return move === undefined ? [] : [{ ...move, atMs }];
    });
    found.set(workspaceId, [...(found.get(workspaceId) ?? []), ...moves]);
  }
  return found;
}
