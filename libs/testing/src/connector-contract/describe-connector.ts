import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as Jest from '@jest/globals';
import { connectorProblems, type HttpConnector } from '@patchbay/connector-sdk';
import { brokenAnswerProblems, failureProblems } from './check-failures.js';
import { hostileProblems, leavingProblems, pagingProblems } from './check-inputs.js';
import { judge, outcomeOf, play } from './check-recordings.js';
import { ContractSubject, PROBE, recorded, type ContractOptions } from './contract-subject.js';
import { ProviderStage } from './provider-stage.js';
import { writeReplies, type Reply } from './reply-file.js';
import { runAction } from './run-action.js';
import { sampleAccount } from './sample-account.js';
import { requestsWithoutLink } from './vendor-links.js';

/** A run for every text of every recorded input times every hostile text: hundreds for an order, slow where the machine is busy. */
const HOSTILE_TIMEOUT_MS = 30_000;

/**
 * The contract every HTTP connector has to meet; a connector's spec is a call of this. Plays `replies/*.json` against a real local server.
 * With Jest's `-u` the recordings' `request` and `output` are rewritten to what really happened: read the difference before committing it.
 * @example describeConnector(pipedrive, import.meta.dirname, { account: { api_domain: 'https://acme.pipedrive.com' } });
 */
export function describeConnector(connector: HttpConnector, folder: string, options: ContractOptions = {}): void {
  // The globals, not the package: this library is also loaded outside Jest.
  const { describe, it, expect, beforeAll, afterAll } = globalThis as unknown as typeof Jest;
  const subject = new ContractSubject(connector, folder, options);

  describe(`${connector.key} connector`, () => {
    let stage: ProviderStage;
    beforeAll(async () => {
      stage = await ProviderStage.open();
    });
    afterAll(async () => {
      await stage.close();
    });

    it('is well defined: keys, schemas, category', () => {
      expect(connectorProblems(connector)).toEqual([]);
      expect(subject.place).toEqual({ category: connector.category, key: connector.key });
    });

    it('has an icon', () => expect(iconProblem(folder)).toBeUndefined());

    it("names the vendor's documentation above each request", () => expect(requestsWithoutLink(folder)).toEqual([]));

    it('has a recording of every action and of its connection test', () => {
      const known = [...connector.actions.map((action) => action.key), PROBE];
      expect(known.filter((key) => !subject.repliesOf(key).some((reply) => reply.error === undefined))).toEqual([]);
      expect(subject.replies.map((reply) => reply.action).filter((key) => !known.includes(key) && key !== 'request.send')).toEqual([]);
    });

    it('sends the credential of every way to connect', async () => {
      for (const auth of connector.auth) {
        if (auth.kind === 'none') continue;
        const account = sampleAccount(auth, options.account ?? {});
        stage.play(() => ({ status: 204 }));
        await runAction({ runnable: subject.runnable('request.send'), input: { path: '/probe' }, account, http: stage.http() });
        expect({ kind: auth.kind, problems: credentialProblems(stage, account.secrets) }).toEqual({ kind: auth.kind, problems: [] });
      }
    });

    it('refuses custom requests that would leave its host', async () => expect(await leavingProblems(subject, stage)).toEqual([]));

    describeRecordings(subject, () => stage);
    describeOracle(subject, () => stage);
  });
}

/** Tests per action, played from its recordings. */
function describeRecordings(subject: ContractSubject, stage: () => ProviderStage): void {
  const { describe, it, expect } = globalThis as unknown as typeof Jest;
  describe.each([...new Set(subject.replies.map((reply) => reply.action))])('%s', (key) => {
    // Read when a test runs: a `-u` run replaces them.
    const replies = () => subject.repliesOf(key);
    const successes = () => replies().filter((reply) => reply.error === undefined);

    it('sends and answers what was recorded', async () => {
      const played = await inOrder(replies(), (reply) => play(subject, stage(), reply));
      if (!updating(expect)) return void expect(played.flatMap(({ problems }) => problems)).toEqual([]);
      // A failure is never written down unasked: the recording has to say `error` first.
      expect(played.flatMap(({ surprise }) => surprise ?? [])).toEqual([]);
      update(
        subject,
        played.map(({ actual }) => actual),
      );
    });

    it("turns every failing answer into the catalogue's code with the vendor's message", async () => {
      expect((await inOrder(successes().slice(0, 1), (reply) => failureProblems(subject, stage(), reply))).flat()).toEqual([]);
    });

    it('survives silence, broken connections and answers that are no JSON', async () => {
      expect((await inOrder(successes().slice(0, 1), (reply) => brokenAnswerProblems(subject, stage(), reply))).flat()).toEqual([]);
    });

    if (key !== 'request.send') {
      it(
        'keeps hostile texts in their place',
        async () => {
          expect((await inOrder(successes(), (reply) => hostileProblems(subject, stage(), reply))).flat()).toEqual([]);
        },
        HOSTILE_TIMEOUT_MS,
      );
    }

    const action = subject.actions.find((one) => one.key === key);
    if (action && takesMax(action.input)) {
      it('stops at max', async () => expect(await pagingProblems(subject, stage(), successes())).toEqual([]));
    }
  });
}

/** The same requests, judged by the vendor's own description where this machine has it. */
function describeOracle(subject: ContractSubject, stage: () => ProviderStage): void {
  const { it, expect } = globalThis as unknown as typeof Jest;
  const name = `fits the vendor's own description (${subject.specName})`;
  if (!subject.oracle) {
    it.skip(`${name}: not on this machine`, () => {});
    return;
  }
  // A custom request may well be of the part the description lacks.
  const described = subject.replies.filter((reply) => reply.action !== 'request.send');
  it.each(described.map((reply, i) => [`${reply.action} #${i + 1}`, reply] as const))(`${name}: %s`, async (_, reply) => {
    stage().play(recorded(reply));
    await outcomeOf({
      runnable: subject.runnable(reply.action),
      input: reply.input,
      account: subject.account(reply),
      http: stage().http(),
    });
    expect(judge(subject, stage(), reply)).toEqual([]);
  });
}

async function inOrder<T>(replies: readonly Reply[], work: (reply: Reply) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (const reply of replies) results.push(await work(reply));
  return results;
}

function takesMax(input: unknown): boolean {
  return (
    typeof input === 'object' &&
    input !== null &&
    'shape' in input &&
    typeof input.shape === 'object' &&
    input.shape !== null &&
    'max' in input.shape
  );
}

function iconProblem(folder: string): string | undefined {
  const file = join(folder, 'icon.svg');
  if (!existsSync(file)) return 'icon.svg is missing';
  const text = readFileSync(file, 'utf8');
  if (!/^<svg\s[^>]*viewBox=/.test(text)) return 'icon.svg does not begin with <svg … viewBox=…>';
  return /<script|\son\w+=|href=/i.test(text) || text.length > 8_192 ? 'icon.svg has scripts or links, or is over 8 KB' : undefined;
}

/** The secret has to be in a header or the query, plainly, encoded for Basic, or as an OAuth1 signature. */
function credentialProblems(stage: ProviderStage, secrets: readonly string[]): string[] {
  const [request] = stage.seen;
  if (!request) return ['nothing was sent'];
  const text = `${request.url} ${Object.values(request.headers).join(' ')}`;
  const basic = /^Basic (.+)$/.exec(request.headers['authorization'] ?? '')?.[1];
  const shown = `${text} ${basic === undefined ? '' : Buffer.from(basic, 'base64').toString()}`;
  const carried = secrets.some((secret) => shown.includes(secret)) || /oauth_signature="/.test(text);
  return carried ? [] : ['no secret of the credential was sent'];
}

function updating(expect: typeof Jest.expect): boolean {
  const { snapshotState } = expect.getState() as { snapshotState?: { _updateSnapshot?: string } };
  return snapshotState?._updateSnapshot === 'all';
}

/** Rewrites the files these recordings came from; other recordings of the same file stay. */
function update(subject: ContractSubject, actual: readonly Reply[]): void {
  subject.replaceReplies(actual);
  for (const file of new Set(actual.map((reply) => reply.file))) {
    writeReplies(
      subject.folder,
      file,
      subject.replies.filter((reply) => reply.file === file),
    );
  }
}
