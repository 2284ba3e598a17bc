import type { FastifyInstance } from 'fastify';

interface Route {
  readonly method: string;
  readonly path: string;
}

/** Which methods each path has: for 405 answers, and for the test that the published document knows every route. */
export class RouteTable {
  private readonly routes: Route[] = [];
  private patterns: { readonly method: string; readonly pattern: RegExp }[] | undefined;

  /** Must be called before routes are added. */
  watch(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', (route) => {
      for (const method of [route.method].flat()) this.routes.push({ method, path: route.url });
      this.patterns = undefined;
    });
  }

  all(): readonly Route[] {
    return this.routes;
  }

  /** Methods that some route serves at this path, without wildcards. */
  methodsAt(url: string): string[] {
    const path = url.split(/[?#]/, 1)[0] ?? '';
    this.patterns ??= this.routes
      .filter((route) => !route.path.includes('*'))
      .map((route) => ({ method: route.method, pattern: new RegExp(`^${route.path.split('/').map(segmentPattern).join('/')}$`) }));
    const methods = this.patterns.filter((route) => route.pattern.test(path)).map((route) => route.method);
    return [...new Set(methods)].sort();
  }
}

function segmentPattern(segment: string): string {
  return segment.startsWith(':') ? '[^/]+' : segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
