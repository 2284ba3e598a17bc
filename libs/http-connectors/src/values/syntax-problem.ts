/**
 * A part of a definition that cannot be compiled: template, condition, path, URL, pattern. Never leaves this library: the definition check
 * turns it into a field problem with its JSON path.
 */
export class SyntaxProblem extends Error {
  override readonly name = 'SyntaxProblem';
}

/** Runs `work`; a SyntaxProblem becomes its message, anything else is thrown on. */
export function problemOf(work: () => void): string | undefined {
  try {
    work();
    return undefined;
  } catch (thrown) {
    if (thrown instanceof SyntaxProblem) return thrown.message;
    throw thrown;
  }
}
