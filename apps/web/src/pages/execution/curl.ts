interface Shown {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: unknown;
}

const REDACTED = '[redacted]';
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
const placeholder = (name: string): string => `<${name.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_')}>`;

/** A shown request as a command line. Every secret is a placeholder in angle brackets, named after where it stood. */
export function curlOf({ method, url, headers, body }: Shown): string {
  const address = url.replaceAll(
    /([?&]([^=&#]+)=)(?:\[redacted\]|%5Bredacted%5D)/gi,
    (_all, before: string, name: string) => before + placeholder(name),
  );
  const lines = [`curl ${method === 'GET' ? '' : `-X ${method} `}${quoted(address.replaceAll(REDACTED, '<SECRET>'))}`];
  for (const [name, value] of Object.entries(headers))
    lines.push(`-H ${quoted(`${name}: ${value.replaceAll(REDACTED, placeholder(name))}`)}`);
  if (body !== undefined)
    lines.push(`--data-raw ${quoted((typeof body === 'string' ? body : JSON.stringify(body)).replaceAll(REDACTED, '<SECRET>'))}`);
  return lines.join(' \\\n  ');
}
