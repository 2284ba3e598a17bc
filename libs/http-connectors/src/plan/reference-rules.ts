import { short, type Reference } from '../templates/reference.js';

/** What one step's placeholders may read. */
export interface ReferenceRules {
  /** Ids of steps that have certainly ended before this one starts. */
  readonly earlier: ReadonlySet<string>;
  /** Why another known id cannot be read here: `runs later`, `runs in the same parallel group`. */
  readonly unreadable: ReadonlyMap<string, string>;
  /** True where no caller gives anything: `input` and `contact` are not there. */
  readonly alone?: boolean;
}

const SECRET_NAME = /^[A-Za-z_][\w-]{0,99}$/;

/** Why a reference cannot be read at this place; undefined when it can. */
export function referenceProblem(reference: Reference, rules: ReferenceRules, secretsAllowed: boolean): string | undefined {
  const { root, path } = reference;
  const shown = `{{${short(reference.text)}}}`;
  switch (root) {
    case 'input':
    case 'contact':
      return rules.alone ? `${shown}: a probe runs by itself, without ${root}; use workspace or now` : undefined;
    case 'now':
      return path.length === 0 ? undefined : `${shown}: now has no parts; {{now}} is the time of the call, e.g. 2026-01-31T12:00:00.000Z`;
    case 'workspace': {
      const [name] = path;
      if (!secretsAllowed) return `${shown}: workspace secrets may stand only in headers, query, body and auth`;
      if (path.length !== 1 || typeof name !== 'string' || !SECRET_NAME.test(name))
        return `${shown}: write {{workspace.<name>}} with the name of a stored secret`;
      return undefined;
    }
    default: {
      if (rules.earlier.has(root)) return undefined;
      const why = rules.unreadable.get(root);
      if (why !== undefined) return `${shown}: "${root}" ${why}`;
      const steps = [...rules.earlier];
      const known = steps.length > 0 ? `, or an earlier step (${steps.join(', ')})` : '';
      return `${shown}: "${short(root)}" is not known here; use input, contact, workspace, now${known}`;
    }
  }
}
