import { parseDefinition, ADVANCED_MAX_STEPS } from '@patchbay/http-connectors';
import { invalidInput, isJsonObject, type FieldProblem, type JsonObject, type JsonValue } from '@patchbay/kernel';
import { findSecrets } from './secret-scan.js';
import { neededCredentials } from './template-facts.js';
import type { NeededCredential, TemplateText } from './template.js';

/** What may be said about a template beside its definition; each defaults to the definition's own word. */
export const DESCRIBING_FIELDS = ['name', 'description', 'category', 'icon', 'credentials'] as const;

const MAX_CREDENTIALS = 20;

/**
 * A template's text out of a definition and the words about it. Throws `input_invalid` with JSON paths: what is wrong in the definition, and
 * where a credential is still in it. `knownSecrets`: values that must not appear.
 */
export function templateText(sent: { definition: unknown; about: JsonObject }, knownSecrets: readonly string[] = []): TemplateText {
  const { name, description, category, icon } = sent.about;
  const overlay: JsonObject = {};
  for (const [member, value] of Object.entries({ name, description, category, icon })) if (value !== undefined) overlay[member] = value;
  if (!isJsonObject(sent.definition)) throw invalidInput([{ path: 'definition', message: 'must be a connector definition' }]);
  const parsed = parseDefinition({ ...sent.definition, ...overlay, enabled: true }, { maxSteps: ADVANCED_MAX_STEPS });
  const definition = JSON.parse(JSON.stringify(parsed)) as JsonObject;
  const described = describedCredentials(sent.about['credentials']);
  const secrets = findSecrets({ ...definition, credentials: JSON.parse(JSON.stringify(described)) as JsonValue }, knownSecrets);
  if (secrets.length > 0)
    throw invalidInput(secrets, `The template still holds a credential at ${secrets[0]?.path ?? ''}; templates are read by everybody.`);
  return {
    name: parsed.name,
    description: parsed.description,
    category: parsed.category,
    icon: parsed.icon ?? null,
    definition,
    credentials: neededCredentials(definition, described),
  };
}

function describedCredentials(sent: JsonValue | undefined): NeededCredential[] {
  if (sent === undefined || sent === null) return [];
  if (!Array.isArray(sent) || sent.length > MAX_CREDENTIALS)
    throw invalidInput([{ path: 'credentials', message: `must be a list of at most ${MAX_CREDENTIALS}` }]);
  const problems: FieldProblem[] = [];
  const described = sent.map((item, i) => {
    const problem = credentialProblem(item);
    if (problem) problems.push({ path: `credentials[${i}]${problem.member}`, message: problem.message });
    return item as unknown as NeededCredential;
  });
  if (problems.length > 0) throw invalidInput(problems);
  return described;
}

const CREDENTIAL_MEMBERS: Readonly<Record<string, number>> = { name: 100, title: 200, description: 1_000, url: 2_048 };

function credentialProblem(item: JsonValue): { member: string; message: string } | undefined {
  if (!isJsonObject(item)) return { member: '', message: 'must be an object' };
  for (const [member, value] of Object.entries(item)) {
    const max = CREDENTIAL_MEMBERS[member];
    if (max === undefined || !Object.hasOwn(CREDENTIAL_MEMBERS, member)) return { member: `.${member}`, message: 'is not a known field' };
    if (typeof value !== 'string' || value === '' || value.length > max || value.includes('\0') || !value.isWellFormed())
      return { member: `.${member}`, message: `must be a text of 1 to ${max} characters` };
    if (member === 'url' && !/^https?:\/\//i.test(value)) return { member: '.url', message: 'must be a web address' };
  }
  if (typeof item['name'] !== 'string') return { member: '.name', message: 'is required' };
  return typeof item['title'] === 'string' ? undefined : { member: '.title', message: 'is required' };
}
