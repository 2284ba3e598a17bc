// What the image runs: the server with its Node flags, in the role of PATCHBAY_ROLE. This process becomes the server, so that signals reach
// it directly and its exit code is the container's.
import { serverArguments } from '../prepare/server-flags.mjs';

if (process.env.DATABASE_URL)
  process.execve(process.execPath, [process.execPath, ...serverArguments(process.env.PATCHBAY_ROLE)], process.env);
process.stderr.write('DATABASE_URL: is needed, the image brings no database: postgres://user:password@host:5432/database\n');
process.exitCode = 1;
