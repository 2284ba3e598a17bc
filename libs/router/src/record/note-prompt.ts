import { newId } from '@patchbay/kernel';
import { promptText, signPrompt } from '@patchbay/observability';
import type { Call } from '../call/call.js';
import type { RouterPorts } from '../ports/router-ports.js';

/** Tells the recorder what a model was asked, as a signature that says nothing of its text. After the caller was answered: nobody waits for it. */
export function notePromptLater(call: Call, recorder: RouterPorts['recorder']): void {
  if (call.isTest || recorder.prompt === undefined) return;
  setImmediate(() => {
    const text = promptText(call.input);
    const [first] = call.costs;
    if (text === undefined || first === undefined) return;
    const prices = call.costs.map((cost) => cost.usd);
    recorder.prompt?.({
      workspaceId: call.workspaceId,
      id: newId(),
      executionId: call.executionId,
      traceId: call.request.traceId,
      provider: first.provider,
      model: first.model,
      signature: signPrompt(call.workspaceId, text),
      inputTokens: sum(call.costs.map((cost) => cost.inputTokens)),
      outputTokens: sum(call.costs.map((cost) => cost.outputTokens)),
      usd: prices.every((usd) => usd !== null) ? sum(prices) : null,
    });
  });
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
