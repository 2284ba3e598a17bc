/** Injection token of the kernel's `OutboundHttp`. */
export const OUTBOUND_HTTP = Symbol('OutboundHttp');
