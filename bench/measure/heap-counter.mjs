// Preloaded into every program under test (`--import`): counts the bytes its JavaScript heap hands out between two questions over the IPC channel.
// V8 tells how full the heap is before and after each collection; what it grew by in between was handed out. Nothing is counted, and nothing costs, before it is asked.
import { getHeapStatistics, GCProfiler } from 'node:v8';

let collections;
let startBytes = 0;

process.on('message', (message) => {
  if (message === 'bench: count allocations') {
    collections = new GCProfiler();
    collections.start();
    startBytes = getHeapStatistics().used_heap_size;
    process.send?.({ counting: true });
  } else if (message === 'bench: allocated bytes' && collections) {
    const endBytes = getHeapStatistics().used_heap_size;
    const { statistics } = collections.stop();
    collections = undefined;
    process.send?.({ allocatedBytes: handedOut(statistics, endBytes) });
  }
});
// To listen shall not keep the program alive.
process.channel?.unref();

function handedOut(statistics, endBytes) {
  let total = 0;
  let filledTo = startBytes;
  for (const { beforeGC, afterGC } of statistics) {
    total += Math.max(0, beforeGC.heapStatistics.usedHeapSize - filledTo);
    filledTo = afterGC.heapStatistics.usedHeapSize;
  }
  return total + Math.max(0, endBytes - filledTo);
}
