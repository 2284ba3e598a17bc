import { describeConnector } from '@patchbay/testing';
import paypal from './paypal.connector.js';

describeConnector(paypal, import.meta.dirname, {
  account: { environment: 'live' },
  // The description at hand has no payouts and no webhooks.
  undescribed: [/^(GET|POST) \/v1\/payments\/payouts(-item)?\b/, /^GET \/v1\/notifications\/webhooks$/],
});
