import type { ClientPool, Connector, ConnectorOverrides } from '@patchbay/connector-sdk';

/** One line of `connectors/index.ts`: the code is loaded when the connector is first looked at. */
export interface BuiltinConnector {
  readonly key: string;
  readonly load: () => Promise<Connector>;
  /** npm package it comes from; absent: it is one of ours. */
  readonly plugin?: string;
  /** Address or data URL of the connector's icon. */
  readonly icon?: string;
}

/** Token of the list of built-in connectors; the app's composition root provides it. */
export const BUILTIN_CONNECTORS = Symbol('BUILTIN_CONNECTORS');

/** What running a built-in takes beside its code. */
export interface BuiltinRuntime {
  /** Operator's replacements of addresses (PATCHBAY_PROVIDER_OVERRIDES). */
  readonly overridesOf: (connectorKey: string) => ConnectorOverrides | undefined;
  /** Needed by data connectors. */
  readonly clients?: ClientPool;
}

/** Token of the `BuiltinRuntime`; without one, built-ins run at their own addresses and data connectors do not run. */
export const BUILTIN_RUNTIME = Symbol('BUILTIN_RUNTIME');
