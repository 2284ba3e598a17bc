import type { FieldProblem } from '@patchbay/kernel';
import { problemOf } from '../values/syntax-problem.js';

/** Problems told at once; a definition with more is told about these first. */
const MAX_PROBLEMS = 100;

/** Collects every problem of a definition with its JSON path. */
export class Problems {
  private readonly found: FieldProblem[] = [];

  add(path: string, message: string): void {
    if (this.found.length < MAX_PROBLEMS) this.found.push({ path, message });
  }

  /** Runs `work`; a SyntaxProblem is collected under `path` and `fallback` answered instead. */
  attempt<T>(path: string, work: () => T, fallback: T): T {
    let result = fallback;
    const message = problemOf(() => {
      result = work();
    });
    if (message !== undefined) this.add(path, message);
    return result;
  }

  get list(): readonly FieldProblem[] {
    return this.found;
  }

  get none(): boolean {
    return this.found.length === 0;
  }
}
