import { describeConnector } from '@patchbay/testing';
import stripe from './stripe.connector.js';

describeConnector(stripe, import.meta.dirname);
