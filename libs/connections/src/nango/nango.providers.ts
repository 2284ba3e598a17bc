import type { Provider } from '@nestjs/common';
import { Database, LOGGER, PLATFORM_CONFIG, type Logger } from '@patchbay/platform';
import { ConnectionStore } from '../connection/connection.store.js';
import { TokenClient } from '../oauth/token-client.js';
import { ConnectorDirectory } from '../ports/connector-directory.js';
import { CredentialSourcePlugin } from '../ports/credential-source-plugin.js';
import { DeadAccounts } from '../refresh/dead-accounts.service.js';
import { SignInKeeper } from '../sessions/sign-in-keeper.service.js';
import { NangoClient } from './nango-client.js';
import { NangoCompletion } from './nango-completion.service.js';
import { NangoImport } from './nango-import.service.js';
import { NangoPollJob } from './nango-poll.job.js';
import { NangoSessionsStore } from './nango-sessions.store.js';
import { NangoSource } from './nango-source.service.js';
import { NangoWebhooks } from './nango-webhooks.service.js';

/** Nango, where NANGO_HOST is set; without it each of these is undefined and nothing of it is loaded. */
export const NANGO_PROVIDERS: Provider[] = [
  NangoSessionsStore,
  DeadAccounts,
  { provide: NangoClient, inject: [PLATFORM_CONFIG, LOGGER], useFactory: NangoClient.open },
  {
    provide: CredentialSourcePlugin,
    inject: [NangoClient, Database, ConnectorDirectory, NangoSessionsStore, DeadAccounts, TokenClient],
    useFactory: (client: NangoClient | undefined, ...rest: AfterFirst<ConstructorParameters<typeof NangoSource>>) =>
      client && new NangoSource(client, ...rest),
  },
  {
    provide: NangoCompletion,
    inject: [CredentialSourcePlugin, Database, NangoSessionsStore, ConnectionStore, ConnectorDirectory, SignInKeeper],
    useFactory: (source: NangoSource | undefined, ...rest: AfterFirst<ConstructorParameters<typeof NangoCompletion>>) =>
      source && new NangoCompletion(source, ...rest),
  },
  {
    provide: NangoImport,
    inject: [CredentialSourcePlugin, NangoCompletion],
    useFactory: (source?: NangoSource, completion?: NangoCompletion) => source && completion && new NangoImport(source, completion),
  },
  {
    provide: NangoPollJob,
    inject: [CredentialSourcePlugin, NangoCompletion, Database, NangoSessionsStore, LOGGER],
    useFactory: (
      source: NangoSource | undefined,
      completion: NangoCompletion | undefined,
      ...[database, sessions, logger]: [Database, NangoSessionsStore, Logger]
    ) => {
      if (!source || !completion) return undefined;
      const job = new NangoPollJob(database, sessions, completion, logger);
      source.onSession = (until) => job.expect(until);
      return job;
    },
  },
  {
    provide: NangoWebhooks,
    inject: [CredentialSourcePlugin, NangoCompletion, Database, NangoSessionsStore, ConnectionStore, DeadAccounts, LOGGER],
    useFactory: (
      source: NangoSource | undefined,
      completion: NangoCompletion | undefined,
      ...[database, sessions, connections, deaths, logger]: [Database, NangoSessionsStore, ConnectionStore, DeadAccounts, Logger]
    ) => source && completion && new NangoWebhooks({ source, completion, database, sessions, connections, deaths, logger }),
  },
];

type AfterFirst<Parameters extends readonly unknown[]> = Parameters extends readonly [unknown, ...infer Rest] ? Rest : never;
