import { describeConnector } from '@patchbay/testing';
import anthropic from './anthropic.connector.js';

describeConnector(anthropic, import.meta.dirname);
