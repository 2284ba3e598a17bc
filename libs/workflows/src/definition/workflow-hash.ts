import { createHash } from 'node:crypto';
import { canonicalJson } from '@patchbay/kernel';
import type { WorkflowDefinition } from './workflow.schema.js';

/** SHA-256 (hex) of what a workflow does: the definition with its defaults, keys sorted, without where an editor draws it. */
export function workflowHash({ layout: _layout, ...definition }: WorkflowDefinition): string {
  return createHash('sha256').update(canonicalJson(definition)).digest('hex');
}
