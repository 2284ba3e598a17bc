import { isJsonObject, type JsonObject, type JsonValue } from '@patchbay/kernel';
import type { KeyValue } from '../definition/definition.js';
import { OpenApiSchemas } from './openapi-schema.js';
import type { OpenApiReferences } from './openapi-references.js';
import { openApiAuth } from './openapi-security.js';
import { identifier, inputName } from './secret-names.js';
import type { SourceInput, SourceRequest } from './source-request.js';

export interface OpenApiOperation {
  readonly document: JsonObject;
  readonly references: OpenApiReferences;
  readonly path: string;
  /** The path item, whose parameters every operation of it has. */
  readonly item: JsonObject;
  readonly operation: JsonObject;
  readonly method: string;
  readonly name: string;
}

/** One operation as a request whose parameters are inputs. */
export function openApiRequest(source: OpenApiOperation): SourceRequest {
  const { document, operation, references } = source;
  const reader = new OperationReader(source);
  reader.readParameters();
  reader.readBody();
  const security = openApiAuth(document, operation, references);
  const description = typeof operation['description'] === 'string' ? operation['description'] : '';
  return {
    name: source.name,
    ...(description === '' ? {} : { description }),
    method: source.method,
    url: baseUrl(source) + reader.path,
    headers: [...reader.headers, ...security.headers.map(secretPair)],
    query: [...reader.query, ...security.query.map(secretPair)],
    ...(reader.body ? { body: reader.body } : {}),
    ...(security.auth ? { auth: security.auth } : {}),
    inputs: [...reader.inputs.values()],
    notes: [...reader.notes, ...security.notes],
  };
}

/** A further credential that is sent together with auth. */
function secretPair(key: string): KeyValue {
  return { key, value: `{{workspace.${identifier(key)}}}` };
}

/** Set by the request itself; a parameter of that name is documentation. */
const OWN_HEADERS = new Set(['accept', 'content-type', 'authorization']);

class OperationReader {
  path: string;
  readonly headers: KeyValue[] = [];
  readonly query: KeyValue[] = [];
  readonly inputs = new Map<string, SourceInput>();
  readonly notes: string[] = [];
  body: SourceRequest['body'];
  private readonly schemas: OpenApiSchemas;

  constructor(private readonly source: OpenApiOperation) {
    this.path = source.path;
    this.schemas = new OpenApiSchemas(source.references);
  }

  readParameters(): void {
    const parameters = new Map<string, JsonObject>();
    for (const list of [this.source.item['parameters'], this.source.operation['parameters']]) {
      if (!Array.isArray(list)) continue;
      for (const given of list) {
        const parameter = this.source.references.resolve(given);
        if (parameter) parameters.set(`${text(parameter['in'])} ${text(parameter['name'])}`, parameter);
      }
    }
    const form: JsonObject[] = [];
    for (const parameter of parameters.values()) this.readParameter(parameter, form);
    if (form.length > 0)
      this.body = { type: 'form', value: Object.fromEntries(form.map((field) => [text(field['name']), this.input(field)])) };
    // A placeholder of the path without a parameter of its name.
    this.path = this.path.replace(/(?<!\{)\{([^{}]+)\}(?!\})/g, (_, name: string) =>
      this.input({ name, required: true, schema: { type: 'string' } }),
    );
  }

  private readParameter(parameter: JsonObject, form: JsonObject[]): void {
    const name = text(parameter['name']);
    if (name === '') return;
    switch (parameter['in']) {
      case 'path':
        this.path = this.path.replaceAll(`{${name}}`, this.input({ ...parameter, required: true }));
        return;
      case 'query':
        this.query.push({ key: name, value: this.input(parameter) });
        return;
      case 'header':
        if (!OWN_HEADERS.has(name.toLowerCase())) this.headers.push({ key: name, value: this.input(parameter) });
        return;
      case 'formData':
        form.push(parameter);
        return;
      case 'body':
        this.jsonBody(parameter['schema'], parameter['required'] === true);
        return;
      default:
        this.notes.push(`The parameter ${name.slice(0, 80)} (in ${text(parameter['in']).slice(0, 20) || 'nowhere'}) was left out.`);
    }
  }

  /** The request body of OpenAPI 3: JSON if there is a choice. */
  readBody(): void {
    const body = this.source.references.resolve(this.source.operation['requestBody']);
    const content = body?.['content'];
    if (!body || !isJsonObject(content)) return;
    const types = Object.keys(content);
    const schemaOf = (type: string): JsonValue | undefined => this.source.references.resolve(content[type])?.['schema'];
    const json = types.find((type) => /[/+]json\b/.test(type));
    const form = types.find((type) => type.startsWith('application/x-www-form-urlencoded'));
    const xml = types.find((type) => /[/+]xml\b/.test(type));
    const [first] = types;
    if (json !== undefined) {
      this.jsonBody(schemaOf(json), body['required'] === true);
      if (!json.startsWith('application/json')) this.headers.push({ key: 'Content-Type', value: json });
    } else if (form !== undefined) this.formBody(schemaOf(form));
    else if (xml !== undefined) this.notes.push('The body is XML. Write it into the definition as text with placeholders.');
    else if (first !== undefined) this.rawBody(first);
  }

  private jsonBody(schema: JsonValue | undefined, required: boolean): void {
    this.body = { type: 'json', value: this.input({ name: 'body', required, schema: schema ?? {} }) };
  }

  private formBody(schema: JsonValue | undefined): void {
    const object = this.source.references.resolve(schema);
    const properties = isJsonObject(object?.['properties']) ? object['properties'] : {};
    const required = Array.isArray(object?.['required']) ? object['required'] : [];
    this.body = {
      type: 'form',
      value: Object.fromEntries(
        Object.entries(properties).map(([name, property]) => [
          name,
          this.input({ name, schema: property, required: required.includes(name) }),
        ]),
      ),
    };
  }

  private rawBody(type: string): void {
    if (type.startsWith('multipart/') || type === 'application/octet-stream')
      this.notes.push(`The body is ${type.slice(0, 80)}, which connectors do not send. It was left out.`);
    else {
      this.body = { type: 'raw', value: this.input({ name: 'body', required: true, schema: { type: 'string' } }) };
      if (/^[\w.+/-]+$/.test(type)) this.headers.push({ key: 'Content-Type', value: type });
    }
  }

  /** Makes a parameter an input. Out: the placeholder that reads it; an optional one without a default is left out of the request when it is not given. */
  private input(parameter: JsonObject): string {
    const { required } = parameter;
    const name = this.unused(inputName(text(parameter['name'])));
    const schema = this.schemas.convert(parameter['schema'] ?? parameter);
    const description = text(parameter['description']).slice(0, 200).toWellFormed();
    if (description !== '' && schema['description'] === undefined) schema['description'] = description;
    this.inputs.set(name, { name, schema, required: required === true && schema['default'] === undefined });
    const isOptional = required !== true && schema['default'] === undefined;
    return `{{input.${name}${isOptional ? ' | default: null' : ''}}}`;
  }

  private unused(wanted: string): string {
    let name = wanted;
    for (let i = 2; this.inputs.has(name); i++) name = `${wanted}_${i}`;
    return name;
  }
}

/** Where the API is: the nearest `servers` entry with its variables' defaults, or Swagger 2's host. */
function baseUrl({ document, item, operation }: OpenApiOperation): string {
  if (typeof document['host'] === 'string') {
    const schemes = Array.isArray(document['schemes']) ? document['schemes'] : [];
    const base = text(document['basePath']).replace(/\/+$/, '');
    return `${schemes.includes('https') || schemes.length === 0 ? 'https' : 'http'}://${document['host']}${base}`;
  }
  const servers = [operation['servers'], item['servers'], document['servers']].find((list) => Array.isArray(list) && list.length > 0);
  const server = Array.isArray(servers)
    ? (servers.find((entry) => isJsonObject(entry) && /^https?:/i.test(text(entry['url']))) ?? servers[0])
    : undefined;
  if (!isJsonObject(server)) return '';
  const variables = isJsonObject(server['variables']) ? server['variables'] : {};
  const url = text(server['url']).replace(/\{([^{}]+)\}/g, (whole, name: string) => {
    const variable = Object.hasOwn(variables, name) ? variables[name] : undefined;
    return isJsonObject(variable) ? text(variable['default']) : whole;
  });
  return url.replace(/\/+$/, '');
}

function text(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
