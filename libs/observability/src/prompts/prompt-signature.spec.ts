import { expect, test } from '@jest/globals';
import type { WorkspaceId } from '@patchbay/kernel';
import { signPrompt } from './prompt-signature.js';
import { promptText } from './prompt-text.js';

const { imul } = Math;
const workspace = '01a1fecb-0000-7000-8000-000000000000' as WorkspaceId;

const WORDS =
  `account address amount answer billing branch budget call cancel change charge city client code company contact contract country create credit
  customer data date deal delete delivery demo discount email employee error event export field file form goal group hour import index invoice item
  label lead letter level line list mail market meeting member message model month name network note number offer office order owner page partner
  payment person phone plan price product profile project quarter query question quote rate reason record refund region report request result
  review role sale search season seller service session ship site stage state status store street subject summary support system table target task
  team term test ticket time title total trade train trial unit update user value vendor version visit week win word work year zone`.split(
    /\s+/,
  );

/** A generator that gives the same numbers in every run (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
const sentence = (random: () => number, words: number): string[] =>
  Array.from({ length: words }, () => WORDS[Math.floor(random() * WORDS.length)] as string);
const changed = (random: () => number, words: readonly string[], share: number): string[] =>
  words.map((word) => (random() < share ? (WORDS[Math.floor(random() * WORDS.length)] as string) : word));

const shingles = (text: string): Set<string> =>
  new Set(Array.from({ length: Math.max(1, text.length - 4) }, (_, at) => text.slice(at, at + 5)));
function jaccard(a: string, b: string): number {
  const [one, other] = [shingles(a), shingles(b)];
  const both = [...one].filter((shingle) => other.has(shingle)).length;
  return both / (one.size + other.size - both);
}
function compare(a: string, b: string): { score: number; candidate: boolean } {
  const [one, other] = [signPrompt(workspace, a), signPrompt(workspace, b)];
  return {
    score: one.values.filter((value, index) => value === other.values[index]).length / one.values.length,
    candidate: one.bands.some((band) => other.bands.includes(band)),
  };
}

test('finds at least 98 % of the pairs of similarity 0.7 and above, and looks at under 2 % of those below 0.2', () => {
  const random = randomFrom(7);
  const [alike, unlike] = [[], []] as boolean[][] as [boolean[], boolean[]];
  for (let pair = 0; pair < 400; pair++) {
    const words = sentence(random, 15 + (pair % 40));
    const [text, edited, other] = [words, changed(random, words, 0.08), sentence(random, words.length)].map((each) => each.join(' ')) as [
      string,
      string,
      string,
    ];
    if (jaccard(text, edited) >= 0.7) alike.push(compare(text, edited).candidate);
    if (jaccard(text, other) < 0.2) unlike.push(compare(text, other).candidate);
  }
  expect([alike.length > 150, unlike.length > 150]).toEqual([true, true]);
  expect(alike.filter(Boolean).length / alike.length).toBeGreaterThanOrEqual(0.98);
  expect(unlike.filter(Boolean).length / unlike.length).toBeLessThan(0.02);
});

test('estimates the similarity with an error of 1/16 or less on average', () => {
  const random = randomFrom(11);
  const errors = Array.from({ length: 100 }, (_, pair) => {
    const words = sentence(random, 60);
    const [text, edited] = [words.join(' '), changed(random, words, pair / 200).join(' ')];
    return Math.abs(compare(text, edited).score - jaccard(text, edited));
  });
  expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(1 / 16);
});

test('letter case and white space make no difference; another workspace has nothing in common', () => {
  const text = promptText({ messages: [{ role: 'user', content: 'Summarise   THIS\n deal' }] });
  expect(text).toBe('summarise this deal');
  const [one, other] = [signPrompt(workspace, text ?? ''), signPrompt('other' as WorkspaceId, text ?? '')];
  expect(other.hash).not.toBe(one.hash);
  expect(other.bands.some((band) => one.bands.includes(band))).toBe(false);
});

test('prompts are read from the inputs of chat, message and embedding actions, and from nothing else', () => {
  expect(
    promptText({ system: 'Be brief.', messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }, { type: 'image' }] }] }),
  ).toBe('be brief. hi');
  expect(promptText({ texts: ['a', 'b'] })).toBe('a b');
  expect(promptText({ prompt: 'x' })).toBe('x');
  for (const input of [null, 'text', {}, { messages: [] }, { name: 'Ada' }, { messages: [{ content: ' ' }] }])
    expect(promptText(input)).toBeUndefined();
});
