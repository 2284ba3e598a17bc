// npm run build [-- --force]: builds what is stale, or everything.
import { main, prepare } from './prepare/prepare.mjs';

await main(() => prepare({ force: process.argv.includes('--force') }));
