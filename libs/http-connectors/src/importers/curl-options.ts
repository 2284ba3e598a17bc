import { SyntaxProblem } from '../values/syntax-problem.js';
import { short } from '../templates/reference.js';

/** An option of a command line with its value; the URL has the name `url`. */
export interface CurlOption {
  readonly name: string;
  readonly value: string;
}

/** Short options that take a value, by their long name. */
const SHORT_WITH_VALUE: Readonly<Record<string, string>> = {
  X: 'request',
  H: 'header',
  d: 'data',
  u: 'user',
  A: 'user-agent',
  e: 'referer',
  b: 'cookie',
  F: 'form',
  m: 'max-time',
  o: 'output',
  w: 'write-out',
  x: 'proxy',
  T: 'upload-file',
  c: 'cookie-jar',
  D: 'dump-header',
  E: 'cert',
  K: 'config',
  r: 'range',
  y: 'speed-time',
  Y: 'speed-limit',
  z: 'time-cond',
  U: 'proxy-user',
  C: 'continue-at',
  P: 'ftp-port',
  Q: 'quote',
  t: 'telnet-option',
  h: 'help',
};
const SHORT_FLAGS: Readonly<Record<string, string>> = {
  G: 'get',
  I: 'head',
  k: 'insecure',
  s: 'silent',
  S: 'show-error',
  L: 'location',
  v: 'verbose',
  i: 'include',
  f: 'fail',
  g: 'globoff',
  N: 'no-buffer',
  O: 'remote-name',
  J: 'remote-header-name',
  q: 'disable',
  n: 'netrc',
  '#': 'progress-bar',
  '0': 'http1.0',
  '1': 'tlsv1',
  '2': 'sslv2',
  '3': 'sslv3',
  '4': 'ipv4',
  '6': 'ipv6',
  a: 'append',
  j: 'junk-session-cookies',
  R: 'remote-time',
  Z: 'parallel',
  p: 'proxytunnel',
  l: 'list-only',
  M: 'manual',
  V: 'version',
};
const LONG_WITH_VALUE: ReadonlySet<string> = new Set(
  [
    ...Object.values(SHORT_WITH_VALUE),
    'url',
    'data-raw',
    'data-ascii',
    'data-binary',
    'data-urlencode',
    'json',
    'oauth2-bearer',
    'connect-timeout',
    'retry',
    'retry-delay',
    'retry-max-time',
    'max-redirs',
    'form-string',
    'url-query',
    'cacert',
    'capath',
    'ciphers',
    'key',
    'key-type',
    'cert-type',
    'pass',
    'resolve',
    'connect-to',
    'interface',
    'limit-rate',
    'max-filesize',
    'noproxy',
    'proto',
    'proto-default',
    'proto-redir',
    'tls-max',
    'tlsv1.2',
    'trace',
    'trace-ascii',
    'unix-socket',
    'aws-sigv4',
    'variable',
    'expect100-timeout',
    'keepalive-time',
    'local-port',
    'dns-servers',
    'stderr',
    'output-dir',
    'proxy-header',
    'socks5',
    'socks5-hostname',
  ].filter((name) => name !== 'tlsv1.2'),
);

/** Reads the words after `curl` into options. Throws SyntaxProblem for an option that needs a value and has none. */
export function curlOptions(words: readonly string[]): CurlOption[] {
  const options: CurlOption[] = [];
  const rest = [...words];
  let onlyUrls = false;
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (onlyUrls || !word.startsWith('-') || word === '-') options.push({ name: 'url', value: word });
    else if (word === '--') onlyUrls = true;
    else if (word.startsWith('--')) options.push(longOption(word, rest));
    else readShort(word.slice(1), rest, options);
  }
  return options;
}

function longOption(word: string, rest: string[]): CurlOption {
  const [, name = '', value] = /^--([^=]+)(?:=([\s\S]*))?$/.exec(word) ?? [];
  if (!LONG_WITH_VALUE.has(name)) return { name, value: value ?? '' };
  return { name, value: value ?? valueOf(`--${name}`, rest) };
}

/** `-sSLX POST`, `-XPOST`: flags together, the last one may take a value. */
function readShort(letters: string, rest: string[], options: CurlOption[]): void {
  for (let i = 0; i < letters.length; i++) {
    const letter = letters[i] ?? '';
    const flag = Object.hasOwn(SHORT_FLAGS, letter) ? SHORT_FLAGS[letter] : undefined;
    const name = Object.hasOwn(SHORT_WITH_VALUE, letter) ? SHORT_WITH_VALUE[letter] : undefined;
    if (name !== undefined) {
      const attached = letters.slice(i + 1);
      options.push({ name, value: attached === '' ? valueOf(`-${letter}`, rest) : attached });
      return;
    }
    if (flag === undefined) throw new SyntaxProblem(`has the option -${short(letter)}, which curl does not know`);
    options.push({ name: flag, value: '' });
  }
}

function valueOf(option: string, rest: string[]): string {
  const value = rest.shift();
  if (value === undefined) throw new SyntaxProblem(`ends after ${option}, which needs a value`);
  return value;
}
