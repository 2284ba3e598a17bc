import { describeConnector } from '@patchbay/testing';
import pipedrive from './pipedrive.connector.js';

describeConnector(pipedrive, import.meta.dirname, {
  account: { api_domain: 'https://acme.pipedrive.com' },
  undescribed: [/^PATCH \/api\/v2\/activities\/\d+$/, /^POST \/api\/v1\/notes$/, /^DELETE \/api\/v2\/organizations\/\d+$/],
  // Required by the vendor, not declared in its description.
  rules: ({ operation, body }) =>
    operation === 'POST /api/v2/persons' && !(body as { name?: string }).name ? ['a person needs a name'] : [],
});
