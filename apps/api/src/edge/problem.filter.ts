import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { PlatformError } from '@patchbay/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemAnswerer } from './problem-answer.js';
import type { WebApp } from '../web/web-app.js';
import { RouteTable } from './route-table.js';

/** Every error Nest sees as a problem document; an unknown address may also be a page of the web app. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly answerer: ProblemAnswerer,
    private readonly routes: RouteTable,
    private readonly web: WebApp | undefined,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    if (thrown instanceof HttpException && thrown.getStatus() === 404 && request.is404) this.answerUnknown(request, reply);
    else this.answerer.answer(thrown, request, reply);
  }

  private answerUnknown(request: FastifyRequest, reply: FastifyReply): void {
    const allowed = this.routes.methodsAt(request.url);
    if (allowed.length > 0) {
      reply.header('allow', allowed.join(', '));
      this.answerer.answer(new PlatformError('method_not_allowed', `Use ${allowed.join(' or ')} here.`), request, reply);
    } else if (this.web?.isPage(request)) {
      this.web.send(reply);
    } else {
      this.answerer.answer(new PlatformError('not_found', 'There is nothing at this path.'), request, reply);
    }
  }
}
