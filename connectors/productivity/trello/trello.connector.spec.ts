import { describeConnector } from '@patchbay/testing';
import trello from './trello.connector.js';

describeConnector(trello, import.meta.dirname, {
  undescribed: [
    /^DELETE \/1\/(boards|checklists)\/\w+$/,
    /^PUT \/1\/(lists\/\w+|cards\/\w+\/checkItem\/\w+)$/,
    /^GET \/1\/cards\/\w+\/(actions|checklists)$/,
    /^POST \/1\/(labels|cards\/\w+\/attachments|checklists\/\w+\/checkItems)$/,
    /^DELETE \/1\/cards\/\w+\/(idLabels|idMembers)\/\w+$/,
  ],
  openRequestMembers: [
    // It knows the credential in the query only, not the OAuth header, and not `me` in the place of a member's id.
    /authentication fits none of: APIKey \+ APIToken$/,
    /^GET \/1\/members\/me\/boards: path id: /,
    // Paging is in the guide, not in the description.
    /query parameter (limit|before) is not described$/,
  ],
  // The description has ids and names of answers, and calls lists of ids objects.
  unlistedAnswerMembers: [/is not a member the vendor describes$/, /\/id(Labels|Members): \/ must be object$/],
});
