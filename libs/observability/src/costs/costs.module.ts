import { Module } from '@nestjs/common';
import { CostsService } from './costs.service.js';
import { CostsStore } from './costs.store.js';

@Module({ providers: [CostsStore, CostsService], exports: [CostsService] })
export class CostsModule {}
