import { Controller, HttpCode, Optional, Post, Req } from '@nestjs/common';
import { NangoWebhooks } from '@patchbay/connections';
import { PlatformError } from '@patchbay/kernel';
import type { FastifyRequest } from 'fastify';
import { Public } from '../access/access.decorator.js';
import { api } from '../edge/api-path.js';
import { rawBodyOf } from '../edge/raw-body.js';

/** What Nango sends us. No credential: the signature over the body as it arrived is it. Not part of the published document: no caller of ours calls it. */
@Controller(api('webhooks'))
export class NangoWebhookController {
  constructor(@Optional() private readonly webhooks?: NangoWebhooks) {}

  @Post('nango')
  @HttpCode(204)
  @Public()
  async nango(@Req() request: FastifyRequest): Promise<void> {
    if (!this.webhooks) throw new PlatformError('not_found', 'This server has no Nango: NANGO_HOST is not set.');
    const signature = request.headers['x-nango-hmac-sha256'];
    await this.webhooks.take(rawBodyOf(request), typeof signature === 'string' ? signature : undefined);
  }
}
