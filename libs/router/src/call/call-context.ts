import {
  PlatformError,
  type CostRecord,
  type JsonObject,
  type JsonValue,
  type OutboundResponse,
  type ProviderRequest,
  type ResolvedCredential,
  type RunContext,
  type StepRecord,
} from '@patchbay/kernel';
import type { AttemptLoop } from '../attempts/attempt-loop.js';
import type { RouterPorts } from '../ports/router-ports.js';
import type { Call } from './call.js';

/** What a run sees of its call. */
export class CallContext implements RunContext {
  readonly input: JsonValue;
  readonly contact?: JsonObject;
  readonly signal: AbortSignal;
  readonly deadlineAt: number;
  readonly now: Date;

  constructor(
    private readonly call: Call,
    private readonly attempts: AttemptLoop,
    private readonly secrets: RouterPorts['secrets'],
  ) {
    this.input = call.input;
    if (call.contact !== undefined) this.contact = call.contact;
    this.signal = call.controller.signal;
    this.deadlineAt = call.deadlineAtMs;
    this.now = new Date(call.startedAtMs);
  }

  // Own members, not methods: runs take them out of the context.
  readonly send = (request: ProviderRequest): Promise<OutboundResponse> => this.attempts.send(this.call, request);
  readonly onStep = (step: StepRecord): void => {
    this.call.steps.push(step);
  };
  readonly onCost = (cost: CostRecord): void => {
    this.call.costs.push(cost);
    this.call.trace?.used(cost);
  };
  readonly onDriver = (): void => {
    this.call.attempts.byDriver = true;
  };
  readonly redact = (text: string): string => this.call.redactor.text(text);

  readonly workspaceSecret = async (name: string): Promise<string> => {
    const value = await this.secrets.open({ workspaceId: this.call.workspaceId, name });
    if (value === undefined) {
      throw new PlatformError(
        'template_invalid',
        `There is no workspace credential named "${name}". Add it under credentials, or correct the template.`,
        { path: `workspace.${name}` },
      );
    }
    this.call.redactor.add(value);
    return value;
  };

  get credential(): ResolvedCredential {
    return this.call.credential;
  }
}
