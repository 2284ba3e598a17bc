export interface StreamEvent {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: { executionId?: string; runId?: string; status?: string };
}

/** An open event stream whose events can be waited for. */
export class EventStream {
  readonly events: StreamEvent[] = [];
  private readonly abort = new AbortController();
  private wake: () => void = () => undefined;
  private rest = '';

  static async open(url: string, headers: Readonly<Record<string, string>>): Promise<EventStream> {
    const stream = new EventStream();
    const response = await fetch(url, { headers, signal: stream.abort.signal });
    if (response.status !== 200 || !response.body) throw new Error(`no stream: ${response.status} ${await response.text()}`);
    void stream.read(response.body).catch(() => undefined);
    return stream;
  }

  /** Resolves with the first event, told already or yet to come, that fits. */
  async until(fits: (event: StreamEvent) => boolean, withinMs = 10_000): Promise<StreamEvent> {
    const endsAt = Date.now() + withinMs;
    for (;;) {
      const found = this.events.find(fits);
      if (found) return found;
      if (Date.now() > endsAt) throw new Error(`no such event among ${JSON.stringify(this.events)}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 250);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  close(): void {
    this.abort.abort();
  }

  private async read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    for await (const chunk of body) {
      const blocks = (this.rest + decoder.decode(chunk, { stream: true })).split('\n\n');
      this.rest = blocks.pop() ?? '';
      for (const block of blocks) this.take(block);
    }
  }

  private take(block: string): void {
    const fields = new Map(block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]));
    const data = fields.get('data');
    if (data === undefined) return;
    this.events.push({ event: fields.get('event') ?? 'message', id: fields.get('id'), data: JSON.parse(data) as StreamEvent['data'] });
    this.wake();
  }
}
