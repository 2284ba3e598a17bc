import { ROLES, type Role } from '@patchbay/kernel';
import type { Member, Membership, Workspace } from '@patchbay/workspaces';
import { Choice, Text } from '../dto/field.js';
import { choice, moment, shape, text, textOrNull, uuid } from '../openapi/schemas.js';

export class WorkspaceBody {
  @Text({ max: 200, example: 'Acme Sales', description: 'Shown to people; need not be unique.' })
  name!: string;
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
  createdAt: moment(),
  updatedAt: moment(),
});
export const MEMBER_SCHEMA = shape({ subject: text('auth0|65f1c0ffee'), email: textOrNull(), role: choice(ROLES), createdAt: moment() });

export function showWorkspace(workspace: Workspace | Membership): object {
  const role = 'role' in workspace ? { role: workspace.role } : {};
  return { id: workspace.id, name: workspace.name, ...role, createdAt: workspace.createdAt, updatedAt: workspace.updatedAt };
}

export function showMember(member: Member): object {
  return { subject: member.subject, email: member.email, role: member.role, createdAt: member.createdAt };
}
