import { expect, test } from '@jest/globals';
import { Global, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { WorkspaceSecrets } from '@patchbay/connections';
import { ContactsService } from '@patchbay/contacts';
import { ExecutionsService } from '@patchbay/executions';
import { FeatureFlags } from '@patchbay/observability';
import {
  BullmqWorkQueues,
  Database,
  generateSealingKey,
  LOGGER,
  OUTBOUND_HTTP,
  PLATFORM_CONFIG,
  roleUrl,
  Sealer,
  WorkQueues,
} from '@patchbay/platform';
import { Registry } from '@patchbay/registry';
import { createTestDatabase, createWorkspace } from '@patchbay/testing';
import { pino } from 'pino';
import { runnableOf } from '../test/router-bench.js';
import { CredentialSource, NoCredentials, Router, RouterModule } from './index.js';

test('the module wires the router to the recorder, takes the adapters that are there, and writes what is under way before it stops', async () => {
  const testing = await createTestDatabase();
  const logger = pino({ level: 'silent' });
  const queues = new BullmqWorkQueues({ backend: 'postgres', url: roleUrl(testing.ownerUrl, 'patchbay_queue') }, logger);
  const asked: string[] = [];
  class Noted extends NoCredentials {
    override choose(ask: Parameters<NoCredentials['choose']>[0]) {
      asked.push(ask.workspaceId);
      return super.choose(ask);
    }
  }
  @Global()
  @Module({
    providers: [
      { provide: Database, useValue: testing.db },
      { provide: OUTBOUND_HTTP, useValue: {} },
      { provide: PLATFORM_CONFIG, useValue: { role: 'api' } },
      { provide: Sealer, useValue: new Sealer([generateSealingKey('k1')]) },
      { provide: WorkQueues, useValue: queues },
      { provide: LOGGER, useValue: logger },
    ],
    exports: [Database, OUTBOUND_HTTP, PLATFORM_CONFIG, Sealer, WorkQueues, LOGGER],
  })
  class Platform {}
  const others = [
    {
      provide: Registry,
      useValue: { resolve: () => Promise.resolve(runnableOf({ auth: { kind: 'connection', connector: 'acme', required: false } })) },
    },
    { provide: FeatureFlags, useValue: {} },
    { provide: WorkspaceSecrets, useValue: {} },
    { provide: ContactsService, useValue: {} },
    { provide: CredentialSource, useClass: Noted },
  ];
  @Module({ providers: others, exports: others.map(({ provide }) => provide) })
  class Others {}
  const app = await Test.createTestingModule({ imports: [Platform, RouterModule.with({ imports: [Others] })] }).compile();
  const workspaceId = await createWorkspace(testing.db);
  const running = app.get(Router).execute({
    principal: { kind: 'user', id: 'u', workspaceId, role: 'owner', platformAdmin: false },
    connectorKey: 'acme',
    action: 'thing.do',
    mode: 'sync',
    trigger: 'api',
    traceId: 't',
  });
  const answer = await running;
  expect(answer.kind).toBe('succeeded');
  expect(asked).toEqual([workspaceId]);
  expect(await app.get(ExecutionsService).get(workspaceId, answer.executionId ?? '')).toMatchObject({
    status: 'succeeded',
    action: 'thing.do',
  });
  await app.close();
  await queues.close();
  await testing.close();
});
