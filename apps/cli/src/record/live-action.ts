import { actionsOf, compileAction, compileProbe, type HttpConnector } from '@patchbay/connector-sdk';
import {
  PlatformError,
  type JsonValue,
  type OutboundResponse,
  type ProviderRequest,
  type ResolvedCredential,
  type RunContext,
  type Runnable,
} from '@patchbay/kernel';

export interface Exchanged {
  readonly request: ProviderRequest;
  readonly response: OutboundResponse;
}

export interface ActionCall {
  readonly connector: HttpConnector;
  /** An action's key, or `connection.test`. */
  readonly action: string;
  readonly input: JsonValue;
  readonly credential: ResolvedCredential;
  /** Sandbox or gateway in place of the vendor's host. */
  readonly baseUrl?: string;
}

const TOTAL_MS = 120_000;

/**
 * Runs one action once: no repeats, no limits, no records. Out: its output and every request with its answer. `send`: the way to the provider, or a recording
 * of one.
 */
export async function runOnce(
  call: ActionCall,
  send: (request: ProviderRequest) => Promise<OutboundResponse>,
): Promise<{ output: JsonValue; exchanges: Exchanged[] }> {
  const exchanges: Exchanged[] = [];
  const runnable = runnableOf(call);
  const context: RunContext = {
    input: runnable.validateInput(call.input),
    workspaceSecret: () => Promise.reject(new PlatformError('not_found', 'There are no workspace secrets here.')),
    credential: call.credential,
    async send(request) {
      const response = await send(request);
      exchanges.push({ request, response });
      return response;
    },
    signal: AbortSignal.timeout(TOTAL_MS),
    deadlineAt: Date.now() + TOTAL_MS,
    now: new Date(),
    onStep: () => undefined,
    onCost: () => undefined,
    redact: (text) => text,
  };
  const { output } = await runnable.run(context);
  return { output, exchanges };
}

function runnableOf({ connector, action, baseUrl }: ActionCall): Runnable {
  const options = { version: 1, ...(baseUrl === undefined ? {} : { overrides: { baseUrl } }) };
  if (action === 'connection.test') return compileProbe(connector, options);
  const found = actionsOf(connector).find(({ key }) => key === action);
  if (found) return compileAction(connector, found, options);
  throw new PlatformError(
    'action_unknown',
    `${connector.title} has no action "${action}"; there are ${actionsOf(connector)
      .map(({ key }) => key)
      .join(', ')}.`,
  );
}
