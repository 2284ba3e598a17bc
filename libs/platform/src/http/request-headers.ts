/** Sent unless the caller says otherwise. Some providers refuse requests without a user agent. */
const USER_AGENT = 'Patchbay';
const ACCEPT_ENCODING = 'gzip, br';

/**
 * Headers as name, value, name, value: the form undici copies least. Adds user-agent and accept-encoding. Out: undefined when the caller sets `host`, which
 * would send the request to another site than the one that was judged.
 */
export function headersToSend(headers: Readonly<Record<string, string>>): string[] | undefined {
  const flat: string[] = [];
  let hasAgent = false;
  let hasEncoding = false;
  for (const name in headers) {
    const value = headers[name];
    if (value === undefined) continue;
    // Lengths first: lower-casing every name would cost more than the rest of this function.
    if (name.length === 10 && name.toLowerCase() === 'user-agent') hasAgent = true;
    else if (name.length === 15 && name.toLowerCase() === 'accept-encoding') hasEncoding = true;
    else if (name.length === 4 && name.toLowerCase() === 'host') return undefined;
    flat.push(name, value);
  }
  if (!hasAgent) flat.push('user-agent', USER_AGENT);
  if (!hasEncoding) flat.push('accept-encoding', ACCEPT_ENCODING);
  return flat;
}

/** Repeated headers joined with ", ". In: undici's object, which is ours alone. */
export function headersReceived(headers: Record<string, string | string[] | undefined>): Readonly<Record<string, string>> {
  for (const name in headers) {
    const value = headers[name];
    if (Array.isArray(value)) headers[name] = value.join(', ');
  }
  return headers as Record<string, string>;
}
