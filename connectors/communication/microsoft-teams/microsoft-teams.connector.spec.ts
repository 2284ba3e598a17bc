import { describeConnector } from '@patchbay/testing';
import microsoftTeams from './microsoft-teams.connector.js';

describeConnector(microsoftTeams, import.meta.dirname, {
  undescribed: [/^PATCH \/v1\.0\/teams\/[^/]+\/channels\//, /^GET \/v1\.0\/teams\/.+\/replies$/, /^GET \/v1\.0\/chats\/[^/]+\/messages$/],
  // The documented member of a user identity; the metadata has it in a derived type only.
  openRequestMembers: [/mentioned\.user\.userIdentityType is not a field/],
  unlistedAnswerMembers: [/from\.user\.userIdentityType is not a member/],
  // Required by the vendor, not declared in its description.
  rules: ({ operation, body }) =>
    /messages|replies/.test(operation) && body !== null && !(body as { body?: { content?: string } }).body?.content
      ? ['a message needs a body']
      : [],
});
