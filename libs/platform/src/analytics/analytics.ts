/** Facts of an event: never a person's data, a name somebody typed, or anything out of a call. */
export type ProductFacts = Readonly<Record<string, string | number | boolean>>;

/** Something a workspace did with the product. */
export interface ProductEvent {
  /** `noun.pastVerb`, e.g. `connection.created`. */
  readonly name: string;
  readonly workspaceId: string;
  readonly facts: ProductFacts;
  /** Tells a repeat apart; absent: it is made. A UUID. */
  readonly id?: string;
}

/** Where product events go. Never waited for: what cannot be taken is dropped. */
export abstract class Analytics {
  /** False: nobody listens, and nothing needs to be gathered. */
  abstract readonly on: boolean;
  abstract capture(event: ProductEvent): void;
}

/** No service is configured, or the operator opted out. */
export class NoAnalytics extends Analytics {
  override readonly on = false;
  override capture(): void {}
}
