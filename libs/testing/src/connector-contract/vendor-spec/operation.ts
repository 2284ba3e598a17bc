import { isJsonObject, type JsonObject, type JsonValue } from '@patchbay/kernel';
import { deref, listOf } from './spec-document.js';

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly style: string | undefined;
  readonly explode: boolean;
  /** JSON pointer of the schema in the document, for the validator. */
  readonly pointer: string;
  readonly schema: JsonObject;
}

/** One described operation that a request matched. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly template: string;
  readonly pointer: string;
  readonly definition: JsonObject;
  readonly pathValues: Readonly<Record<string, string>>;
  readonly parameters: readonly Parameter[];
}

/** Finds the operation a method and full path belong to; the most literal template wins. */
export function findOperation(document: JsonObject, method: string, pathname: string): Operation | undefined {
  const paths = document['paths'];
  if (!isJsonObject(paths)) return undefined;
  const found: { operation: Operation; variables: number }[] = [];
  for (const [template, item] of Object.entries(paths)) {
    if (!isJsonObject(item)) continue;
    const definition = item[method.toLowerCase()];
    if (!isJsonObject(definition)) continue;
    for (const prefix of prefixes(document, item, definition)) {
      const pathValues = matchTemplate(`${prefix}${template}`, pathname);
      if (!pathValues) continue;
      const pointer = `/paths/${escapePointer(template)}`;
      const operation = {
        id: `${method.toUpperCase()} ${template}`,
        method,
        template,
        pointer: `${pointer}/${method.toLowerCase()}`,
        definition,
        pathValues,
        parameters: [
          ...parametersOf(document, item['parameters'], `${pointer}/parameters`),
          ...parametersOf(document, definition['parameters'], `${pointer}/${method.toLowerCase()}/parameters`),
        ],
      };
      found.push({ operation, variables: Object.keys(pathValues).length });
    }
  }
  return found.sort((a, b) => a.variables - b.variables)[0]?.operation;
}

/** Path parts of the servers that apply (operation, path item, document). */
function prefixes(document: JsonObject, item: JsonObject, definition: JsonObject): string[] {
  const servers = [definition['servers'], item['servers'], document['servers']].find((list) => Array.isArray(list) && list.length > 0);
  const urls = listOf(servers).flatMap((server) => (isJsonObject(server) && typeof server['url'] === 'string' ? [server['url']] : []));
  const found = urls.map((url) => url.replace(/^https?:\/\/[^/]+/, '').replace(/\/+$/, ''));
  return found.length > 0 ? found : [''];
}

function matchTemplate(template: string, pathname: string): Record<string, string> | undefined {
  const names: string[] = [];
  const source = template.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{([^}]+)\}/g, (_, name: string) => {
    names.push(name);
    return '([^/]+)';
  });
  const match = new RegExp(`^${source}$`).exec(pathname);
  if (!match) return undefined;
  return Object.fromEntries(names.map((name, i) => [name, decodeURIComponent(match[i + 1] ?? '')]));
}

function parametersOf(document: JsonObject, list: JsonValue | undefined, pointer: string): Parameter[] {
  return listOf(list).flatMap((entry, i) => {
    const parameter = deref(document, entry);
    if (!parameter || typeof parameter['name'] !== 'string' || typeof parameter['in'] !== 'string') return [];
    const ref = isJsonObject(entry) && typeof entry['$ref'] === 'string' ? entry['$ref'].slice(1) : `${pointer}/${i}`;
    const content = isJsonObject(parameter['content']) ? Object.entries(parameter['content'])[0] : undefined;
    const where = content ? `${ref}/content/${escapePointer(content[0])}/schema` : `${ref}/schema`;
    const schema = content && isJsonObject(content[1]) ? content[1]['schema'] : parameter['schema'];
    return [
      {
        name: parameter['name'],
        in: parameter['in'],
        required: parameter['required'] === true,
        style: typeof parameter['style'] === 'string' ? parameter['style'] : undefined,
        explode: parameter['explode'] !== false,
        pointer: where,
        schema: isJsonObject(schema) ? schema : {},
      },
    ];
  });
}

export function escapePointer(part: string): string {
  return part.replace(/~/g, '~0').replace(/\//g, '~1');
}
