import { database, defineDataConnector } from '@patchbay/connector-sdk';
import { rowActions } from './actions/rows.action.js';
import { sqlActions } from './actions/sql.action.js';
import { tableActions } from './actions/table.action.js';
import { pgDriver } from './pg-driver.js';

export default defineDataConnector({
  key: 'postgresql',
  title: 'PostgreSQL',
  category: 'database',
  description: 'Rows, queries, transactions and the catalogue of a PostgreSQL database.',
  docs: 'https://www.postgresql.org/docs/current/sql.html',
  auth: database({
    schemes: ['postgres', 'postgresql'],
    example: 'postgresql://user:password@db.example.com:5432/app?sslmode=verify-full',
  }),
  driver: pgDriver,
  actions: [...rowActions, ...sqlActions, ...tableActions],
});
