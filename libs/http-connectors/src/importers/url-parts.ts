import type { KeyValue } from '../definition/definition.js';
import type { SourceAuth } from './source-request.js';

/** A URL of a source taken apart: the query decoded, credentials and fragment taken out. Texts may hold placeholders. */
export interface UrlParts {
  readonly url: string;
  readonly query: readonly KeyValue[];
  readonly auth?: SourceAuth;
}

export function splitUrl(source: string): UrlParts {
  const [withoutFragment = ''] = source.trim().split('#', 1);
  const mark = withoutFragment.indexOf('?');
  const start = mark === -1 ? withoutFragment : withoutFragment.slice(0, mark);
  const [, scheme = '', userInfo, rest = ''] = /^(https?:\/\/)(?:([^/@]*)@)?([\s\S]*)$/i.exec(start) ?? [];
  const url = scheme === '' ? start : scheme + rest;
  const query =
    mark === -1
      ? []
      : withoutFragment
          .slice(mark + 1)
          .split('&')
          .filter((pair) => pair !== '')
          .map(toPair);
  if (userInfo === undefined) return { url, query };
  const [username = '', ...password] = userInfo.split(':');
  return { url, query, auth: { type: 'basic', username: decode(username), password: decode(password.join(':')) } };
}

function toPair(pair: string): KeyValue {
  const equals = pair.indexOf('=');
  return equals === -1 ? { key: decode(pair), value: '' } : { key: decode(pair.slice(0, equals)), value: decode(pair.slice(equals + 1)) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch {
    return text;
  }
}
