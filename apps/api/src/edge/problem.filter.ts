import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { PlatformError } from '@patchbay/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemAnswerer } from './problem-answer.js';
import { RouteTable } from './route-table.js';

/** Every error Nest sees, its own 404 included, as a problem document. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly answerer: ProblemAnswerer,
    private readonly routes: RouteTable,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    if (thrown instanceof HttpException && thrown.getStatus() === 404 && request.is404) {
      const allowed = this.routes.methodsAt(request.url);
      if (allowed.length > 0) {
        reply.header('allow', allowed.join(', '));
        this.answerer.answer(new PlatformError('method_not_allowed', `Use ${allowed.join(' or ')} here.`), request, reply);
        return;
      }
    }
    this.answerer.answer(thrown, request, reply);
  }
}
