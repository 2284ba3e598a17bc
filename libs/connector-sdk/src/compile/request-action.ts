import { effectOfMethod, invalidInput, type Runnable } from '@patchbay/kernel';
import { z } from 'zod';
import { defineAction, type HttpAction } from '../action.js';
import type { HttpConnector } from '../connector.js';
import { path, type SafePath } from '../http/path.js';
import type { Query, Form } from '../http/query-string.js';
import { compileAction, type CompileOptions } from './compile-action.js';

const Scalar = z.union([z.string(), z.number(), z.boolean()]);
const QueryInput = z.record(z.string(), z.union([Scalar, z.array(Scalar)]));
const pathInput = (says: string) =>
  z
    .string()
    .max(2_000)
    .regex(/^\/(?!\/)[^?#\\\s\p{Cc}]*$/u, says);
const SHOWN_HEADERS =
  /^(content-type|location|etag|last-modified|link|retry-after|x-request-id|request-id|x-(rate-?limit|total)[a-z-]*|x-wp-total[a-z]*)$/;

/**
 * The custom request every HTTP connector offers: any method and path of the vendor's API, authenticated as the connection.
 * The host cannot be left. Declared as `create` because the method is only known per call; each request's own effect follows its method.
 */
export function requestAction(connector: HttpConnector): HttpAction {
  const hosts = Object.keys(connector.hosts ?? {});
  return defineAction({
    key: 'request.send',
    title: 'Send a custom request',
    effect: 'create',
    description: `Any ${connector.title} API call that has no action of its own, authenticated as the connected account.`,
    input: z.object({
      method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('GET'),
      path: pathInput('Begins with one "/", without query: use `query`'),
      ...(hosts.length > 0 ? { host: z.enum(hosts as [string, ...string[]]).optional() } : {}),
      query: QueryInput.default({}),
      headers: z.record(z.string(), z.string()).default({}),
      json: z.unknown().optional(),
      form: z.record(z.string(), z.unknown()).optional(),
    }),
    output: z.object({ status: z.int(), headers: z.record(z.string(), z.string()), body: z.unknown() }),
    async run({ input, http }) {
      if (input.json !== undefined && input.form !== undefined) throw invalidInput([{ path: 'form', message: 'Give either json or form' }]);
      const host = 'host' in input ? (input.host as string | undefined) : undefined;
      const answer = await http.send(input.method, givenPath(input.path, 'path'), {
        query: input.query as Query,
        headers: input.headers,
        effect: effectOfMethod(input.method),
        ...(host === undefined ? {} : { host }),
        ...(input.json === undefined ? {} : { json: input.json }),
        ...(input.form === undefined ? {} : { form: input.form as Form }),
      });
      return { status: answer.status, headers: shownHeaders(answer.headers), body: answer.body };
    },
  }) as HttpAction;
}

/** An authenticated GET for reading a connection's data: input `{ resourcePath, query }`, output `{ status, body }`. */
export function compileDataRead(connector: HttpConnector, options: CompileOptions): Runnable {
  const action = defineAction({
    key: 'request.read',
    title: 'Read data',
    effect: 'read',
    input: z.object({
      resourcePath: pathInput('must begin with one "/"; other parameters stand beside it'),
      query: QueryInput.default({}),
    }),
    output: z.object({ status: z.int(), body: z.unknown() }),
    async run({ input, http }) {
      const { status, body } = await http.send('GET', givenPath(input.resourcePath, 'resourcePath'), { query: input.query });
      return { status, body };
    },
  });
  return compileAction(connector, action as HttpAction, options);
}

/** A path typed by a user: already encoded parts stay as they are, everything else is encoded. Throws `input_invalid` naming the member it came in. */
function givenPath(text: string, member: string): SafePath {
  const refused = (message: string): Error => invalidInput([{ path: member, message }]);
  const decoded = text
    .slice(1)
    .split('/')
    .map((part) => {
      try {
        return decodeURIComponent(part);
      } catch {
        throw refused('has a "%" that encodes nothing');
      }
    });
  const trailing = decoded.length > 1 && decoded.at(-1) === '';
  const list = trailing ? decoded.slice(0, -1) : decoded;
  if (list.length === 1 && list[0] === '') return path`/`;
  if (list.some((part) => part === '' || part === '.' || part === '..')) throw refused('has an empty, "." or ".." part');
  return trailing ? path`/${{ list }}/` : path`/${{ list }}`;
}

function shownHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => SHOWN_HEADERS.test(name)));
}
