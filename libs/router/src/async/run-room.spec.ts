import { setTimeout as after } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { RunRoom } from './run-room.js';

const enter = async (room: RunRoom, lane: string, runs: number): Promise<void> => {
  expect(await room.reserve(runs)).toBe(runs);
  for (let i = 0; i < runs; i++) expect(room.enter(lane)).toBe(true);
};

test('takes what is wanted while there is room, and no more than there is', async () => {
  const room = new RunRoom({ total: 40, perLane: 40 });
  expect(await room.reserve(30)).toBe(30);
  expect(await room.reserve(5)).toBe(5);
  expect(await room.reserve(50)).toBe(5);
});

test('waits until seats for a claim of several rows are free', async () => {
  const room = new RunRoom({ total: 32, perLane: 32 });
  await enter(room, 'a', 32);
  const reserved = room.reserve(50);
  for (let i = 0; i < 16; i++) room.leave('a');
  expect(await reserved).toBe(16);
});

test('takes the few seats there are when no more become free soon', async () => {
  const room = new RunRoom({ total: 8, perLane: 8 });
  await enter(room, 'a', 7);
  expect(await room.reserve(50)).toBe(1);
});

test('serves those who wait for seats in the order in which they came', async () => {
  const room = new RunRoom({ total: 16, perLane: 16 });
  await enter(room, 'a', 16);
  const served: string[] = [];
  const first = room.reserve(16).then(() => served.push('first'));
  const second = room.reserve(1).then(() => served.push('second'));
  for (let i = 0; i < 16; i++) room.leave('a');
  await first;
  room.giveBack(16);
  await second;
  expect(served).toEqual(['first', 'second']);
});

test('lets a run wait for a place in a lane whose runs keep ending', async () => {
  const room = new RunRoom({ total: 8, perLane: 2 });
  await enter(room, 'a', 2);
  await room.reserve(1);
  const entered = room.enterSoon('a');
  room.leave('a');
  expect(await entered).toBe(true);
  expect(room.enter('a')).toBe(false);
});

test('sends a run away from a lane that does not move', async () => {
  const room = new RunRoom({ total: 8, perLane: 2 });
  await enter(room, 'a', 2);
  await room.reserve(2);
  // Nobody knows yet that the lane hangs: the first one waits, and is told in the end.
  expect(await room.enterSoon('a')).toBe(false);
  expect(await Promise.race([room.enterSoon('a'), after(0, 'still waiting')])).toBe(false);
  expect(room.enter('b')).toBe(true);
});

test('a run that was sent away does not get the place that becomes free later', async () => {
  const room = new RunRoom({ total: 8, perLane: 1 });
  await enter(room, 'a', 1);
  await room.reserve(1);
  expect(await room.enterSoon('a')).toBe(false);
  room.leave('a');
  expect(room.enter('a')).toBe(true);
});

test('is empty when every seat is free again', async () => {
  const room = new RunRoom({ total: 8, perLane: 4 });
  await enter(room, 'a', 2);
  expect(await room.reserve(3)).toBe(3);
  let isEmpty = false;
  const empty = room.empty().then(() => (isEmpty = true));
  room.leave('a');
  room.leave('a');
  await after(5);
  expect(isEmpty).toBe(false);
  room.giveBack(3);
  await empty;
});

test('gives out few seats while it is narrow, and all again afterwards', async () => {
  const room = new RunRoom({ total: 64, perLane: 64 });
  room.narrow(true);
  expect(await room.reserve(50)).toBe(8);
  const waiting = room.reserve(50);
  room.narrow(false);
  expect(await waiting).toBe(50);
});
