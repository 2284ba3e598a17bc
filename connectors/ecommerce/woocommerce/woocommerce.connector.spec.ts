import { describeConnector } from '@patchbay/testing';
import woocommerce from './woocommerce.connector.js';

describeConnector(woocommerce, import.meta.dirname, {
  account: { site: 'https://shop.acme.example' },
  undescribed: [
    /^(GET|PUT|DELETE) \/wp-json\/wc\/v3\/coupons\/\d+$/,
    /^GET \/wp-json\/wc\/v3\/(products\/\d+\/variations|orders\/\d+\/refunds)$/,
    /^PUT \/wp-json\/wc\/v3\/products\/\d+\/variations\/\d+$/,
    /^POST \/wp-json\/wc\/v3\/orders\/\d+\/notes$/,
  ],
  // Taken for the id of a product.
  openRequestMembers: [/\/products\/categories: (path id|query parameter)/],
  // The tables of the documentation do not say what may be null.
  unlistedAnswerMembers: [
    /\/products\/categories: /,
    /\/(date_completed_gmt|stock_quantity|usage_limit_per_user) must be (string|integer)$/,
  ],
});
