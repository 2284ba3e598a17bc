import { metrics } from '@opentelemetry/api';
import { Analytics, type ProductEvent } from './analytics.js';
import { AnalyticsOutlet, type AnalyticsService, type OutletOptions } from './analytics-outlet.js';
import { shownFacts } from './shown-facts.js';

export interface HubOptions extends OutletOptions {
  /** Share of the `execution.finished` events that is kept, 0 to 1. */
  readonly executionShare: number;
  readonly random?: () => number;
}

const SAMPLED = 'execution.finished';

/** Hands every event to every service. */
export class AnalyticsHub extends Analytics {
  override readonly on = true;
  private readonly outlets: readonly AnalyticsOutlet[];
  private readonly stopCounting: () => void;

  constructor(
    services: readonly AnalyticsService[],
    private readonly options: HubOptions,
  ) {
    super();
    const named = services.map((service) => ({ name: service.name, outlet: new AnalyticsOutlet(service, options) }));
    this.outlets = named.map(({ outlet }) => outlet);
    const counter = metrics.getMeter('patchbay.analytics').createObservableCounter('patchbay.analytics.dropped', {
      description: 'Product events that could not be sent',
      unit: '{event}',
    });
    const look: Parameters<typeof counter.addCallback>[0] = (result) => {
      for (const { name, outlet } of named) result.observe(outlet.dropped, { 'patchbay.service': name });
    };
    counter.addCallback(look);
    this.stopCounting = () => counter.removeCallback(look);
  }

  override capture(event: ProductEvent): void {
    const { executionShare, random = Math.random } = this.options;
    if (event.name === SAMPLED && random() >= executionShare) return;
    const shown = { ...event, facts: shownFacts(event.facts) };
    for (const outlet of this.outlets) outlet.add(shown);
  }

  async close(): Promise<void> {
    this.stopCounting();
    await Promise.all(this.outlets.map((outlet) => outlet.close()));
  }
}
