import { describeConnector } from '@patchbay/testing';
import hubspot from './hubspot.connector.js';

describeConnector(hubspot, import.meta.dirname, {
  undescribed: [
    / \/crm\/v4\/objects\//,
    / \/crm\/v3\/objects\/(notes|tasks)$/,
    / \/crm\/v3\/objects\/(companies\/merge|tickets\/.+)$/,
    /^GET \/crm\/v3\/objects\/tickets$/,
    /^DELETE \/crm\/v3\/objects\/deals\//,
  ],
  // The SDK the description was made from renames the reserved word `new`.
  unlistedAnswerMembers: [/\.new /],
});
