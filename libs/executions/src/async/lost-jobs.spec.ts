import { expect, test } from '@jest/globals';
import { LostJobs, type WaitingRows } from './lost-jobs.js';

interface Row {
  readonly place: string;
  jobId: string | null;
}

/** Rows in memory, a queue of the given jobs, and what was done with them. */
function world(jobs: readonly (string | null)[], living: readonly string[]) {
  const all: Row[] = jobs.map((jobId, n) => ({ place: String(n).padStart(4, '0'), jobId }));
  const queue = new Set(living);
  const most = { assigned: 0, unsent: 0 };
  let unsent: string[] = [];
  const after = (place: string | undefined): Row[] => all.filter((row) => place === undefined || row.place > place);
  const store: WaitingRows<string> = {
    waitingPage: async (_, ask) => {
      const page = after(ask.after).slice(0, ask.limit);
      const jobIds = [...new Set(page.flatMap(({ jobId }) => jobId ?? []))];
      return { rows: page.length, last: page.at(-1)?.place, jobIds, jobless: page.some(({ jobId }) => jobId === null) };
    },
    orphans: async (_, { after: from, last, dead, limit }) =>
      after(from)
        .filter(({ place, jobId }) => place <= last && (jobId === null || dead.includes(jobId)))
        .slice(0, limit)
        .map(({ place }) => ({ ref: place, priority: 0, place })),
    assignJobs: async (_, refs, jobIds) => {
      most.assigned = Math.max(most.assigned, refs.length);
      for (const [index, place] of refs.entries()) {
        const row = all.find((one) => one.place === place);
        if (row) row.jobId = jobIds[index] ?? null;
      }
    },
  };
  const lost = new LostJobs({
    store,
    db: { asSystem: (work) => work(undefined as never) },
    queue: { alive: async (ids) => new Set(ids.filter((id) => queue.has(id))) },
    dispatcher: {
      send: ({ jobId }) => {
        unsent.push(jobId);
        most.unsent = Math.max(most.unsent, unsent.length);
      },
      flushed: async () => {
        for (const id of unsent) queue.add(id);
        unsent = [];
      },
    },
    sizes: { page: 10, orphans: 4 },
  });
  return { all, queue, most, lost };
}

test('every row without a living job gets one, wherever in the backlog it stands; the others keep theirs', async () => {
  const jobs = Array.from({ length: 57 }, (_, n) => (n % 7 === 0 ? null : n % 5 === 0 ? `gone-${n % 3}` : `alive-${n % 4}`));
  const living = ['alive-0', 'alive-1', 'alive-2', 'alive-3'];
  const { all, queue, lost } = world(jobs, living);
  expect(await lost.find()).toBe(jobs.filter((job) => job === null || job.startsWith('gone')).length);
  expect(all.filter(({ jobId }) => jobId === null || !queue.has(jobId))).toEqual([]);
  for (const [n, job] of jobs.entries()) if (job?.startsWith('alive')) expect(all[n]?.jobId).toBe(job);
  expect(await lost.find()).toBe(0);
});

test('however many are found, few are held at once and their jobs are on the queue before the next are read', async () => {
  const { all, queue, most, lost } = world(
    Array.from({ length: 200 }, () => null),
    [],
  );
  expect(await lost.find()).toBe(200);
  expect(all.every(({ jobId }) => jobId !== null && queue.has(jobId))).toBe(true);
  expect(most).toEqual({ assigned: 4, unsent: 1 });
});
