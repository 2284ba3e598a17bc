import { describeConnector } from '@patchbay/testing';
import shopify from './shopify.connector.js';

describeConnector(shopify, import.meta.dirname, {
  account: { shop: 'acme' },
  // The description is trimmed and has no directives.
  openRequestMembers: [/Unknown directive "@idempotent"/, /Cannot query field "(fulfillmentOrders|quantities)"/],
});
