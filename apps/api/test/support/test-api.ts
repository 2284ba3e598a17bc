import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import {
  bootPlatform,
  createLogger,
  formatSealingKeys,
  freePort,
  generateSealingKey,
  loadConfig,
  PlatformModule,
} from '@patchbay/platform';
import { createTestDatabase, type TestDatabase } from '@patchbay/testing';
import { BootstrapService } from '@patchbay/workspaces';
import { SignJWT } from 'jose';
import { createApp, type AppParts, type RunningApp } from '../../src/create-app.js';
import { withSimulator } from '../../src/simulator/inside-simulator.js';

const JWT_SECRET = 'the e2e suite signs its tokens with this secret';
const ADMIN_KEY = 'the-bootstrap-key-of-the-e2e-suite';

export interface Answer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; undefined when it is no JSON. */
  readonly body: Body;
}

export interface CallOptions {
  /** Sent as `Authorization: Bearer`; null: no credential. Absent: the bootstrap key. */
  readonly key?: string | null;
  readonly body?: unknown;
  /** Sent as it is. */
  readonly raw?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The whole app on a real database and a real socket. */
export interface TestApi {
  readonly url: string;
  readonly ownerUrl: string;
  readonly app: RunningApp;
  /** The bootstrap key: owner of `default` and platform admin. */
  readonly adminKey: string;
  /** Everything logged so far. */
  log(): string;
  call<Body = unknown>(method: string, path: string, options?: CallOptions): Promise<Answer<Body>>;
  /** A person's token, good for five minutes unless claims say otherwise. */
  token(subject: string, claims?: Record<string, unknown>): Promise<string>;
  /** Stops the server as a signal does; its database stays until close(). */
  stop(): Promise<void>;
  close(): Promise<void>;
}

export async function startTestApi(
  environment: Readonly<Record<string, string>> = {},
  more: Partial<AppParts> & { database?: TestDatabase } = {},
): Promise<TestApi> {
  const { database = await createTestDatabase(), ...parts } = more;
  const dataDir = await mkdtemp(join(tmpdir(), 'patchbay-e2e-'));
  const loaded = loadConfig({
    DATABASE_URL: database.ownerUrl,
    PATCHBAY_DATA_DIR: dataDir,
    PATCHBAY_ENCRYPTION_KEYS: formatSealingKeys([generateSealingKey('k1')]),
    PATCHBAY_JWT_SECRET: JWT_SECRET,
    PATCHBAY_BOOTSTRAP_API_KEY: ADMIN_KEY,
    PATCHBAY_EGRESS_ALLOW: '127.0.0.0/8',
    PATCHBAY_OAUTH_SLACK_CLIENT_ID: 'client-of-the-operator',
    PATCHBAY_OAUTH_SLACK_CLIENT_SECRET: 'secret-of-the-operator',
    PORT: String(await freePort(0)),
    ...environment,
  });
  const logged: string[] = [];
  const logger = createLogger(
    'info',
    new Writable({
      write: (chunk, _encoding, done) => {
        logged.push(String(chunk));
        done();
      },
    }),
  );
  const { config, inside } = await withSimulator(loaded);
  const platform = await bootPlatform(config, logger, { inside });
  const app = await createApp({ platform: PlatformModule.of(platform.parts), config, logger, ...parts });
  await app.app.get(BootstrapService).ensure(config.bootstrapApiKey);
  const url = await app.listen({ port: config.http.port, host: '127.0.0.1' });
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopped ??= app.close().then(() => platform.stop()));
  return {
    url,
    ownerUrl: database.ownerUrl,
    app,
    adminKey: ADMIN_KEY,
    log: () => logged.join(''),
    call: (method, path, options = {}) => send(`${url}${path}`, method, options),
    token: (subject, claims = {}) => signed(subject, claims),
    stop,
    async close() {
      await stop();
      await database.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function send<Body>(url: string, method: string, options: CallOptions): Promise<Answer<Body>> {
  const key = options.key === undefined ? ADMIN_KEY : options.key;
  const payload = options.raw ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    headers: {
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
      ...options.headers,
    },
    ...(payload === undefined ? {} : { body: payload }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: parsed(text) as Body };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function signed(subject: string, claims: Record<string, unknown>): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ sub: subject, exp: now + 300, ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(JWT_SECRET));
}
