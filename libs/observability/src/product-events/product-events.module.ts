import {
  Inject,
  Module,
  type DynamicModule,
  type FactoryProvider,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Analytics, Database, LOGGER, type Logger } from '@patchbay/platform';
import { ProductEventRelay } from './product-event-relay.js';

/** Injection token of the question whether this process leads the others; bound by the app. */
export const LEADS = Symbol('Leads');

/** Tells product analytics of what workspaces do. `leads`: provides LEADS. */
@Module({})
export class ProductEventsModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(@Inject(ProductEventRelay) private readonly relay: ProductEventRelay) {}

  static with(parts: { imports: NonNullable<DynamicModule['imports']>; leads: FactoryProvider<() => Promise<boolean>> }): DynamicModule {
    const relay = {
      provide: ProductEventRelay,
      inject: [Database, Analytics, LOGGER, LEADS],
      useFactory: (db: Database, analytics: Analytics, logger: Logger, leads: () => Promise<boolean>) =>
        new ProductEventRelay({ db, analytics, logger, leads }),
    };
    return { module: ProductEventsModule, imports: parts.imports, providers: [parts.leads, relay] };
  }

  onApplicationBootstrap(): void {
    this.relay.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.relay.stop();
  }
}
