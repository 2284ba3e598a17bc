import { Select } from '@mantine/core';
import { settings as t } from '../../strings/manage.ts';

export type Role = 'viewer' | 'member' | 'admin' | 'owner';
const ROLES: Role[] = ['viewer', 'member', 'admin', 'owner'];

interface RoleSelectProps {
  value: Role;
  change: (role: Role) => void;
  label?: string;
  hideLabel?: boolean;
}

export const RoleSelect = ({ value, change, label = t.role, hideLabel = false }: RoleSelectProps) => (
  <Select
    {...(hideLabel ? { 'aria-label': label } : { label })}
    data={ROLES.map((role) => ({ value: role, label: t.roles[role] ?? role }))}
    value={value}
    allowDeselect={false}
    onChange={(v) => change((ROLES.find((role) => role === v) ?? 'viewer') as Role)}
    w={220}
  />
);
