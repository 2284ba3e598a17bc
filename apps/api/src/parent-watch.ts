/**
 * Calls `stop` once, when this process is asked to end: by SIGTERM or SIGINT, or because its launcher died (scripts/start.mjs holds a channel to
 * us; it closes however the launcher ends, SIGKILL included). In: what to do; it is given the reason for the log.
 */
export function onStopRequest(stop: (reason: string) => void): void {
  let asked = false;
  const once = (reason: string): void => {
    if (asked) return;
    asked = true;
    stop(reason);
  };
  // A second Ctrl-C or a handed-on copy of the same signal must not cut the stop short, so the handlers stay.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => once(signal));
  if (!process.channel) return;
  process.on('disconnect', () => once('the launcher is gone'));
  // A closed terminal ends the launcher, unless it runs under nohup: either way it decides, not we.
  process.on('SIGHUP', () => undefined);
  // Listening must not keep a process alive that has nothing else to do.
  process.channel.unref();
}
