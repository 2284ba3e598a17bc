import { decodeCursor, invalidInput, isUuid, type PageRequest } from '@patchbay/kernel';

/** The id a list sorted by id goes on below; undefined on the first page. Throws `input_invalid` naming `cursor`. */
export function idBefore(page: PageRequest): string | undefined {
  if (page.cursor === undefined) return undefined;
  const id = decodeCursor(page.cursor, 1)[0];
  if (!isUuid(id)) throw invalidInput([{ path: 'cursor', message: 'is not a cursor of this list' }]);
  return id;
}
