import type { AccessRule } from '../access/access.decorator.js';

/** What people do with their data and runs every day: told by events and executions, not by the audit log. */
const EVERYDAY_TAGS: ReadonlySet<string> = new Set(['Contacts', 'Executions', 'Agents']);

/** Whether a route is an administrative act: it changes keys, members, credentials, connections, connectors, templates, rules or settings. */
export function isAudited(route: { method: string; rule: AccessRule | 'public' | undefined; tag: string }): boolean {
  if (route.method === 'GET' || route.rule === undefined || route.rule === 'public') return false;
  return route.rule.scope === 'admin' || (route.rule.scope === 'write' && !EVERYDAY_TAGS.has(route.tag));
}
