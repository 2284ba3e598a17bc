import { answer, api } from '../api/client.ts';

/** The name of the message and of the channel of the page a sign-in ends on; the server's `sign-in-page.ts` has the same. */
const MESSAGE = 'patchbay.oauth';
const LOOK_EVERY_MS = 2_000;
const WINDOW = 'popup,width=560,height=760';

export interface SignInEnd {
  ok: boolean;
  connectionId?: string;
  message?: string;
  code?: string;
}
interface Request {
  connector: string;
  name?: string;
  provider?: string;
  connectionId?: string;
  metadata?: Record<string, unknown>;
}
export interface SignInWatch {
  /** The provider's page was opened at this address; undefined: the browser refused a window. */
  onBlocked: (url: string) => void;
  /** The window seems to be gone. Some providers cut the tie to it, so the end may still come. */
  onGone: () => void;
  signal: AbortSignal;
}

/**
 * Signs in to a provider in a window of its own. To be called in the click itself, else browsers block the window. Out: how it ended; rejects with
 * the server's problem, or when the signal aborts. The end is heard by message, by channel (when the tie to the opener was cut), or by looking at
 * the connections (Nango's page tells nobody).
 */
export async function signInByPopup(request: Request, watch: SignInWatch): Promise<SignInEnd> {
  const popup = window.open('', '_blank', WINDOW);
  try {
    const before = await versionsOf(request.connector);
    const session = await answer(api.POST('/api/v1/oauth/sessions', { body: request }));
    if (popup) popup.location.href = session.connectUrl;
    else watch.onBlocked(session.connectUrl);
    return await endOf({ connector: request.connector, before, popup, watch, until: Date.parse(session.expiresAt) });
  } catch (error) {
    popup?.close();
    throw error;
  }
}

/** Which connections there are, and how often each changed. */
async function versionsOf(connector: string): Promise<Map<string, number>> {
  const { data } = await answer(api.GET('/api/v1/connections', { params: { query: { connector, limit: 200 } } }));
  return new Map(data.map(({ id, version }) => [id, version]));
}

interface Waiting {
  connector: string;
  before: Map<string, number>;
  popup: Window | null;
  watch: SignInWatch;
  until: number;
}

function endOf({ connector, before, popup, watch, until }: Waiting): Promise<SignInEnd> {
  return new Promise((resolve, reject) => {
    const channel = new BroadcastChannel(MESSAGE);
    const finish = (act: () => void) => {
      channel.close();
      window.removeEventListener('message', heard);
      clearInterval(looking);
      popup?.close();
      act();
    };
    const take = (data: unknown) => {
      const told = data as (SignInEnd & { type?: string; connector?: string }) | undefined;
      if (told?.type !== MESSAGE || (told.ok && told.connector !== connector)) return;
      finish(() => resolve(told));
    };
    const heard = (event: MessageEvent) => {
      if (event.origin === window.location.origin) take(event.data);
    };
    channel.addEventListener('message', (event) => take(event.data));
    window.addEventListener('message', heard);
    const look = async () => {
      if (Date.now() > until) return finish(() => resolve({ ok: false, code: 'expired' }));
      if (popup?.closed) watch.onGone();
      const now = await versionsOf(connector).catch(() => before);
      const changed = [...now].find(([id, version]) => before.get(id) !== version);
      if (changed) finish(() => resolve({ ok: true, connectionId: changed[0] }));
    };
    const looking = setInterval(() => void look(), LOOK_EVERY_MS);
    watch.signal.addEventListener('abort', () => finish(() => reject(new DOMException('Given up', 'AbortError'))), { once: true });
  });
}
