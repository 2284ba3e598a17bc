import { isPlatformError } from '@patchbay/kernel';
import type { ContractSubject } from './contract-subject.js';
import { recorded } from './contract-subject.js';
import { HOSTILE_TEXTS, shapeDrift, textAtPlace, textPlaces, withText } from './hostile-input.js';
import type { ProviderStage } from './provider-stage.js';
import type { Reply } from './reply-file.js';
import { runAction } from './run-action.js';
import type { SentRequest } from './sent-request.js';

/** Hostile texts at every text of a recording's input: refused as `input_invalid`, or sent without leaving their place. */
export async function hostileProblems(subject: ContractSubject, stage: ProviderStage, reply: Reply): Promise<string[]> {
  const harmless = await sentFor(subject, stage, reply, reply.input);
  const problems: string[] = [];
  for (const place of textPlaces(reply.input)) {
    const spanning = subject.options.spanning?.includes(place.join('.')) ? textAtPlace(reply.input, place) : undefined;
    for (const text of HOSTILE_TEXTS) {
      const name = `${place.join('.')} = ${JSON.stringify(text)}`;
      try {
        const sent = await sentFor(subject, stage, reply, withText(reply.input, place, text));
        sent.forEach((request, i) => {
          const before = harmless[i];
          if (before) problems.push(...shapeDrift(before, request, spanning).map((drift) => `${name}: ${drift}`));
        });
      } catch (thrown) {
        if (!isPlatformError(thrown)) throw thrown;
        if (!['input_invalid', 'provider_drift', 'provider_rejected', 'provider_not_found'].includes(thrown.code))
          problems.push(`${name}: ${thrown.code} ${thrown.message}`);
      }
    }
  }
  return problems;
}

async function sentFor(subject: ContractSubject, stage: ProviderStage, reply: Reply, input: unknown): Promise<readonly SentRequest[]> {
  stage.play(recorded(reply));
  await runAction({ runnable: subject.runnable(reply.action), input, account: subject.account(reply), http: stage.http() });
  return [...stage.seen];
}

/** A list asked for one item answers one item from one request. Recordings of lists must show that paging happens. */
export async function pagingProblems(subject: ContractSubject, stage: ProviderStage, replies: readonly Reply[]): Promise<string[]> {
  const [reply] = replies;
  if (!reply) return [];
  const problems: string[] = [];
  if (!replies.some((one) => one.exchanges.length > 1)) problems.push('no recording goes to a second page');
  stage.play(recorded(reply));
  const output = await runAction({
    runnable: subject.runnable(reply.action),
    input: { ...reply.input, max: 1 },
    account: subject.account(reply),
    http: stage.http(),
  });
  const length = longestList(output);
  if (length > 1) problems.push(`max 1 answered ${length} items`);
  if (longestList(reply.output) < 2) problems.push(`the recording in ${reply.file} shows fewer than two items`);
  return problems;
}

function longestList(output: unknown): number {
  if (Array.isArray(output)) return output.length;
  if (typeof output !== 'object' || output === null) return 0;
  return Math.max(0, ...Object.values(output).map((value) => (Array.isArray(value) ? value.length : 0)));
}

const LEAVING = [
  '//evil.example/x',
  '/../x',
  '/a/../../x',
  '/%2e%2e/x',
  '/a/%2E%2e/x',
  '\\evil',
  'https://evil.example/',
  '/a?b=c',
  '/a#b',
  '/a\u0000',
  '/a b',
  '',
  'a',
];

/** Paths with which the custom request could leave the base URL: all refused before anything is sent. */
export async function leavingProblems(subject: ContractSubject, stage: ProviderStage): Promise<string[]> {
  const problems: string[] = [];
  stage.play(() => ({ status: 200, body: '{}' }));
  for (const path of LEAVING) {
    try {
      await runAction({ runnable: subject.runnable('request.send'), input: { path }, account: subject.account({}), http: stage.http() });
      problems.push(`${path} was sent`);
    } catch (thrown) {
      if (!isPlatformError(thrown) || thrown.code !== 'input_invalid') throw thrown;
    }
  }
  return stage.seen.length === 0 ? problems : [...problems, 'a request left'];
}
