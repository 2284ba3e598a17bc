import { invalidInput } from '@patchbay/kernel';
import { RUN_STATUSES, type RunFilter, type RunStatus } from '@patchbay/workflows';

/** A filter as it is sent. */
export interface RunFilterText {
  readonly workflowId?: string;
  readonly status?: string;
  readonly contactId?: string;
  readonly groupId?: string;
  readonly from?: string;
  readonly to?: string;
}

/** Throws `input_invalid` naming a status that is none. */
export function runFilter({ workflowId, status, contactId, groupId, from, to }: RunFilterText, path = 'status'): RunFilter {
  return {
    workflowId: workflowId?.toLowerCase(),
    contactId: contactId?.toLowerCase(),
    groupId: groupId?.toLowerCase(),
    statuses: status === undefined ? undefined : statusesOf(status, path),
    fromMs: from === undefined ? undefined : Date.parse(from),
    toMs: to === undefined ? undefined : Date.parse(to),
  };
}

function statusesOf(text: string, path: string): RunStatus[] {
  const names = text.split(',').map((name) => name.trim());
  const known: readonly string[] = RUN_STATUSES;
  if (names.every((name) => known.includes(name))) return names as RunStatus[];
  throw invalidInput([{ path, message: `must be out of ${RUN_STATUSES.join(', ')}, separated by commas` }]);
}
