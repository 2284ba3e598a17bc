import { isNativeError } from 'node:util/types';
import { isPlatformError } from '@patchbay/kernel';
import type { DriverFailure } from '@patchbay/connector-sdk';

type Failure = Pick<DriverFailure, 'code' | 'message'>;
const failure = (code: DriverFailure['code'], message: string): Failure => ({ code, message });

const notPrimary = failure('provider_unavailable', 'The server is no longer the primary of its replica set.');
const duplicate = failure('conflict', 'A unique index has this value already.');
const collided = failure('conflict', 'The write collided with another one.');
const noTransactions = failure('provider_rejected', 'The server has no transactions; they need a replica set.');

/** https://www.mongodb.com/docs/manual/reference/error-codes/, 8000: hosted clusters' own. */
const NUMBERS: Readonly<Record<number, Failure>> = {
  13: failure('account_forbidden', 'The user lacks a privilege.'),
  18: failure('account_reauth', 'MongoDB refused the user name or password.'),
  20: noTransactions,
  26: failure('provider_not_found', 'The collection does not exist.'),
  50: failure('provider_timeout', 'The operation took longer than the time left.'),
  91: notPrimary,
  112: collided,
  121: failure('provider_rejected', "The document breaks the collection's rules."),
  189: notPrimary,
  251: collided,
  263: noTransactions,
  8000: failure('account_reauth', 'MongoDB refused the user name or password.'),
  10107: notPrimary,
  11000: duplicate,
  11001: duplicate,
  11602: notPrimary,
  13435: notPrimary,
};

/** The catalogue error of what `mongodb` throws. The server's own text is left out: it quotes values. */
export function mongoFailure(thrown: unknown): DriverFailure | undefined {
  if (isPlatformError(thrown) || !isNativeError(thrown)) return undefined;
  const { name } = thrown;
  const number = 'code' in thrown && typeof thrown.code === 'number' ? thrown.code : undefined;
  if (number !== undefined) {
    const known = NUMBERS[number] ?? failure('provider_rejected', 'MongoDB refused the operation.');
    // These two come before anything is written; a primary that steps down in the middle leaves it open.
    const refused = number === 10_107 || number === 13_435;
    return {
      ...(refused ? { sent: false } : {}),
      code: known.code,
      message: known.message.replace(/\.$/, ` (error ${number}).`),
      providerCode: String(number),
    };
  }
  if (name === 'MongoServerSelectionError')
    return { code: 'provider_unavailable', message: 'MongoDB does not answer at this host and port.', providerCode: name, sent: false };
  if (name === 'MongoNetworkTimeoutError')
    return { code: 'provider_timeout', message: 'MongoDB did not answer in time.', providerCode: name };
  if (/^(BSON|MongoInvalidArgument|MongoParse|MongoAPI|MongoCompatibility|MongoTransaction)/.test(name))
    return { code: 'provider_rejected', message: 'The operation is not valid.', providerCode: name, sent: false };
  if (name.startsWith('Mongo')) return { code: 'provider_unavailable', message: 'The connection to MongoDB broke.', providerCode: name };
  return undefined;
}
