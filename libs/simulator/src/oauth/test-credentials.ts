/** Opens every simulated provider: as API key, token, password or secret field. It is no secret: it works nowhere else. */
export const SIMULATOR_KEY = 'simulator-key';

/** The OAuth app that simulated providers know. */
export const SIMULATOR_CLIENT = { clientId: 'simulator', clientSecret: 'simulator-secret' } as const;
