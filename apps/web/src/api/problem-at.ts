import { ApiProblem } from './client.ts';

/** What the server says about one field of a refused body; undefined when nothing. */
export const problemAt = (error: unknown, path: string): string | undefined =>
  error instanceof ApiProblem ? error.problem.errors?.find((one) => one.path === path)?.message : undefined;
