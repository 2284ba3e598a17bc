// PLACEHOLDER until the outbound builder commits the real one: replace freely.
import { PlatformError, type OutboundHttp } from '@patchbay/kernel';

export function createOutboundHttp(_options: { allow: readonly string[] }): OutboundHttp & { close(): Promise<void> } {
  return { send: () => Promise.reject(new PlatformError('bug', 'outbound HTTP is not built yet')), close: () => Promise.resolve() };
}
