import { Program } from './program.mjs';

/** The upstream in its own process. */
export async function startUpstream() {
  const program = new Program(['bench/upstream/server.mjs'], process.env);
  const { port } = await program.message();
  return { name: 'direct', port, url: `http://127.0.0.1:${port}`, pid: program.pid, stop: () => program.stop() };
}
