import { describeConnector } from '@patchbay/testing';
import supabase from './supabase.connector.js';

describeConnector(supabase, import.meta.dirname, {
  account: { url: 'https://abcdefghijklmnopqrst.supabase.co' },
  spanning: ['path'],
});
