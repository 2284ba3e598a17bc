import { PlatformError } from '@patchbay/kernel';
import type { Call } from '../call/call.js';

/** Takes calls that are to run later. */
export abstract class AsyncIntake {
  /** Commits the call's row as `queued` (the outbox) and hands it to the queue. The call has passed steps 1 to 4. */
  abstract accept(call: Call): Promise<void>;
}

export class NoAsyncIntake extends AsyncIntake {
  accept(): Promise<void> {
    return Promise.reject(new PlatformError('feature_disabled', 'This server runs no queue; call with mode=sync.'));
  }
}
