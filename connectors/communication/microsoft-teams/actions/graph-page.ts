import { z } from 'zod';

/** How Microsoft Graph answers lists: `value`, and the whole address of the next page. */
export function listed<T extends z.ZodType>(item: T) {
  const expect = z.object({ value: z.array(item), '@odata.nextLink': z.string().nullish() });
  return {
    expect,
    items: (page: z.output<typeof expect>): z.output<T>[] => page.value,
    next: (page: z.output<typeof expect>) => page['@odata.nextLink'],
  };
}

export const Id = z.string().min(1);
export const Max = z.int().positive().max(5_000).default(100).describe('At most this many are read');

/** Id (a UUID) or sign-in name of a user; nothing that could leave the quotes around it. */
export const UserKey = z.string().regex(/^[\w.%+@#-]{1,256}$/);

/** A person as Graph wants a member written. `roles`: owner, guest or none. */
export function memberOf(user: string, roles: readonly string[]) {
  return {
    '@odata.type': '#microsoft.graph.aadUserConversationMember',
    roles,
    'user@odata.bind': `https://graph.microsoft.com/v1.0/users('${user}')`,
  };
}
export const WireMember = z.object({
  id: z.string(),
  displayName: z.string().nullish(),
  roles: z.array(z.string()).nullish(),
  userId: z.string().nullish(),
  email: z.string().nullish(),
});
export const Member = z.object({
  id: z.string().describe('Of the membership'),
  name: z.string().optional(),
  roles: z.array(z.string()),
  userId: z.string().optional(),
  email: z.string().optional(),
});
export const toMember = (m: z.output<typeof WireMember>) => ({
  id: m.id,
  name: m.displayName ?? undefined,
  roles: m.roles ?? [],
  userId: m.userId ?? undefined,
  email: m.email ?? undefined,
});
