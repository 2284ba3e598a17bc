import type { AddressInfo } from 'node:net';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ToolCatalogue } from '@patchbay/agents';
import { ExecutionRecorder } from '@patchbay/executions';
import type { Logger, PlatformConfig } from '@patchbay/platform';
import { CatalogueService, type BuiltinConnector } from '@patchbay/registry';
import { Router, RunWorker } from '@patchbay/router';
import { WebhookInbox } from '@patchbay/workflows';
import { Authenticator } from '@patchbay/workspaces';
import { AppModule } from './app.module.js';
import { builtinConnectors } from './builtin-connectors.js';
import { addDocsRoutes } from './docs/docs.routes.js';
import { DRAIN_MS } from './edge/stop-gate.js';
import { createFastifyEdge, type FastifyEdge } from './edge/fastify-edge.js';
import { NestLog } from './edge/nest-log.js';
import { addExecuteRoute } from './execute/execute.route.js';
import { ProblemFilter } from './edge/problem.filter.js';
import type { RouteTable } from './edge/route-table.js';
import { addMcpRoute } from './mcp/mcp.route.js';
import { HealthService } from './health/health.service.js';
import { publishedDocument } from './openapi/published-document.js';
import { pluginConnectors } from './plugins/plugin-connectors.js';
import { WebApp } from './web/web-app.js';
import { addInboundRoute } from './webhook-inbox/inbound.route.js';

export interface AppParts {
  /** Brings configuration, database, sealing, outbound HTTP, queues and the logger to every module. */
  readonly platform: DynamicModule;
  readonly config: Pick<PlatformConfig, 'role' | 'publicUrl' | 'telemetry' | 'connectorPackages'>;
  readonly logger: Logger;
  /** Folder whose `node_modules` hold the connector packages; default: where the process was started. */
  readonly packagesFrom?: string;
  /** Folder of the built web app; absent or empty: a page of links instead. */
  readonly webRoot?: string;
}

export interface RunningApp {
  readonly app: NestFastifyApplication;
  readonly routes: RouteTable;
  /** Out: the base URL that serves. Port 0 picks a free one. With several `processes` they all listen on the same port. */
  listen(at: Partial<PlatformConfig['http']>): Promise<string>;
  /** Refuses new requests, lets those under way end, then stops everything the app started. */
  close(): Promise<void>;
}

/** The whole API in one process, not yet listening. `main.ts` and the end-to-end tests start the same thing. */
export async function createApp(parts: AppParts): Promise<RunningApp> {
  const edge = await createFastifyEdge(parts.logger, { telemetry: parts.config.telemetry !== undefined });
  const { role } = parts.config;
  const module = AppModule.from({ platform: parts.platform, role, builtins: allConnectors(parts), gate: edge.gate });
  const app = await NestFactory.create<NestFastifyApplication>(module, edge.adapter, {
    bodyParser: false,
    logger: new NestLog(parts.logger),
    abortOnError: false,
  });
  const web = role === 'worker' ? undefined : await addApiRoutes(app, edge, parts.webRoot);
  app.useGlobalFilters(new ProblemFilter(edge.answerer, edge.routes, web));
  await app.init();
  await edge.fastify.ready();
  return {
    app,
    routes: edge.routes,
    async listen({ port = 0, host = '0.0.0.0', processes = 1 }) {
      await edge.fastify.listen({ port, host, ...(processes > 1 ? { reusePort: true } : {}) });
      const { port: bound } = edge.fastify.server.address() as AddressInfo;
      return `http://localhost:${bound}`;
    },
    async close() {
      app.get(HealthService).markStopping();
      // Callers and queued runs end side by side: the time to stop is one, not their sum.
      await Promise.all([
        edge.gate.close(edge.fastify),
        role === 'api' ? undefined : app.get(RunWorker, { strict: false }).drain(DRAIN_MS),
      ]);
      await app.close();
    },
  };
}

/** The built-in connectors, then those of PATCHBAY_CONNECTORS. */
function allConnectors({ config, logger, packagesFrom = process.cwd() }: AppParts): BuiltinConnector[] {
  const own = builtinConnectors();
  const plugins = { packages: config.connectorPackages, from: packagesFrom, taken: own.map(({ key }) => key), logger };
  return [...own, ...pluginConnectors(plugins)];
}

/** The routes outside Nest's pipeline. */
async function addApiRoutes(app: NestFastifyApplication, edge: FastifyEdge, webRoot: string | undefined): Promise<WebApp | undefined> {
  addExecuteRoute(edge.fastify, {
    router: app.get(Router),
    authenticator: app.get(Authenticator),
    answerer: edge.answerer,
    gate: edge.gate,
  });
  addMcpRoute(edge.fastify, {
    mcp: {
      catalogue: new ToolCatalogue(app.get(CatalogueService)),
      router: app.get(Router),
      traces: app.get(ExecutionRecorder, { strict: false }),
    },
    authenticator: app.get(Authenticator),
    answerer: edge.answerer,
    gate: edge.gate,
  });
  await addInboundRoute(edge.fastify, app.get(WebhookInbox), edge.answerer);
  addDocsRoutes(edge.fastify, async () => {
    const [{ executeFacts }, { mcpFacts }] = await Promise.all([import('./execute/execute.facts.js'), import('./mcp/mcp.facts.js')]);
    return publishedDocument(app, [executeFacts, mcpFacts]);
  });
  return WebApp.serve(edge.fastify, webRoot);
}
