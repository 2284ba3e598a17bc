import { Reply } from '../provider/reply.js';

/** What the person is asked, as a page that works without scripts. */
export interface Consent {
  readonly provider: string;
  readonly client: string;
  readonly scopes: readonly string[];
  /** Sent back with the person's word. */
  readonly fields: Readonly<Record<string, string>>;
}

/** The sign-in page of a simulated provider: who asks, for what, and two buttons. */
export function consentPage({ provider, client, scopes, fields }: Consent): string {
  const hidden = Object.entries(fields).map(([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`);
  const asked = scopes.length === 0 ? '' : `<ul>${scopes.map((scope) => `<li>${escaped(scope)}</li>`).join('')}</ul>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(provider)} (simulated) – allow access</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 26rem; margin: 10vh auto; padding: 0 1rem; color: #1f2933; }
  ul { max-height: 40vh; overflow: auto; }
  button { font: inherit; padding: .6rem 1.2rem; border-radius: .4rem; border: 1px solid #52606d; background: #fff; cursor: pointer; }
  button.allow { background: #0b6e4f; border-color: #0b6e4f; color: #fff; }
</style>
</head>
<body>
<main>
<h1>${escaped(provider)}</h1>
<p><strong>${escaped(client)}</strong> asks for access to the simulated account “Analytical Engines”.</p>
${asked}
<form method="post">
${hidden.join('\n')}
<button class="allow" name="word" value="allow">Allow access</button>
<button name="word" value="deny">Deny</button>
</form>
<p><small>This is Patchbay's provider simulator. Nothing leaves your machine.</small></p>
</main>
</body>
</html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

/** Back to the asker. 303: a form was posted here, and the asker is to be read. */
export function back(redirect: URL, parameters: Readonly<Record<string, string | undefined>>): Reply {
  const url = new URL(redirect);
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.set(name, value);
  return new Reply(303, undefined, { location: url.href });
}

export function page(status: number, html: string): Reply {
  return new Reply(status, html, { 'content-type': 'text/html; charset=utf-8' });
}
