// The queue edge as a process of its own: the same server in the role `worker`, which runs the queue and serves health only.
import { enableCompileCache } from 'node:module';

enableCompileCache();
const { run } = await import('../../api/src/start.js');
await run({ ...process.env, PATCHBAY_ROLE: 'worker' });
