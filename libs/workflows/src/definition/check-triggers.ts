import { compileCondition, parseTemplate, referencesOf, type Problems } from '@patchbay/http-connectors';
import { isContactTarget, type JsonValue } from '@patchbay/kernel';
import { compileValue } from '@patchbay/http-connectors';
import { scheduleProblem } from '../triggers/cron.js';
import { EVENT_ROOT } from './parse-workflow.js';
import type { ContactTrigger, Trigger, WebhookTrigger, WorkflowDefinition } from './workflow.schema.js';

/** Problems of triggers: cron patterns, time zones, and what their templates read. */
export function checkTriggers(definition: WorkflowDefinition, problems: Problems): void {
  definition.triggers.forEach((trigger, i) => checkTrigger(trigger, `triggers[${i}]`, problems));
}

function checkTrigger(trigger: Trigger, path: string, problems: Problems): void {
  if (trigger.type === 'schedule') {
    const problem = scheduleProblem(trigger);
    if (problem) problems.add(`${path}.${problem.member}`, problem.message);
  } else if (trigger.type === 'webhook') checkWebhook(trigger, path, problems);
  else if (trigger.type === 'contact') checkContact(trigger, path, problems);
}

function checkWebhook({ when, input, contactId }: WebhookTrigger, path: string, problems: Problems): void {
  if (when !== undefined) checkCondition(when, { place: `${path}.when`, root: EVENT_ROOT, problems });
  if (input !== undefined) checkValue(input, `${path}.input`, problems);
  if (contactId !== undefined) checkValue(contactId, `${path}.contactId`, problems);
}

function checkContact({ fields, when }: ContactTrigger, path: string, problems: Problems): void {
  (fields ?? []).forEach((field, i) => {
    if (field !== 'customFields' && !isContactTarget(field)) problems.add(`${path}.fields[${i}]`, `"${field}" is no field of a contact`);
  });
  if (when !== undefined) checkCondition(when, { place: `${path}.when`, root: 'contact', problems });
}

function checkCondition(source: string, at: { place: string; root: string; problems: Problems }): void {
  const condition = at.problems.attempt(at.place, () => compileCondition(source, at.place), undefined);
  for (const { root } of condition?.references ?? []) checkRoot(root, at);
}

function checkValue(value: JsonValue, place: string, problems: Problems): void {
  compileValue(value, place, (source, at) => {
    const template = problems.attempt(at, () => parseTemplate(source), { parts: [] });
    for (const { root } of referencesOf(template)) checkRoot(root, { place: at, root: EVENT_ROOT, problems });
    return template;
  });
}

function checkRoot(found: string, { place, root, problems }: { place: string; root: string; problems: Problems }): void {
  if (found !== root) problems.add(place, `reads {{${found}}}; a trigger's templates read {{${root}.…}} only`);
}
