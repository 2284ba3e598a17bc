import { Injectable, type PipeTransform } from '@nestjs/common';
import { isUuid, PlatformError } from '@patchbay/kernel';

/** An id from the path. What is no id names nothing, so it answers 404 like an unknown one. */
@Injectable()
export class IdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!isUuid(value)) throw new PlatformError('not_found', 'There is nothing with this id.');
    return value.toLowerCase();
  }
}
