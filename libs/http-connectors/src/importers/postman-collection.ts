import { isJsonObject, type JsonObject, type JsonValue } from '@patchbay/kernel';
import { SyntaxProblem } from '../values/syntax-problem.js';
import { postmanRequest } from './postman-request.js';
import { rawUrl, textOf } from './postman-values.js';
import { PostmanVariables } from './postman-variables.js';
import type { SourceOperation } from './source-request.js';

const MAX_FOLDER_DEPTH = 20;

/** Lists the requests of a Postman collection (format v2.0 or v2.1, https://schema.postman.com). Throws SyntaxProblem. */
export function postmanOperations(document: JsonValue): SourceOperation[] {
  const collection = isJsonObject(document) && isJsonObject(document['collection']) ? document['collection'] : document;
  if (!isJsonObject(collection) || !Array.isArray(collection['item']))
    throw new SyntaxProblem('is not a Postman collection: it has no "item" list. Export the collection as v2.1');
  const operations: SourceOperation[] = [];
  const ids = new Set<string>();
  walk(collection['item'], { folders: [], auth: collection['auth'], variables: [collection['variable']] }, (item, at) => {
    const request = typeof item['request'] === 'string' ? { url: item['request'], method: 'GET' } : item['request'];
    if (!isJsonObject(request)) return;
    const name = textOf(item['name']) || 'Request';
    const variables = new PostmanVariables([...at.variables, item['variable']]);
    const wanted = [...at.folders, name].join(' / ');
    operations.push({
      id: unused(wanted, ids),
      name,
      method: (textOf(request['method']) || 'GET').toUpperCase(),
      path: variables.known(rawUrl(request['url'])),
      read: () =>
        postmanRequest(request, {
          name,
          auth: at.auth,
          variables: new PostmanVariables([...at.variables, item['variable']]),
          hasScripts: Array.isArray(item['event']) && item['event'].length > 0,
        }),
    });
  });
  return operations;
}

interface Place {
  readonly folders: readonly string[];
  /** Of the nearest folder that has one. */
  readonly auth: JsonValue | undefined;
  readonly variables: readonly (JsonValue | undefined)[];
}

function walk(items: readonly JsonValue[], at: Place, visit: (item: JsonObject, at: Place) => void): void {
  if (at.folders.length > MAX_FOLDER_DEPTH) return;
  for (const item of items) {
    if (!isJsonObject(item)) continue;
    const inner = item['item'];
    const auth = isJsonObject(item['auth']) ? item['auth'] : at.auth;
    if (Array.isArray(inner))
      walk(
        inner,
        { folders: [...at.folders, textOf(item['name']) || 'Folder'], auth, variables: [...at.variables, item['variable']] },
        visit,
      );
    else visit(item, at);
  }
}

function unused(wanted: string, taken: Set<string>): string {
  let id = wanted;
  for (let i = 2; taken.has(id); i++) id = `${wanted} (${i})`;
  taken.add(id);
  return id;
}
