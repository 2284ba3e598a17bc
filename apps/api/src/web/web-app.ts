import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Paths that are the server's own: an unknown one among them is a 404 problem, never the web app. */
const SERVER_PATHS = /^\/(?:api|docs|health|mcp|assets)(?:\/|$)/;
/** Vite names files in `assets` by their content, so they never change. */
const HASHED = /\/assets\//;

/** Serves the built web app; every page of it is the same document, whose script reads the address. */
export class WebApp {
  private constructor(private readonly root: string) {}

  /** Undefined when no web app was built into `root`: then a small page of links stands at `/`. */
  static async serve(fastify: FastifyInstance, root: string | undefined): Promise<WebApp | undefined> {
    if (root === undefined || !existsSync(join(root, 'index.html'))) {
      fastify.get('/', async (_request, reply) =>
        reply.type('text/html; charset=utf-8').send((await import('../docs/landing-page.js')).landingPage()),
      );
      return undefined;
    }
    const { default: fastifyStatic } = await import('@fastify/static');
    await fastify.register(fastifyStatic, {
      root,
      wildcard: false,
      cacheControl: false,
      preCompressed: true,
      etag: true,
      setHeaders: (reply, path) => {
        reply.header('cache-control', HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
    return new WebApp(root);
  }

  /** Whether an unknown address is a page of the web app: someone navigates there with a browser. */
  isPage(request: FastifyRequest): boolean {
    const accept = request.headers.accept ?? '';
    return (request.method === 'GET' || request.method === 'HEAD') && accept.includes('text/html') && !SERVER_PATHS.test(request.url);
  }

  send(reply: FastifyReply): FastifyReply {
    return reply.sendFile('index.html', this.root);
  }
}
