import { describeConnector } from '@patchbay/testing';
import openai from './openai.connector.js';

describeConnector(openai, import.meta.dirname);
