import { compileCondition, type Condition } from '../conditions/condition.js';
import type { Problems } from '../definition/problems.js';
import { compilePath, type JsonPath } from '../paths/json-path.js';
import type { Reference } from '../templates/reference.js';
import { parseTemplate, referencesOf, type Template } from '../templates/template.js';
import { referenceProblem, type ReferenceRules } from './reference-rules.js';

const EMPTY: Template = { parts: [] };

/** Compiles the texts of one step, checks what they refer to, and remembers which workspace secrets they need. */
export class PartCompiler {
  /** Secret name → whether every use of it has a default. */
  readonly secrets = new Map<string, boolean>();

  constructor(
    readonly problems: Problems,
    private readonly rules: ReferenceRules,
  ) {}

  /** A template where workspace secrets may stand. Problems are collected and an empty template answered. */
  readonly template = (source: string, place: string): Template => this.parse(source, place, true);

  /** A template without a check of its references: the caller checks them with `refer`. */
  parseOnly(source: string, place: string): Template {
    return this.problems.attempt(place, () => parseTemplate(source), EMPTY);
  }

  refer(references: readonly Reference[], place: string, secretsAllowed: boolean): void {
    for (const reference of references) {
      const problem = referenceProblem(reference, this.rules, secretsAllowed);
      if (problem !== undefined) this.problems.add(place, problem);
      else if (reference.root === 'workspace') this.needSecret(String(reference.path[0]), reference.fallback !== undefined);
    }
  }

  condition(expression: string, place: string): Condition | undefined {
    const condition = this.problems.attempt<Condition | undefined>(place, () => compileCondition(expression, place), undefined);
    if (condition) this.refer(condition.references, place, false);
    return condition;
  }

  path(source: string, place: string): JsonPath | undefined {
    return this.problems.attempt<JsonPath | undefined>(place, () => compilePath(source), undefined);
  }

  private parse(source: string, place: string, secretsAllowed: boolean): Template {
    const template = this.parseOnly(source, place);
    this.refer(referencesOf(template), place, secretsAllowed);
    return template;
  }

  private needSecret(name: string, optional: boolean): void {
    this.secrets.set(name, (this.secrets.get(name) ?? true) && optional);
  }
}
