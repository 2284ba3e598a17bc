import { invalidInput, type JsonValue } from '@patchbay/kernel';
import { SyntaxProblem } from '../values/syntax-problem.js';
import { nestsAtMost } from '../values/json-size.js';
import { curlOperations } from './curl-command.js';
import { toDraft, type ImportedDraft } from './draft.js';
import { openApiOperations } from './openapi-document.js';
import { postmanOperations } from './postman-collection.js';
import type { SourceOperation } from './source-request.js';

export const IMPORT_KINDS = ['openapi', 'curl', 'postman'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

export interface ImportRequest {
  readonly kind: ImportKind;
  /** The document or command itself. Nothing is fetched. */
  readonly source: string;
  /** Ids of the operations wanted; absent: all. */
  readonly operations?: readonly string[];
}

/** What a source offers, to be chosen from. */
export interface OfferedOperation {
  readonly id: string;
  readonly name: string;
  readonly method: string;
  readonly path: string;
}

export interface ImportedDrafts {
  readonly operations: readonly OfferedOperation[];
  /** One per wanted operation, at most MAX_DRAFTS; without a choice the first ones. */
  readonly drafts: readonly ImportedDraft[];
}

export const MAX_DRAFTS = 50;
const MAX_SOURCE_CHARS = 20_000_000;
const MAX_DEPTH = 100;

/**
 * Makes draft connectors from an OpenAPI 3 or Swagger 2 document (JSON), a curl command, or a Postman collection. Credentials in the source become
 * `{{workspace.…}}` placeholders and are named in `secrets`; they appear nowhere in the answer. Throws `input_invalid` naming `source` or `operations[i]`.
 */
export function importDrafts({ kind, source, operations: wanted }: ImportRequest): ImportedDrafts {
  const offered = inSource(() => {
    if (source.trim() === '') throw new SyntaxProblem('is empty');
    if (source.length > MAX_SOURCE_CHARS) throw new SyntaxProblem(`is longer than ${MAX_SOURCE_CHARS} characters`);
    const found = READERS[kind](source);
    if (found.length === 0) throw new SyntaxProblem('has no requests in it');
    return found;
  });
  const chosen = wanted ? choose(offered, wanted) : offered.slice(0, MAX_DRAFTS);
  return {
    operations: offered.map(({ id, name, method, path }) => ({ id, name, method, path })),
    drafts: inSource(() => chosen.map((operation) => toDraft(operation.id, operation.read()))),
  };
}

const READERS: Readonly<Record<ImportKind, (source: string) => SourceOperation[]>> = {
  curl: curlOperations,
  openapi: (source) => openApiOperations(readJson(source)),
  postman: (source) => postmanOperations(readJson(source)),
};

function readJson(source: string): JsonValue {
  let document: JsonValue;
  try {
    document = JSON.parse(source.replace(/^\ufeff/, '')) as JsonValue;
  } catch {
    const isYaml = /^\s*(?:openapi|swagger)\s*:/m.test(source.slice(0, 10_000));
    throw new SyntaxProblem(isYaml ? 'is YAML; convert it to JSON first' : 'is not valid JSON');
  }
  if (!nestsAtMost(document, MAX_DEPTH)) throw new SyntaxProblem(`nests deeper than ${MAX_DEPTH} levels`);
  return document;
}

function choose(offered: readonly SourceOperation[], wanted: readonly string[]): SourceOperation[] {
  if (wanted.length > MAX_DRAFTS)
    throw invalidInput([{ path: 'operations', message: `has ${wanted.length} entries; at most ${MAX_DRAFTS} can be imported at once` }]);
  const problems: { path: string; message: string }[] = [];
  const chosen = wanted.flatMap((id, i) => {
    const found = offered.find((operation) => operation.id === id || `${operation.method} ${operation.path}` === id);
    if (!found) problems.push({ path: `operations[${i}]`, message: `"${id.slice(0, 100)}" is not in the source` });
    return found ? [found] : [];
  });
  if (problems.length > 0) throw invalidInput(problems);
  return [...new Set(chosen)];
}

function inSource<T>(work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof SyntaxProblem) throw invalidInput([{ path: 'source', message: thrown.message }]);
    throw thrown;
  }
}
