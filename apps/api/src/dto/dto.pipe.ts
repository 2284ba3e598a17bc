import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { readBody, readQuery } from './dto-reader.js';
import { fieldsOf, type DtoClass } from './field-registry.js';

/**
 * Reads `@Body()` and `@Query()` parameters whose type is a DTO; everything else passes as it is. A request without a body says as much as an empty
 * object: fine where nothing is required, and elsewhere each missing field is named.
 */
@Injectable()
export class DtoPipe implements PipeTransform {
  transform(value: unknown, { type, metatype }: ArgumentMetadata): unknown {
    if (!fieldsOf(metatype)) return value;
    if (type === 'body') return readBody(metatype as DtoClass, value === undefined ? {} : value);
    return type === 'query' ? readQuery(metatype as DtoClass, value) : value;
  }
}
