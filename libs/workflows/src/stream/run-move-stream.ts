import { MoveAnnouncer, MoveFeed, MoveHub } from '@patchbay/executions';
import { Database, LOGGER, type Logger } from '@patchbay/platform';
import { RUN_MOVES_WIRE, RunMoves, type RunMove } from './run-moves.js';
import { RunMoveStore } from './run-move.store.js';

/** A workspace's runs as they move, whichever process moves them. */
export class RunMoveFeed extends MoveFeed<RunMove> {}
export class RunMoveHub extends MoveHub<RunMove> {}
export class RunMoveAnnouncer extends MoveAnnouncer<RunMove> {}

export const RUN_MOVE_PROVIDERS = [
  RunMoves,
  { provide: RunMoveHub, inject: [Database], useFactory: (db: Database) => new RunMoveHub(db, RUN_MOVES_WIRE) },
  {
    provide: RunMoveFeed,
    inject: [Database, RunMoveHub],
    useFactory: (db: Database, hub: RunMoveHub) => new RunMoveFeed(db, new RunMoveStore(), hub),
  },
  {
    provide: RunMoveAnnouncer,
    inject: [Database, RunMoves, LOGGER],
    useFactory: (db: Database, moves: RunMoves, logger: Logger) =>
      new RunMoveAnnouncer(db, { source: moves, wire: RUN_MOVES_WIRE }, logger),
  },
];
