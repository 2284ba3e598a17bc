import { ROLES, type Role } from '@patchbay/kernel';
import { RETENTION_KINDS, type Member, type Membership, type Workspace } from '@patchbay/workspaces';
import { Choice, Nested, Text, Whole } from '../dto/field.js';
import { choice, moment, shape, text, textOrNull, uuid, whole } from '../openapi/schemas.js';

export class WorkspaceBody {
  @Text({ max: 200, example: 'Acme Sales', description: 'Shown to people; need not be unique.' })
  name!: string;
}

const MAX_DAYS = 365;

export class RetentionDaysBody {
  @Whole({ min: 1, max: MAX_DAYS, optional: true, description: 'Executions with all that explains them; 30 unless set.', example: 90 })
  executions?: number;

  @Whole({ min: 1, max: MAX_DAYS, optional: true, description: 'Events, agent traces and prompts; 30 unless set.', example: 90 })
  events?: number;

  @Whole({ min: 1, max: MAX_DAYS, optional: true, description: 'Model costs; 365 unless set.' })
  costs?: number;

  @Whole({ min: 1, max: MAX_DAYS, optional: true, description: 'The audit log; 365 unless set.' })
  audit?: number;
}

export class WorkspacePatchBody {
  @Text({ max: 200, optional: true, example: 'Acme Sales', description: 'Shown to people; need not be unique.' })
  name?: string;

  @Nested(() => RetentionDaysBody, { optional: true, description: 'Days that things are kept.' })
  retentionDays?: RetentionDaysBody;
}

export class NewMemberBody {
  @Text({ max: 255, example: 'auth0|65f1c0ffee', description: 'The `sub` claim of the person’s tokens.' })
  subject!: string;

  @Text({ max: 320, optional: true, pattern: /^[^\s@]+@[^\s@]+$/, patternSays: 'must be an e-mail address', example: 'ada@example.com' })
  email?: string;

  @Choice(ROLES, { example: 'member' })
  role!: Role;
}

export class MemberRoleBody {
  @Choice(ROLES, { example: 'viewer' })
  role!: Role;
}

export const WORKSPACE_SCHEMA = shape({
  id: uuid(),
  name: text('Acme Sales'),
  'role?': choice(ROLES),
  retentionDays: shape(Object.fromEntries(RETENTION_KINDS.map((kind) => [kind, whole()]))),
  createdAt: moment(),
  updatedAt: moment(),
});
export const MEMBER_SCHEMA = shape({ subject: text('auth0|65f1c0ffee'), email: textOrNull(), role: choice(ROLES), createdAt: moment() });

export function showWorkspace(workspace: Workspace | Membership): object {
  const { id, name, retentionDays, createdAt, updatedAt } = workspace;
  return { id, name, ...('role' in workspace ? { role: workspace.role } : {}), retentionDays, createdAt, updatedAt };
}

export function showMember(member: Member): object {
  return { subject: member.subject, email: member.email, role: member.role, createdAt: member.createdAt };
}
