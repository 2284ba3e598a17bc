import { describeConnector } from '@patchbay/testing';
import drive from './google-drive.connector.js';

describeConnector(drive, import.meta.dirname, {
  undescribed: [/^POST \/upload\/drive\/v3\/files$/],
  // With alt=media the answer is the file itself; the description knows the file's facts only.
  unlistedAnswerMembers: [/^answer of GET \/drive\/v3\/files\/f1: \/ must be object$/],
});
