import { isNativeError } from 'node:util/types';
import { isPlatformError } from '@patchbay/kernel';
import type { DriverFailure } from '@patchbay/connector-sdk';

type Failure = Pick<DriverFailure, 'code' | 'message'>;
const failure = (code: DriverFailure['code'], message: string): Failure => ({ code, message });

/** The first word of an error reply: https://redis.io/docs/latest/develop/reference/protocol-spec/#simple-errors */
const WORDS: Readonly<Record<string, Failure>> = {
  WRONGPASS: failure('account_reauth', 'Redis refused the user name or password.'),
  NOAUTH: failure('account_reauth', 'Redis asks for a password.'),
  NOPERM: failure('account_forbidden', 'The user may not run this command or use this key.'),
  WRONGTYPE: failure('provider_rejected', 'The key holds a value of another type.'),
  OOM: failure('quota_exceeded', 'Redis has no memory left.'),
  READONLY: failure('provider_rejected', 'The server is a replica, which takes no writes.'),
  EXECABORT: failure('provider_rejected', 'A command of the transaction is not valid; nothing was done.'),
  MOVED: failure('provider_rejected', 'The server is part of a cluster and another one holds this key.'),
  ASK: failure('provider_rejected', 'The server is part of a cluster and another one holds this key.'),
  CROSSSLOT: failure('provider_rejected', 'The server is part of a cluster, where keys of one command have to lie together.'),
  LOADING: failure('provider_unavailable', 'Redis is loading its data.'),
  BUSY: failure('provider_unavailable', 'Redis is busy with a script.'),
  MASTERDOWN: failure('provider_unavailable', 'The replica has lost its primary.'),
  CLUSTERDOWN: failure('provider_unavailable', 'The cluster is down.'),
  TRYAGAIN: failure('provider_unavailable', 'The cluster is moving these keys.'),
};

/** The code word of an error reply; undefined for what is no reply. */
export function replyWord(thrown: unknown): string | undefined {
  if (!isNativeError(thrown) || thrown.name !== 'ReplyError') return undefined;
  return /^([A-Z]+)\b/.exec(thrown.message)?.[1] ?? 'ERR';
}

/** The catalogue error of what `ioredis` throws. The server's own text is left out: it quotes commands and values. */
export function redisFailure(thrown: unknown): DriverFailure | undefined {
  if (isPlatformError(thrown) || !isNativeError(thrown)) return undefined;
  const word = replyWord(thrown);
  if (word !== undefined) {
    // Servers before 6 have no word for it.
    const known = /^ERR (invalid password|Client sent AUTH)/.test(thrown.message) ? WORDS['WRONGPASS'] : WORDS[word];
    // A reply says that the command was not done.
    return { ...(known ?? failure('provider_rejected', 'Redis refused the command.')), providerCode: word, sent: false };
  }
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined;
  if (code === 'ECONNREFUSED')
    return { code: 'provider_unavailable', message: 'Redis does not listen at this host and port.', providerCode: code, sent: false };
  if (code !== undefined && /^(ERR_TLS|ERR_SSL|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO)/.test(code))
    return { code: 'provider_rejected', message: 'No TLS connection to Redis could be made.', providerCode: code, sent: false };
  // What the driver throws for a connection that is gone carries no code.
  return { code: 'provider_unavailable', message: 'The connection to Redis broke.', ...(code === undefined ? {} : { providerCode: code }) };
}
