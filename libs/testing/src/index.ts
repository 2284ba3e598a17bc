// Testing: what suites share — real servers, databases and the connector contract. Never imported by production code.
export { describeConnector } from './connector-contract/describe-connector.js';
export type { ContractOptions } from './connector-contract/contract-subject.js';
