import { database, defineDataConnector } from '@patchbay/connector-sdk';
import { rowActions } from './actions/rows.action.js';
import { sqlActions } from './actions/sql.action.js';
import { mysqlDriver } from './mysql-driver.js';

export default defineDataConnector({
  key: 'mysql',
  title: 'MySQL and MariaDB',
  category: 'database',
  description: 'Rows, queries, transactions and the catalogue of a MySQL or MariaDB database.',
  docs: 'https://dev.mysql.com/doc/refman/8.4/en/sql-statements.html',
  auth: database({ schemes: ['mysql', 'mariadb'], example: 'mysql://user:password@db.example.com:3306/app?ssl-mode=VERIFY_IDENTITY' }),
  driver: mysqlDriver,
  actions: [...rowActions, ...sqlActions],
});
