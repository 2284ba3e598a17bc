import type { Handler } from './simulator.js';

interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  readonly names: readonly string[];
  readonly handler: Handler;
}

export interface FoundRoute {
  readonly handler: Handler;
  readonly params: Readonly<Record<string, string>>;
}

/** The addresses of a provider, in the order they were written. */
export class Routes {
  private readonly routes: readonly Route[];

  constructor(routes: Readonly<Record<string, Handler>>) {
    this.routes = Object.entries(routes).map(([route, handler]) => compiled(route, handler));
  }

  /** `path` as sent, percent-encoded. */
  find(method: string, path: string): FoundRoute | undefined {
    for (const route of this.routes) {
      if (route.method !== method) continue;
      const found = route.pattern.exec(path);
      if (found) return { handler: route.handler, params: paramsOf(route.names, found) };
    }
    return undefined;
  }
}

function compiled(route: string, handler: Handler): Route {
  const [method = '', path = ''] = route.split(' ');
  const names: string[] = [];
  const pattern = path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:(\w+)(\\\*)?/g, (_, name: string, rest: string | undefined) => {
    names.push(name);
    return rest === undefined ? '([^/]+?)' : '(.+)';
  });
  return { method, pattern: new RegExp(`^${pattern}/?$`), names, handler };
}

function paramsOf(names: readonly string[], found: RegExpExecArray): Record<string, string> {
  return Object.fromEntries(names.map((name, i) => [name, decoded(found[i + 1] ?? '')]));
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
