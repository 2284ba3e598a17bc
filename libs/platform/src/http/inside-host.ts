/**
 * A host that lives in this process: its origin is dialled straight to a loopback port we opened ourselves, and nothing else on that address can be reached
 * by it. So the provider simulator works without an allow list that would open every service of the machine.
 */
export interface InsideHost {
  /** Plain http on the default port: `http://<name>/…`. A name below `.localhost` belongs to this machine by RFC 6761. */
  readonly name: string;
  /** Its loopback port. Starts the server on the first call. */
  port(): Promise<number>;
  close(): Promise<void>;
}
