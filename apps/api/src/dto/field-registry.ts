export type DtoClass = new () => object;
export type JsonSchema = Readonly<Record<string, unknown>>;

/** What is known of one field of a request DTO. */
export interface FieldFacts {
  readonly name: string;
  readonly schema: JsonSchema;
  readonly required: boolean;
  /** What a query parameter's text is read as; absent: it stays text. */
  readonly from?: 'integer' | 'boolean' | 'number';
  readonly nested?: { readonly type: () => DtoClass; readonly list: boolean };
}

const FIELDS = new WeakMap<DtoClass, Map<string, FieldFacts>>();

export function rememberField(type: DtoClass, facts: FieldFacts): void {
  const own = FIELDS.get(type) ?? new Map<string, FieldFacts>();
  own.set(facts.name, facts);
  FIELDS.set(type, own);
}

/** Fields of a DTO by name, inherited ones first; undefined when the class is no DTO. */
export function fieldsOf(type: unknown): ReadonlyMap<string, FieldFacts> | undefined {
  const chain: Map<string, FieldFacts>[] = [];
  for (let at: unknown = type; typeof at === 'function'; at = Object.getPrototypeOf(at)) {
    const own = FIELDS.get(at as DtoClass);
    if (own) chain.unshift(own);
  }
  return chain.length === 0 ? undefined : new Map(chain.flatMap((fields) => [...fields]));
}

/** JSON Schema (2020-12) of a DTO: closed, because unknown fields are refused. */
export function schemaOf(type: DtoClass): JsonSchema {
  const fields = [...(fieldsOf(type) ?? new Map<string, FieldFacts>()).values()];
  const required = fields.filter((field) => field.required).map((field) => field.name);
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field)])),
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
  };
}

function fieldSchema(field: FieldFacts): JsonSchema {
  if (!field.nested) return field.schema;
  const inner = schemaOf(field.nested.type());
  return field.nested.list ? { ...field.schema, items: inner } : { ...inner, ...field.schema };
}
