import { basename, dirname } from 'node:path';
import { compileAction, compileProbe, actionsOf, type Action, type HttpConnector } from '@patchbay/connector-sdk';
import type { Runnable } from '@patchbay/kernel';
import { readReplies, type Reply } from './reply-file.js';
import type { StagedAnswer, Script } from './provider-stage.js';
import { authAlternative, sampleAccount, type AccountFacts, type SampleAccount } from './sample-account.js';
import type { VendorRules } from './vendor-spec/spec-oracle.js';
import { oracleOf, type Oracle } from './vendor-spec/oracle.js';

export interface ContractOptions {
  /** Metadata of a made-up account, and values of non-secret custom fields: `{ api_domain: 'https://acme.pipedrive.com' }`. */
  readonly account?: AccountFacts;
  /** Name of the vendor's description when it is not the connector's key. */
  readonly spec?: string;
  /** What the vendor requires but does not declare. */
  readonly rules?: VendorRules;
  /** Requests the vendor's (trimmed) description lacks: `DELETE /v1/products/{id}` written as a regular expression on `METHOD /path`. */
  readonly undescribed?: readonly RegExp[];
  /** Members of requests that the vendor leaves open on purpose, such as fields an account defines: regular expressions on the problem. */
  readonly openRequestMembers?: readonly RegExp[];
  /** Inputs that may hold slashes and then span several parts of the path (`segments`), by name: `path`. */
  readonly spanning?: readonly string[];
  /** Why recorded answers are not held to the vendor's answer schemas, where those are known to be wrong. Dotted member paths. */
  readonly unlistedAnswerMembers?: readonly RegExp[];
}

/** A connector with its folder, recordings and oracle: what all parts of the contract look at. */
export class ContractSubject {
  replies: readonly Reply[];
  readonly actions: readonly Action[];
  readonly oracle: Oracle | undefined;
  readonly specName: string;

  constructor(
    readonly connector: HttpConnector,
    readonly folder: string,
    readonly options: ContractOptions,
  ) {
    this.replies = readReplies(folder);
    this.actions = actionsOf(connector);
    this.specName = options.spec ?? connector.key;
    this.oracle = oracleOf(this.specName, options.rules);
  }

  get place(): { readonly category: string; readonly key: string } {
    return { category: basename(dirname(this.folder)), key: basename(this.folder) };
  }

  /** Recordings of one action; the probe's are those of `connection.test`. */
  repliesOf(action: string): readonly Reply[] {
    return this.replies.filter((reply) => reply.action === action);
  }

  /** Puts what really happened in the place of the recordings of the same action. */
  replaceReplies(actual: readonly Reply[]): void {
    let next = 0;
    this.replies = this.replies.map((reply) => (reply.action === actual[0]?.action ? (actual[next++] ?? reply) : reply));
  }

  runnable(action: string): Runnable {
    if (action === PROBE) return compileProbe(this.connector, { version: 1 });
    const found = this.actions.find((one) => one.key === action);
    if (!found) throw new Error(`${this.connector.key} has no action ${action}`);
    return compileAction(this.connector, found, { version: 1 });
  }

  account(reply: Pick<Reply, 'auth'>): SampleAccount {
    return sampleAccount(authAlternative(this.connector, reply.auth), this.options.account ?? {});
  }

  /** Host of the base URL for a made-up account. */
  baseHost(account: SampleAccount): string {
    const { baseUrl } = this.connector;
    return new URL(typeof baseUrl === 'function' ? baseUrl(account.resolved.metadata as never) : baseUrl).host;
  }
}

/** The name recordings of the connection test carry. */
export const PROBE = 'connection.test';

/** Answers as recorded, in order; the last one again when more is asked. */
export function recorded(reply: Reply): Script {
  return (_, index) => staged((reply.exchanges[index] ?? reply.exchanges.at(-1))?.response);
}

function staged(response: Reply['exchanges'][number]['response'] | undefined): StagedAnswer {
  if (!response) return { status: 500 };
  const { status, headers = {}, body } = response;
  if (body === undefined) return { status, headers };
  if (typeof body === 'string' && headers['content-type'] !== undefined) return { status, headers, body };
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}
