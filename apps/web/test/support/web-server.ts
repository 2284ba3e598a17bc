import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@patchbay/platform';
import { SignJWT } from 'jose';

const KEY = 'web-suite-key-0123456789abcdef';
const JWT_SECRET = 'the browser suite signs its tokens with this secret';
const LOOK_MS = 100;
/** Generous: a busy machine is no failure. */
const PATIENCE_MS = 120_000;

/** The built server as people run it: embedded Postgres, and the simulator in the place of every provider. */
export class WebServer {
  private constructor(
    readonly url: string,
    private readonly stopServer: () => Promise<void>,
  ) {}

  /** The first owner's key; it is a platform admin too. */
  readonly key = KEY;

  static async start(): Promise<WebServer> {
    const data = await mkdtemp(join(tmpdir(), 'patchbay-web-'));
    const port = await freePort();
    const url = `http://localhost:${port}`;
    const env = {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      PATCHBAY_DATA_DIR: data,
      PORT: String(port),
      PATCHBAY_PUBLIC_URL: url,
      PATCHBAY_BOOTSTRAP_API_KEY: KEY,
      PATCHBAY_JWT_SECRET: JWT_SECRET,
      PATCHBAY_EGRESS_ALLOW: '127.0.0.0/8',
      PATCHBAY_SIMULATOR: 'true',
    };
    const server = spawn(process.execPath, ['--import', './scripts/aliases.mjs', 'dist/apps/api/src/main.js'], { env, stdio: 'ignore' });
    const gone = once(server, 'exit');
    await answers(`${url}/health/ready`, () => server.exitCode !== null);
    return new WebServer(url, async () => {
      server.kill('SIGTERM');
      await gone;
      await rm(data, { recursive: true, force: true });
    });
  }

  /** Calls the API as the first owner. Out: the answer's body. */
  async call<Body>(method: string, path: string, body?: unknown, key: string = KEY): Promise<Body> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as Body;
  }

  /** A person's token. */
  token(subject: string): Promise<string> {
    const seconds = Math.floor(Date.now() / 1_000);
    return new SignJWT({ sub: subject, exp: seconds + 600 })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode(JWT_SECRET));
  }

  stop(): Promise<void> {
    return this.stopServer();
  }
}

async function answers(url: string, over: () => boolean): Promise<void> {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until && !over();) {
    const ok = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  throw new Error('The server did not become ready; is it built?');
}
