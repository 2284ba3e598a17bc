import { isJsonObject, type JsonObject, type JsonValue } from '@patchbay/kernel';

const MAX_HOPS = 10;

/** Follows references inside one OpenAPI document; other documents are never fetched. */
export class OpenApiReferences {
  constructor(private readonly document: JsonObject) {}

  /** The object a value is or refers to; undefined when it leads nowhere. */
  resolve(value: JsonValue | undefined): JsonObject | undefined {
    let current = value;
    for (let hop = 0; hop < MAX_HOPS; hop++) {
      if (!isJsonObject(current)) return undefined;
      if (typeof current['$ref'] !== 'string') return current;
      current = this.at(current['$ref']);
    }
    return undefined;
  }

  private at(reference: string): JsonValue | undefined {
    if (!reference.startsWith('#/')) return undefined;
    let current: JsonValue | undefined = this.document;
    for (const part of reference.slice(2).split('/')) {
      const name = decode(part).replaceAll('~1', '/').replaceAll('~0', '~');
      current = isJsonObject(current)
        ? Object.hasOwn(current, name)
          ? current[name]
          : undefined
        : Array.isArray(current)
          ? current[Number(name)]
          : undefined;
    }
    return current;
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
