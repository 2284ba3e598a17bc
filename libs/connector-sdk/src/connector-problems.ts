import satisfies from 'semver/functions/satisfies.js';
import type { Connector } from './connector.js';
import { CATEGORIES, SDK_VERSION } from './connector.js';
import { actionsOf, describeAction } from './compile/describe-connector.js';

/** Whether a value looks like what `defineConnector` makes; for the default export of a plugin. */
export function isConnector(value: unknown): value is Connector {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    (value.kind === 'http' || value.kind === 'data') &&
    'key' in value &&
    typeof value.key === 'string' &&
    'actions' in value &&
    Array.isArray(value.actions) &&
    'auth' in value
  );
}

/** What is wrong with a connector, one sentence each; empty = loadable. Used at load and by the contract suite. */
export function connectorProblems(connector: Connector): string[] {
  const problems: string[] = [];
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(connector.key)) problems.push(`key "${connector.key}" is not kebab-case`);
  if (!CATEGORIES.includes(connector.category)) problems.push(`category "${connector.category}" is unknown`);
  if (connector.sdk !== undefined && !satisfies(SDK_VERSION, connector.sdk))
    problems.push(`needs SDK ${connector.sdk}, this is ${SDK_VERSION}`);
  if (connector.auth.length === 0) problems.push('declares no way to authenticate (use noAuth())');
  if (connector.actions.length === 0) problems.push('has no actions');
  const seen = new Set<string>();
  for (const action of actionsOf(connector)) {
    if (seen.has(action.key)) problems.push(`action ${action.key} is defined twice`);
    seen.add(action.key);
    if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)*(\.[a-z][a-z0-9]*(_[a-z0-9]+)*)+$/.test(action.key))
      problems.push(`action key "${action.key}" is not noun.verb`);
    if (action.kind !== connector.kind) problems.push(`action ${action.key} is for ${action.kind} connectors`);
    try {
      describeAction(connector, action);
    } catch (cause) {
      problems.push(cause instanceof Error ? cause.message : `action ${action.key} has no JSON Schema`);
    }
  }
  return problems;
}
