import { Injectable, type PipeTransform } from '@nestjs/common';
import { PlatformError } from '@patchbay/kernel';
import { stringProblem } from '../edge/json-body.js';

/** A name from the path that is no id. What could not be stored names nothing, so it answers 404. */
@Injectable()
export class StorablePipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (stringProblem(value)) throw new PlatformError('not_found', 'There is nothing with this name.');
    return value;
  }
}
