import { describeConnector } from '@patchbay/testing';
import monday from './monday.connector.js';

describeConnector(monday, import.meta.dirname, {
  // The description is cut to the types around items; these two are in the vendor's whole one.
  openRequestMembers: [/Cannot query field "(update|delete)_board" on type "Mutation"/],
  // Required by the vendor, not declared in its description.
  rules: ({ body }) => {
    const { values } = (body as { variables?: { values?: unknown } }).variables ?? {};
    return values === undefined || isJsonText(values) ? [] : ['values of columns have to be JSON in a text'];
  },
});

function isJsonText(value: unknown): boolean {
  try {
    return typeof value === 'string' && typeof JSON.parse(value) === 'object';
  } catch {
    return false;
  }
}
