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
 * the server's problem, or when the signal aborts. The end is heard by message, by channel (when the tie to the opener was cut), or by asking
 * the server what came of it (Nango's page tells nobody).
 */
export async function signInByPopup(request: Request, watch: SignInWatch): Promise<SignInEnd> {
  const popup = window.open('', '_blank', WINDOW);
  try {
    const session = await answer(api.POST('/api/v1/oauth/sessions', { body: request }));
    if (popup) popup.location.href = session.connectUrl;
    else watch.onBlocked(session.connectUrl);
    return await endOf({ id: session.id, connector: request.connector, popup, watch });
  } catch (error) {
    popup?.close();
    throw error;
  }
}

interface Waiting {
  /** Of the sign-in. */
  id: string;
  connector: string;
  popup: Window | null;
  watch: SignInWatch;
}

function endOf({ id, connector, popup, watch }: Waiting): Promise<SignInEnd> {
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
      if (popup?.closed) watch.onGone();
      const end = await outcomeOf(id);
      if (end) finish(() => resolve(end));
    };
    const looking = setInterval(() => void look(), LOOK_EVERY_MS);
    watch.signal.addEventListener('abort', () => finish(() => reject(new DOMException('Given up', 'AbortError'))), { once: true });
  });
}

/** What the server knows of the sign-in. Undefined: it is not over, or the server cannot be asked now. */
async function outcomeOf(id: string): Promise<SignInEnd | undefined> {
  const outcome = await answer(api.GET('/api/v1/oauth/sessions/{id}', { params: { path: { id } } })).catch(() => undefined);
  if (!outcome || outcome.status === 'pending') return undefined;
  return outcome.connectionId === null ? { ok: false, code: outcome.status } : { ok: true, connectionId: outcome.connectionId };
}
