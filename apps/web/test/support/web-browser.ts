import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import type { WebServer } from './web-server.js';

const PATIENCE_MS = 15_000;

/** A Chromium that is signed in, and that remembers what its pages complained about. */
export class WebBrowser {
  /** Errors on the consoles and uncaught ones, of all pages. A refused request (4xx) is one: pages should not make such. */
  readonly complaints: string[] = [];

  private constructor(
    private readonly browser: Browser,
    private readonly server: WebServer,
  ) {}

  static async start(server: WebServer): Promise<WebBrowser> {
    const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
    return new WebBrowser(await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] }), server);
  }

  /** A fresh page of a fresh person; `key: null`: not signed in. */
  async page(look: { key?: string | null; dark?: boolean; width?: number } = {}): Promise<Page> {
    const { key = this.server.key, dark = false, width = 1_280 } = look;
    const context = await this.browser.newContext({
      baseURL: this.server.url,
      colorScheme: dark ? 'dark' : 'light',
      viewport: { width, height: 800 },
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(PATIENCE_MS);
    // Only on our own pages: a provider's window has a storage of its own, an empty one has none.
    const script = ([value, origin]: [string, string]) => {
      if (location.origin === origin && !sessionStorage.getItem('patchbay.key')) sessionStorage.setItem('patchbay.key', value);
    };
    if (key !== null) await context.addInitScript(script, [key, this.server.url] as [string, string]);
    this.listen(context);
    return context.newPage();
  }

  private listen(context: BrowserContext): void {
    context.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(`${message.page()?.url() ?? ''}: ${message.text()}`);
    });
    context.on('weberror', (error) => this.complaints.push(`${error.page()?.url() ?? ''}: ${String(error.error())}`));
  }

  close(): Promise<void> {
    return this.browser.close();
  }
}

/** The page is there and nothing of it is loading. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.waitForFunction(() => document.querySelectorAll('[role="status"][aria-label="Loading…"]').length === 0);
}
