/**
 * Calls `onGone` once when the process that started us dies, however it dies: the launcher opens an ipc channel, and its end closes with it.
 * Without a channel (a container's first process, a service manager) there is nobody to watch.
 */
export function watchParent(onGone: () => void): void {
  if (process.connected) process.once('disconnect', onGone);
}
