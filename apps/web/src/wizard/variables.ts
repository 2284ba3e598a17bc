import { memberPath } from '../shell/json-view.tsx';
import { grouped, type Draft } from './definition.ts';
import { CONTACT_FIELDS } from './contact-fields.ts';

export interface Variable {
  /** What is written: `{{contact.email}}`. */
  text: string;
  label: string;
}
export interface VariableGroup {
  name: 'contact' | 'input' | 'workspace' | 'other' | { step: string };
  variables: Variable[];
}

const variable = (path: string): Variable => ({ text: `{{${path}}}`, label: path });
const MOST_PATHS = 40;

/** Paths of the plain values in an answer; of lists the first two items. */
export function leavesOf(value: unknown, path = ''): string[] {
  if (value === null || typeof value !== 'object') return path ? [path] : [];
  const members: [string | number, unknown][] = Array.isArray(value) ? value.slice(0, 2).map((v, i) => [i, v]) : Object.entries(value);
  return members.flatMap(([key, member]) => leavesOf(member, memberPath(path, key))).slice(0, MOST_PATHS);
}

/**
 * What a template of a step may name: the contact, the inputs, secrets of the workspace, and the outputs of steps that have ended before it (never of
 * its own parallel group). `samples`: what steps answered in the last test, for those that declare no output.
 */
export function variablesFor(
  draft: Draft,
  stepId: string | undefined,
  more: { secrets: readonly string[]; samples: Readonly<Record<string, unknown>> },
): VariableGroup[] {
  const properties = (draft.inputSchema as { properties?: Record<string, unknown> } | undefined)?.properties ?? {};
  const groups: VariableGroup[] = [
    { name: 'contact', variables: CONTACT_FIELDS.map((field) => variable(`contact.${field}`)) },
    { name: 'input', variables: Object.keys(properties).map((name) => variable(`input.${name}`)) },
    { name: 'workspace', variables: more.secrets.map((name) => variable(`workspace.${name}`)) },
  ];
  const before: VariableGroup[] = [];
  for (const group of grouped(draft.steps)) {
    if (group.some(({ id }) => id === stepId)) break;
    for (const { id, name, output } of group) {
      const named = output.filter(({ key }) => key.trim() !== '').map(({ key }) => key);
      const paths = named.length > 0 ? named : leavesOf(more.samples[id]);
      before.push({ name: { step: name || id }, variables: paths.map((path) => variable(`${id}.${path}`)) });
    }
  }
  const all = [...(stepId === undefined ? [] : before.reverse()), ...groups, { name: 'other' as const, variables: [variable('now')] }];
  return all.filter(({ variables }) => variables.length > 0);
}
