import { describeConnector } from '@patchbay/testing';
import slack from './slack.connector.js';

// The description is from 2021 and leaves the cursor out of these two answers.
describeConnector(slack, import.meta.dirname, { unlistedAnswerMembers: [/conversations\.(history|replies): response_metadata/] });
