import { Injectable, Inject, Optional } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { ConnectionProber, ConnectorDirectory, type ProbeAsk, type ProbeResult } from '@patchbay/connections';
import { compileDiscovery, compileProbe, type CompileOptions } from '@patchbay/connector-sdk';
import {
  isJsonObject,
  PlatformError,
  secretsOf,
  type JsonObject,
  type Principal,
  type ResolvedCredential,
  type RunContext,
  type Runnable,
} from '@patchbay/kernel';
import { newTraceId } from '@patchbay/platform';
import { BUILTIN_RUNTIME, type BuiltinRuntime } from '@patchbay/registry';
import { Router } from '@patchbay/router';

const PROBE_TIMEOUT_MS = 30_000;

/** Probes go the way of every call: through the router, its limits, its circuit breaker and its record. */
@Injectable()
export class RouterProber extends ConnectionProber {
  constructor(
    private readonly modules: ModuleRef,
    private readonly directory: ConnectorDirectory,
    @Optional() @Inject(BUILTIN_RUNTIME) private readonly runtime?: BuiltinRuntime,
  ) {
    super();
  }

  async probe(ask: ProbeAsk): Promise<ProbeResult> {
    const connector = await this.directory.find(ask.workspaceId, ask.connector);
    const probe = connector?.definition ? compileProbe(connector.definition, this.options(ask.connector)) : connector?.probe;
    if (!probe)
      return {
        status: 'untested',
        message:
          'Nothing was tested: this custom connector has no "probe" in its config, the request that tests connections. Add one, or run the connector; the first run that works proves the connection.',
      };
    const output = await this.run(ask, probe);
    const account = isJsonObject(output) && typeof output['account'] === 'string' ? output['account'] : undefined;
    return { status: 'success', account };
  }

  async discover(ask: ProbeAsk): Promise<JsonObject | undefined> {
    const definition = (await this.directory.find(ask.workspaceId, ask.connector))?.definition;
    const discovery = definition && compileDiscovery(definition, this.options(ask.connector));
    if (!discovery) return undefined;
    const found = await this.run(ask, discovery);
    return isJsonObject(found) ? found : {};
  }

  /** How built-ins are compiled here: operator's addresses, data drivers' clients. */
  options(connector: string): CompileOptions {
    const overrides = this.runtime?.overridesOf(connector);
    return { version: 1, ...(overrides ? { overrides } : {}), ...(this.runtime?.clients ? { clients: this.runtime.clients } : {}) };
  }

  private async run(ask: ProbeAsk, runnable: Runnable): Promise<unknown> {
    const draft = { ...('unsaved' in ask.what ? withCredential(runnable, ask.what.unsaved) : runnable), totalTimeoutMs: PROBE_TIMEOUT_MS };
    // The router's module needs the connections' module: this way round it is asked for when it is there.
    const answer = await this.modules.get(Router, { strict: false }).execute({
      principal: principalOf(ask),
      connectorKey: ask.connector,
      input: {},
      mode: 'test',
      traceId: newTraceId(),
      trigger: 'connection-test',
      draft,
      connectionId: 'connectionId' in ask.what ? ask.what.connectionId : undefined,
    });
    if (answer.kind === 'failed') throw answer.error;
    if (answer.kind === 'queued') throw new PlatformError('bug', 'A test was queued.');
    return answer.output;
  }
}

/** Runs with a credential that no connection holds yet. */
function withCredential(runnable: Runnable, credential: ResolvedCredential): Runnable {
  return {
    ...runnable,
    auth: { kind: 'none' },
    literalSecrets: [...(runnable.literalSecrets ?? []), ...secretsOf(credential.credential)],
    run: (context) => runnable.run(Object.create(context, { credential: { value: credential } }) as RunContext),
  };
}

function principalOf({ workspaceId, actor }: ProbeAsk): Principal {
  return { kind: 'system', id: actor.slice(0, 200), workspaceId, role: 'member', platformAdmin: false };
}
