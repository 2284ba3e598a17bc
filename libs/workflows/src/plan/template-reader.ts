import {
  compileCondition,
  compileValue,
  parseTemplate,
  referencesOf,
  type Condition,
  type Problems,
  type RenderValue,
} from '@patchbay/http-connectors';
import type { JsonValue } from '@patchbay/kernel';
import type { PlacedReference } from './plan.js';

/** Compiles the templates and conditions of one node, collecting what they read and what is wrong with them. */
export class TemplateReader {
  readonly references: PlacedReference[] = [];

  constructor(
    private readonly problems: Problems,
    /** Whether the node's templates may read the root; otherwise why not. */
    private readonly mayRead: (root: string) => true | string,
  ) {}

  get roots(): ReadonlySet<string> {
    return new Set(this.references.map(({ reference }) => reference.root));
  }

  value(value: JsonValue, place: string): RenderValue {
    return compileValue(value, place, (source, at) => {
      const template = this.problems.attempt(at, () => parseTemplate(source), { parts: [] });
      for (const reference of referencesOf(template)) this.note({ reference, place: at, whole: template.whole !== undefined });
      return template;
    });
  }

  condition(source: string, place: string): Condition {
    const never: Condition = { source, references: [], holds: () => false };
    const condition = this.problems.attempt(place, () => compileCondition(source, place), never);
    for (const reference of condition.references) this.note({ reference, place, whole: false });
    return condition;
  }

  private note(found: PlacedReference): void {
    const { root, text } = found.reference;
    const allowed = this.mayRead(root);
    if (allowed !== true) this.problems.add(found.place, `{{${text.slice(0, 80)}}}: ${allowed}`);
    else this.references.push(found);
  }
}
