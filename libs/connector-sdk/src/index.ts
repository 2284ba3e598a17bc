// Connector SDK: what a connector is made of, and how it becomes something the router can run.
// It knows the kernel and zod only: no I/O, no Nest, no configuration. Requests leave through the router's `send`.
export {
  defineAction,
  defineDataAction,
  type Action,
  type ActionContext,
  type DataAction,
  type DataActionContext,
  type HttpAction,
  type Report,
} from './action.js';
export {
  defineConnector,
  defineDataConnector,
  CATEGORIES,
  SDK_VERSION,
  type Category,
  type Connector,
  type DataConnector,
  type HttpConnector,
  type Probe,
  type RateLimit,
} from './connector.js';
export { apiKey, basic, bearer, customFields, database, noAuth, oauth1, oauth2 } from './auth/auth-kinds.js';
export type {
  ApiKeyAuth,
  Auth,
  BasicAuth,
  BearerAuth,
  CustomAuth,
  CustomField,
  DatabaseAuth,
  NoAuth,
  OAuth1Auth,
  OAuth2Auth,
  TokenPlace,
} from './auth/auth.js';
export { oauth1Header } from './auth/oauth1-signature.js';
export { path, segments, type SafePath, type Path } from './http/path.js';
export { byLinkHeader, byOffset, byPage } from './http/next-page.js';
export type { Answer, ExpectOptions, Http, ListOptions, NextPage, PageInfo, RequestOptions } from './http/http.js';
export type { ArrayStyle, Form, Query } from './http/query-string.js';
export type { BodyOptions, Part } from './http/request-body.js';
export type { ProviderErrors, ProviderFailure } from './facts/provider-errors.js';
export { compileAction, type CompileOptions } from './compile/compile-action.js';
export { compileDiscovery, compileProbe } from './compile/compile-probe.js';
export { compileDataRead, requestAction } from './compile/request-action.js';
export type { ConnectorOverrides } from './compile/bind-account.js';
export { actionsOf, describeAction, describeAuth, type ActionDescription, type AuthDescription } from './compile/describe-connector.js';
export { connectorProblems, isConnector } from './connector-problems.js';
export type { ClientPool, DataDriver, DriverFailure, EgressGate, LeaseRequest, OpenedClient, OpenRequest } from './data/client-port.js';
export { parseDsn, type Dsn } from './data/dsn.js';
export {
  SqlFilter,
  SqlName,
  SqlOrder,
  SqlStatement,
  columnsOf,
  readSqlCursor,
  refuseTransactionControl,
  sqlCursor,
  type SqlDialect,
} from './data/sql-statement.js';
export { chargeOf, priceOf, type BilledTokens, type ModelPrice, type PriceTable } from './model-price.js';
