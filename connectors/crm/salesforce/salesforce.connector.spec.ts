import { describeConnector } from '@patchbay/testing';
import salesforce from './salesforce.connector.js';

describeConnector(salesforce, import.meta.dirname, {
  account: { instance_url: 'https://acme.my.salesforce.com' },
  // The description is hand-made: records are open, and it lacks the 201 of an upsert that creates.
  unlistedAnswerMembers: [/records\[\d+\]\./, /^answer of PATCH .+__c\/\S+: \/ must be array$/],
  undescribed: [
    /\/jobs\/ingest/,
    /\/parameterizedSearch$/,
    /^GET .+\/sobjects\/\w+\/\w+__c\//,
    /^DELETE .+\/composite\/sobjects$/,
    /^PATCH .+\/composite\/sobjects$/,
  ],
});
