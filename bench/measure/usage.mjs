import { cpuMs } from './processes.mjs';

/**
 * Begins to measure what a system uses up. In: a system with `pid`, and `meter` and `postmaster` of its database server, if it has one.
 * Out: what ends it: milliseconds of CPU (user and system together) of its Node processes and of Postgres, and bytes of write-ahead log.
 */
export async function beginUsage({ pid, postmaster, meter }) {
  const walBefore = await meter?.walBytes();
  const nodeBefore = cpuMs(pid, postmaster);
  const postgresBefore = postmaster && cpuMs(postmaster);
  return async () => {
    const nodeMs = cpuMs(pid, postmaster) - nodeBefore;
    const postgresMs = postmaster && cpuMs(postmaster) - postgresBefore;
    return { nodeMs, postgresMs, walBytes: meter && (await meter.walBytes()) - walBefore };
  };
}
