import { describeConnector } from '@patchbay/testing';
import notion from './notion.connector.js';

describeConnector(notion, import.meta.dirname, {
  // The description is the subset for the vendor's own tool, which writes children of a page, blocks and covers in its own way.
  openRequestMembers: [
    /^POST \/v1\/pages: body (\/children\/\d+|\/icon) must be string$/,
    /^POST \/v1\/pages: body (\/parent|parent\.data_source_id)/, // the name of API version 2025-09-03; the description has the older database_id
    /^PATCH \/v1\/blocks\/[^/]+\/children: body (\/children\/\d+|children\[\d+\]\.)/,
  ],
});
