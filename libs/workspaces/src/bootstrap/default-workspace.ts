import type { WorkspaceId } from '@patchbay/kernel';

/** The workspace every installation starts with. A fixed UUIDv7 of time zero: many replicas starting at once agree on it without asking. */
export const DEFAULT_WORKSPACE_ID = '00000000-0000-7000-8000-000000000001' as WorkspaceId;
