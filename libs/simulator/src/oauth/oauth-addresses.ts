/** Folder of a provider's OAuth addresses; no vendor has a path that begins like it. */
export const OAUTH_FOLDER = '/_oauth/';

/** Operator's redirection of one connector, as `PATCHBAY_PROVIDER_OVERRIDES` takes it. */
export interface SimulatedAddresses {
  readonly baseUrl: string;
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  readonly revokeUrl: string;
  readonly requestTokenUrl: string;
}

/**
 * Where a connector's provider is simulated. `server`: the simulator as Patchbay reaches it; `browser`: as the browser of the person who connects an
 * account does. Both without a slash at the end.
 */
export function simulatedAddresses(key: string, server: string, browser: string = server): SimulatedAddresses {
  return {
    baseUrl: `${server}/${key}`,
    authorizeUrl: `${browser}/${key}${OAUTH_FOLDER}authorize`,
    tokenUrl: `${server}/${key}${OAUTH_FOLDER}token`,
    revokeUrl: `${server}/${key}${OAUTH_FOLDER}revoke`,
    requestTokenUrl: `${server}/${key}${OAUTH_FOLDER}request-token`,
  };
}
