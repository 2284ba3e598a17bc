import { database, defineDataConnector } from '@patchbay/connector-sdk';
import { collectionActions } from './actions/collection.action.js';
import { readActions } from './actions/read.action.js';
import { writeActions } from './actions/write.action.js';
import { mongoDriver } from './mongo-driver.js';

export default defineDataConnector({
  key: 'mongodb',
  title: 'MongoDB',
  category: 'database',
  description: 'Documents, aggregations, bulk writes and collections of a MongoDB database.',
  docs: 'https://www.mongodb.com/docs/manual/reference/command/',
  auth: database({ schemes: ['mongodb', 'mongodb+srv'], example: 'mongodb+srv://user:password@cluster.example.com/app' }),
  driver: mongoDriver,
  actions: [...readActions, ...writeActions, ...collectionActions],
});
