import { isJsonObject, type JsonObject, type JsonValue } from '@patchbay/kernel';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { mediaType, type SentRequest } from '../sent-request.js';
import { unnamedMembers } from './closed-world.js';
import { escapePointer, findOperation, type Operation, type Parameter } from './operation.js';
import { securityProblem } from './security.js';
import { deref, toJsonSchema2020 } from './spec-document.js';
import { coerce, nest } from './text-values.js';

export interface Verdict {
  /** `GET /v1/customers/{customer}`; undefined when the description has no such operation. */
  readonly operation: string | undefined;
  readonly problems: readonly string[];
}

/** What a vendor rule may look at: the request after reading it with the description. */
export interface RuledRequest {
  readonly operation: string;
  readonly url: URL;
  readonly path: Readonly<Record<string, string>>;
  readonly query: JsonObject;
  readonly body: JsonValue;
}

/** Says what a vendor requires but does not declare; empty = fine. */
export type VendorRules = (request: RuledRequest) => readonly string[];

/** Judges requests and answers by a vendor's own OpenAPI description, strictly. */
export class SpecOracle {
  private readonly requests: Ajv2020;
  private readonly answers: Ajv2020;

  constructor(
    private readonly document: JsonObject,
    private readonly rules: VendorRules = () => [],
  ) {
    this.requests = validatorFor(document, false);
    this.answers = validatorFor(document, true);
  }

  judgeRequest(request: SentRequest): Verdict {
    const url = new URL(request.url);
    const operation = findOperation(this.document, request.method, url.pathname);
    if (!operation) return { operation: undefined, problems: [] };
    const security = securityProblem(this.document, operation.definition, request);
    const query = this.judgeQuery(operation, url);
    const body = this.judgeBody(operation, request);
    const ruled = { operation: operation.id, url, path: operation.pathValues, query: query.value, body: body.value };
    return {
      operation: operation.id,
      problems: [
        ...(security ? [security] : []),
        ...this.judgePath(operation),
        ...query.problems,
        ...this.judgeHeaders(operation, request),
        ...body.problems,
        ...this.rules(ruled),
      ],
    };
  }

  /** An answer we recorded: its members must be the vendor's and have the vendor's types; it need not be complete. */
  judgeAnswer(
    request: Pick<SentRequest, 'method' | 'url'>,
    answer: { readonly status: number; readonly body: JsonValue },
  ): readonly string[] {
    const operation = findOperation(this.document, request.method, new URL(request.url).pathname);
    const responses = operation?.definition['responses'];
    if (!operation || !isJsonObject(responses) || answer.body === null) return [];
    const key = [String(answer.status), `${Math.floor(answer.status / 100)}XX`, 'default'].find((name) => responses[name] !== undefined);
    if (key === undefined) return [`status ${answer.status} is not described`];
    const response = deref(this.document, responses[key]);
    const content = isJsonObject(response?.['content']) ? response['content'] : undefined;
    const [type, media] = Object.entries(content ?? {}).find(([name]) => name.includes('json')) ?? [];
    if (type === undefined || !isJsonObject(media) || media['schema'] === undefined) return [];
    const raw = isJsonObject(responses[key]) ? responses[key]['$ref'] : undefined;
    const base = typeof raw === 'string' ? raw.slice(1) : `${operation.pointer}/responses/${key}`;
    return [
      ...check(this.answers, `${base}/content/${escapePointer(type)}/schema`, answer.body),
      ...unnamedMembers(this.document, media['schema'], answer.body).map((path) => `${path} is not a member the vendor describes`),
    ];
  }

  private judgePath(operation: Operation): string[] {
    return Object.entries(operation.pathValues).flatMap(([name, text]) => {
      const parameter = operation.parameters.find((one) => one.in === 'path' && one.name === name);
      if (!parameter) return [];
      return this.judgeParameter(parameter, text).problems;
    });
  }

  private judgeQuery(operation: Operation, url: URL): { value: JsonObject; problems: string[] } {
    const declared = operation.parameters.filter((parameter) => parameter.in === 'query');
    const keyNames = this.apiKeyNames('query');
    const pairs = [...url.searchParams].filter(([name]) => !keyNames.has(name));
    // A vendor may declare names with brackets or comparison signs (`DateSent>`): those are taken literally.
    const literal = new Set(declared.map(({ name }) => name));
    const nested = { ...nest(pairs.filter(([name]) => !literal.has(name))) } as JsonObject;
    for (const name of literal) {
      const values = pairs.filter(([key]) => key === name).map(([, value]) => value);
      if (values.length > 0) nested[name] = values.length === 1 ? (values[0] ?? '') : values;
    }
    const value: JsonObject = {};
    const problems: string[] = [];
    for (const [name, text] of Object.entries(nested)) {
      const parameter = declared.find((one) => one.name === name || one.name === `${name}[]`);
      if (!parameter) problems.push(`query parameter ${name} is not described`);
      else {
        const judged = this.judgeParameter(parameter, text);
        value[name] = judged.value;
        problems.push(...judged.problems);
      }
    }
    for (const parameter of declared)
      if (parameter.required && value[parameter.name] === undefined) problems.push(`query parameter ${parameter.name} is missing`);
    return { value, problems };
  }

  private judgeParameter(parameter: Parameter, text: JsonValue): { value: JsonValue; problems: string[] } {
    const commaList = !parameter.explode && typeof text === 'string' && deref(this.document, parameter.schema)?.['type'] === 'array';
    const value = this.coerced(parameter.schema, commaList ? text.split(',') : text);
    return {
      value,
      problems: check(this.requests, parameter.pointer, value).map((problem) => `${parameter.in} ${parameter.name}: ${problem}`),
    };
  }

  private judgeHeaders(operation: Operation, request: SentRequest): string[] {
    return operation.parameters
      .filter((parameter) => parameter.in === 'header' && parameter.required && request.headers[parameter.name.toLowerCase()] === undefined)
      .map((parameter) => `header ${parameter.name} is missing`);
  }

  private judgeBody(operation: Operation, request: SentRequest): { value: JsonValue; problems: string[] } {
    const described = deref(this.document, operation.definition['requestBody']);
    const contents = isJsonObject(described?.['content']) ? described['content'] : {};
    if (request.body.byteLength === 0) return { value: null, problems: described?.['required'] === true ? ['the body is missing'] : [] };
    const type = mediaType(request);
    const name = Object.keys(contents).find((key) => key.split(';')[0] === type) ?? Object.keys(contents).find((key) => key === '*/*');
    const media = name === undefined ? undefined : contents[name];
    if (name === undefined || !isJsonObject(media))
      return { value: null, problems: [`content type ${type || 'none'} is not one of: ${Object.keys(contents).join(', ') || 'no body'}`] };
    const text = Buffer.from(request.body).toString();
    let value: JsonValue;
    if (type.endsWith('json')) value = JSON.parse(text) as JsonValue;
    else if (type === 'application/x-www-form-urlencoded') value = this.coerced(media['schema'], nest(new URLSearchParams(text)));
    else return { value: text, problems: [] };
    const ref = isJsonObject(operation.definition['requestBody']) ? operation.definition['requestBody']['$ref'] : undefined;
    const base = typeof ref === 'string' ? ref.slice(1) : `${operation.pointer}/requestBody`;
    return {
      value,
      problems: [
        ...check(this.requests, `${base}/content/${escapePointer(name)}/schema`, value).map((problem) => `body ${problem}`),
        ...unnamedMembers(this.document, media['schema'], value).map((path) => `body ${path} is not a field the vendor describes`),
      ],
    };
  }

  private coerced(schema: JsonValue | undefined, value: JsonValue): JsonValue {
    const fits = (branch: JsonObject, candidate: JsonValue): boolean =>
      this.requests.validate(toJsonSchema2020(absolute(branch), { dropRequired: false }) as JsonObject, candidate);
    return coerce({ document: this.document, fits }, schema, value);
  }

  private apiKeyNames(place: string): Set<string> {
    const components = this.document['components'];
    const schemes =
      isJsonObject(components) && isJsonObject(components['securitySchemes']) ? Object.values(components['securitySchemes']) : [];
    return new Set(
      schemes.flatMap((scheme) =>
        isJsonObject(scheme) && scheme['in'] === place && typeof scheme['name'] === 'string' ? [scheme['name']] : [],
      ),
    );
  }
}

const SPEC_ID = 'vendor:spec';

function validatorFor(document: JsonObject, dropRequired: boolean): Ajv2020 {
  const code = { regExp: patternOf };
  const ajv = new Ajv2020({ strict: false, logger: false, validateSchema: false, allErrors: true, allowUnionTypes: true, code });
  // Formats in answers are often wrong (a relative `uri`); ours in requests have to be right.
  if (!dropRequired) formats.default(ajv, ['date-time', 'date', 'email', 'uri', 'uuid', 'ipv4', 'ipv6']);
  ajv.addSchema({ ...(toJsonSchema2020(document, { dropRequired }) as JsonObject) }, SPEC_ID);
  return ajv;
}

/** Some vendors write patterns that only the older reading of JavaScript allows (a lone brace). */
const patternOf = Object.assign(
  (pattern: string, flags: string): RegExp => {
    try {
      return new RegExp(pattern, flags);
    } catch {
      return new RegExp(pattern);
    }
  },
  { code: 'new RegExp' },
);

function check(ajv: Ajv2020, pointer: string, value: JsonValue): string[] {
  const validate: ValidateFunction =
    ajv.getSchema(`${SPEC_ID}#${encodePointer(pointer)}`) ?? ajv.compile({ $ref: `${SPEC_ID}#${encodePointer(pointer)}` });
  if (validate(value)) return [];
  return (validate.errors ?? []).map((error) => `${error.instancePath || '/'} ${error.message ?? 'is not valid'}`);
}

/** A pointer inside a URI fragment: braces and the like are percent-encoded. */
function encodePointer(pointer: string): string {
  return pointer.split('/').map(encodeURIComponent).join('/');
}

/** Local references made absolute, so that a piece of the document can be compiled alone. */
function absolute(value: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(value).replaceAll('"$ref":"#/', `"$ref":"${SPEC_ID}#/`)) as JsonObject;
}
