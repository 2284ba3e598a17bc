import { describeConnector } from '@patchbay/testing';
import clearbit from './clearbit.connector.js';

// The description here is hand-written and lists only a few of the members that answers have.
describeConnector(clearbit, import.meta.dirname, { unlistedAnswerMembers: [/is not a member the vendor describes$/] });
