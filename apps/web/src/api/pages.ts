interface Page<T> {
  data: T[];
  pagination: { nextCursor: string | null };
}

/** Every line of a list, page after page, up to `most`. */
export async function wholeList<T>(read: (cursor: string | undefined) => Promise<Page<T>>, most = 2_000): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    all.push(...page.data);
    cursor = page.pagination.nextCursor ?? undefined;
  } while (cursor !== undefined && all.length < most);
  return all;
}
