import { Module } from '@nestjs/common';
import { EventsService } from './events.service.js';
import { EventsStore } from './events.store.js';

@Module({ providers: [EventsStore, EventsService], exports: [EventsService] })
export class EventsModule {}
