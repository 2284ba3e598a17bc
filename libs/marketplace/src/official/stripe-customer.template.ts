import type { Shipped } from './shipped.js';

// https://docs.stripe.com/api/customers/list
export const stripeCustomer: Shipped = {
  key: 'stripe-customer',
  revision: 1,
  credentials: [
    {
      name: 'stripe_secret_key',
      title: 'Stripe restricted key',
      description: 'Read access to customers',
      url: 'https://dashboard.stripe.com/apikeys',
    },
  ],
  definition: {
    name: 'Stripe customer lookup',
    icon: '💳',
    category: 'finance',
    type: 'single-step',
    description: "Finds the Stripe customer with a contact's e-mail address and keeps its id and balance.",
    config: {
      method: 'GET',
      url: 'https://api.stripe.com/v1/customers',
      queryParams: [
        { key: 'email', value: '{{contact.email}}' },
        { key: 'limit', value: '1' },
      ],
      auth: { type: 'bearer', token: '{{workspace.stripe_secret_key}}' },
    },
    fieldMappings: [
      { sourcePath: 'data[0].id', targetField: 'customFields.stripe_customer_id' },
      { sourcePath: 'data[0].balance', targetField: 'customFields.stripe_balance' },
    ],
  },
};
