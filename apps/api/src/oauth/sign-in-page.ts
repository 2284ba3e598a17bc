import { escapeHtml } from '../docs/html.js';

export interface SignInResult {
  readonly ok: boolean;
  readonly connectionId?: string;
  readonly connector?: string;
  /** For people; made safe here. */
  readonly message: string;
  readonly code?: string;
}

/** The name of the message to the opener and of the channel to other windows of ours. */
export const SIGN_IN_MESSAGE = 'patchbay.oauth';

const STYLE =
  ':root{color-scheme:light dark}body{font:16px/1.55 system-ui,sans-serif;margin:20vh auto 0;max-width:30rem;padding:1.5rem;text-align:center}';

// Only our own origin ever hears it. The channel reaches our windows when the provider's page has cut the tie to the opener.
const SCRIPT = `const result=JSON.parse(document.getElementById('result').textContent);
try{const channel=new BroadcastChannel('${SIGN_IN_MESSAGE}');channel.postMessage(result);channel.close()}catch{}
if(window.opener){window.opener.postMessage(result,window.location.origin);window.close()}`;

/** The page a sign-in ends on: it tells its opener, and says in words what came of it. Nothing is loaded, nothing but its own script runs. */
export function signInPage(result: SignInResult, nonce: string): { html: string; contentSecurityPolicy: string } {
  const data = JSON.stringify({ type: SIGN_IN_MESSAGE, ...result }).replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const title = result.ok ? 'Connected' : 'Not connected';
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>
<style nonce="${nonce}">${STYLE}</style></head><body><h1>${title}</h1><p>${escapeHtml(result.message)}</p><p>You can close this window.</p>
<script type="application/json" id="result" nonce="${nonce}">${data}</script><script nonce="${nonce}">${SCRIPT}</script></body></html>`;
  const contentSecurityPolicy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
  return { html, contentSecurityPolicy };
}
