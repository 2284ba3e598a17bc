/**
 * Calls `onGone` once when the process that started us dies, however it dies: the launcher opens an ipc channel, and its end closes with it.
 * Without a channel (a container's first process, a service manager) there is nobody to watch.
 */
export function watchParent(onGone: () => void): void {
  if (!process.connected) return;
  process.once('disconnect', onGone);
  // A closed terminal ends the launcher, unless it runs under nohup: it decides, and we follow through the channel.
  process.on('SIGHUP', () => undefined);
}
