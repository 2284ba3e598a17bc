import { describeConnector } from '@patchbay/testing';
import zerobounce from './zerobounce.connector.js';

describeConnector(zerobounce, import.meta.dirname);
