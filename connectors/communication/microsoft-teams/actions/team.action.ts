import { z } from 'zod';
import { defineAction, path } from '@patchbay/connector-sdk';
import { Id, listed, Max, Member, memberOf, toMember, UserKey, WireMember } from './graph-page.js';

const Wire = z.object({
  id: z.string(),
  displayName: z.string().nullish(),
  description: z.string().nullish(),
  isArchived: z.boolean().nullish(),
});
const Team = z.object({
  id: z.string(),
  name: z.string().optional(),
  description: z.string().optional(),
  archived: z.boolean().optional(),
});
const toTeam = (t: z.output<typeof Wire>) => ({
  id: t.id,
  name: t.displayName ?? undefined,
  description: t.description ?? undefined,
  archived: t.isArchived ?? undefined,
});

const list = defineAction({
  key: 'team.list',
  title: 'List my teams',
  effect: 'read',
  input: z.object({ max: Max }),
  output: z.array(Team),
  async run({ input, http }) {
    // https://learn.microsoft.com/en-us/graph/api/user-list-joinedteams
    const found = await http.all('/me/joinedTeams', { ...listed(Wire), max: input.max });
    return found.map(toTeam);
  },
});

const get = defineAction({
  key: 'team.get',
  title: 'Get team',
  effect: 'read',
  input: z.object({ id: Id }),
  output: Team.extend({ url: z.string().optional(), visibility: z.string().optional() }),
  async run({ input, http }) {
    // https://learn.microsoft.com/en-us/graph/api/team-get
    const team = await http.get(path`/teams/${input.id}`, {
      expect: Wire.extend({ webUrl: z.string().nullish(), visibility: z.string().nullish() }),
    });
    return { ...toTeam(team), url: team.webUrl ?? undefined, visibility: team.visibility ?? undefined };
  },
});

const members = defineAction({
  key: 'member.list',
  title: 'List members of a team',
  effect: 'read',
  input: z.object({ teamId: Id, max: Max }),
  output: z.array(Member),
  async run({ input, http }) {
    // https://learn.microsoft.com/en-us/graph/api/team-list-members
    const found = await http.all(path`/teams/${input.teamId}/members`, {
      ...listed(WireMember),
      pageSize: { param: '$top', max: 999 },
      max: input.max,
    });
    return found.map(toMember);
  },
});

const add = defineAction({
  key: 'member.add',
  title: 'Add member to a team',
  effect: 'create',
  input: z.object({ teamId: Id, user: UserKey.describe('Id or sign-in name'), owner: z.boolean().default(false) }),
  output: Member,
  async run({ input, http }) {
    // https://learn.microsoft.com/en-us/graph/api/team-post-members
    const member = await http.post(path`/teams/${input.teamId}/members`, {
      json: memberOf(input.user, input.owner ? ['owner'] : []),
      expect: WireMember,
    });
    return toMember(member);
  },
});

export const teamActions = [list, get, members, add];
