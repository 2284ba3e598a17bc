// Simulator: plays the providers of HTTP connectors on a loopback port, with state, authentication, paging, limits and faults.
// It knows the kernel and the connector SDK; how one provider behaves stands beside its connector, in `<key>.simulator.ts`.
export { defineSimulator, type Failure, type Handler, type Simulator } from './provider/simulator.js';
export { Call } from './provider/call.js';
export { Reply } from './provider/reply.js';
export { at, flag, list, mentions, number, object, only, rows, text, without, type Row } from './provider/row.js';
export { selectOf, type Selection } from './state/select.js';
export { answerGraphql, type Resolver } from './graphql/answer-graphql.js';
export { lettered, numbered, numeral, uuid, type MintId } from './state/minted-id.js';
export { type Table, type TableFacts } from './state/table.js';
export { type CutPage, type PageAsk } from './state/paging.js';
export { GrantFamilies, type GrantFamily } from './oauth/grant-families.js';
export { simulatedAddresses, type SimulatedAddresses } from './oauth/oauth-addresses.js';
export { SIMULATOR_CLIENT, SIMULATOR_KEY } from './oauth/test-credentials.js';
export { faultOf, type Fault } from './faults/fault.js';
export { SimulatorServer, type SimulatorOptions } from './server/simulator-server.js';
export { type SimulatorSource } from './server/provider-house.js';
