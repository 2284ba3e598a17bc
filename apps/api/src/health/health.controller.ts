import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Public } from '../access/access.decorator.js';
import { api } from '../edge/api-path.js';
import { Operation } from '../openapi/operation.decorator.js';
import { choice, shape } from '../openapi/schemas.js';
import { HealthService, type Readiness } from './health.service.js';

const tag = 'Health';
const ALIVE = shape({ status: choice(['ok']) });
const STATES = { type: 'object', additionalProperties: choice(['up', 'down']) };
const READY = shape({ status: choice(['ok', 'unavailable']), checks: STATES, 'sources?': STATES });
const EXAMPLE = { status: 'ok', checks: { database: 'up', queue: 'up' } };

/** For load balancers and orchestrators; served with and without the API prefix. */
@Controller(['health', api('health')])
@Public()
export class HealthController {
  constructor(private readonly health: HealthService) {}

  @Get()
  @Operation({
    tag,
    summary: 'Health of the process and of what it needs',
    description: 'Answers 503 with the same body when something is down.',
    answer: READY,
    otherAnswers: { 503: READY },
    example: EXAMPLE,
  })
  overall(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    return this.ready(reply);
  }

  @Get('live')
  @Operation({ tag, summary: 'The process runs', answer: ALIVE, example: { status: 'ok' } })
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  @Operation({
    tag,
    summary: 'The process can take work',
    description: 'Answers 503 with the same body when something is down.',
    answer: READY,
    otherAnswers: { 503: READY },
    example: EXAMPLE,
  })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const readiness = await this.health.readiness();
    if (readiness.status !== 'ok') reply.code(503).header('retry-after', '1');
    return readiness;
  }
}
