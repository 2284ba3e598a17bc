import createClient from 'openapi-fetch';
import type { components, operations, paths } from './schema.ts';
import { sessionHeaders } from './session.ts';

export type Problem = components['schemas']['Problem'];

/** The body of an operation's good answer, by the operation's id. */
export type Answer<Id extends keyof operations> = operations[Id] extends { responses: infer R }
  ? R extends { 200: { content: { 'application/json': infer Body } } }
    ? Body
    : R extends { 201: { content: { 'application/json': infer Body } } }
      ? Body
      : never
  : never;

/** One line of a list operation. */
export type Row<Id extends keyof operations> = Answer<Id> extends { data: (infer One)[] } ? One : never;

export class ApiProblem extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail || problem.title);
  }
}

export const api = createClient<paths>({ baseUrl: '/' });
api.use({
  onRequest({ request }) {
    for (const [name, value] of Object.entries(sessionHeaders())) request.headers.set(name, value);
    return request;
  },
});

/** The answer's body, or its problem document thrown. */
export async function answer<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call;
  if (error !== undefined || !response.ok)
    throw new ApiProblem((error ?? { title: response.statusText, status: response.status, detail: '' }) as Problem);
  return data as T;
}

export const codeOf = (error: unknown): string | undefined => (error instanceof ApiProblem ? error.problem.code : undefined);
