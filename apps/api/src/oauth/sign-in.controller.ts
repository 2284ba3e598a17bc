import { randomBytes } from 'node:crypto';
import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { oauthAddress, SignInService } from '@patchbay/connections';
import { errorFacts } from '@patchbay/kernel';
import { LOGGER, PLATFORM_CONFIG, type Logger, type PlatformConfig } from '@patchbay/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../access/access.decorator.js';
import { api } from '../edge/api-path.js';
import { toEdgeError } from '../edge/edge-error.js';
import { signInPage, type SignInResult } from './sign-in-page.js';

const COOKIE = 'patchbay_oauth';
const COOKIE_SECONDS = 600;

/**
 * The stops of a user's browser on its way through a sign-in. No credential: the ticket, the state and the browser's cookie are it. Pages, not part of
 * the published document: no program calls them.
 */
@Controller(api('oauth'))
export class SignInController {
  constructor(
    private readonly signIns: SignInService,
    @Inject(PLATFORM_CONFIG) private readonly config: PlatformConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** The `connectUrl` of a session. */
  @Get('start/:ticket')
  @Public()
  async start(@Param('ticket') ticket: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    try {
      const { location, browser } = await this.signIns.leave(ticket, cookieOf(request));
      const secure = oauthAddress(this.config, '').startsWith('https:') ? '; Secure' : '';
      reply.header('set-cookie', `${COOKIE}=${browser}; Path=/api/v1/oauth; Max-Age=${COOKIE_SECONDS}; HttpOnly; SameSite=Lax${secure}`);
      reply.header('cross-origin-opener-policy', 'unsafe-none').code(302).header('location', location).send('');
    } catch (error) {
      this.fail(error, request, reply);
    }
  }

  /** Where providers send the browser back. */
  @Get('callback')
  @Public()
  async callback(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    try {
      const query = new URL(request.url, 'http://here').searchParams;
      const { id, connector, name } = await this.signIns.comeBack(query, cookieOf(request));
      this.page(reply, 200, { ok: true, connectionId: id, connector, message: `The account is connected as "${name}".` });
    } catch (error) {
      this.fail(error, request, reply);
    }
  }

  private fail(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const error = toEdgeError(thrown);
    const { status, fault } = errorFacts(error.code);
    if (fault === 'platform')
      this.logger.warn({ traceId: request.id, code: error.code, stack: error.stack }, 'a sign-in failed on our side');
    this.page(reply, status, { ok: false, code: error.code, message: error.message });
  }

  private page(reply: FastifyReply, status: number, result: SignInResult): void {
    const { html, contentSecurityPolicy } = signInPage(result, randomBytes(16).toString('base64'));
    // The opener's tie must hold for the message; the page shows nothing that could be framed or stolen.
    reply
      .header('cross-origin-opener-policy', 'unsafe-none')
      .header('content-security-policy', contentSecurityPolicy)
      .header('cache-control', 'no-store');
    reply.code(status).type('text/html; charset=utf-8').send(html);
  }
}

function cookieOf(request: FastifyRequest): string | undefined {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1);
}
