import { database, defineDataConnector } from '@patchbay/connector-sdk';
import { commandActions } from './actions/command.action.js';
import { hashActions } from './actions/hash.action.js';
import { keyActions } from './actions/key.action.js';
import { listActions } from './actions/list.action.js';
import { valueActions } from './actions/value.action.js';
import { redisDriver } from './redis-driver.js';

export default defineDataConnector({
  key: 'redis',
  title: 'Redis',
  category: 'database',
  description: 'Values, hashes, lists, keys, commands and transactions of a Redis or Valkey server.',
  docs: 'https://redis.io/docs/latest/commands/',
  auth: database({ schemes: ['redis', 'rediss'], example: 'rediss://user:password@cache.example.com:6379/0' }),
  driver: redisDriver,
  actions: [...valueActions, ...hashActions, ...listActions, ...keyActions, ...commandActions],
});
