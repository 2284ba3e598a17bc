// A process of its own that asks for credentials, as an API or worker process does. Told what to do by lines of JSON on stdin; answers by lines on stdout.
import { createInterface } from 'node:readline';
import { isPlatformError, type WorkspaceId } from '@patchbay/kernel';
import { parseSealingKeys, PgDatabase, Sealer } from '@patchbay/platform';
import { pino } from 'pino';
import { acmeAuth, composeConnections, CONNECTOR, FAST } from './composed-connections.js';

const [ownerUrl = '', keys = '', providerUrl = '', timings = ''] = process.argv.slice(2);
const database = new PgDatabase({ ownerUrl, logger: pino({ level: 'silent' }), poolSize: 5 });
const connections = await composeConnections({
  database,
  sealer: new Sealer(parseSealingKeys(keys)),
  auth: acmeAuth(providerUrl),
  timings: timings === '' ? FAST : (JSON.parse(timings) as typeof FAST),
});

interface Order {
  readonly workspaceId: WorkspaceId;
  readonly connectionId: string;
  readonly callers: number;
}

async function ask({ workspaceId, connectionId }: Order): Promise<string> {
  try {
    const found = await connections.credentials.find({ workspaceId, connector: CONNECTOR, connectionId });
    const credential = found?.resolved.credential;
    return credential?.type === 'oauth2' ? credential.accessToken : 'none';
  } catch (error) {
    return isPlatformError(error) ? `error:${error.code}` : `error:${String(error)}`;
  }
}

const say = (line: unknown): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const order = JSON.parse(line) as Order;
    void Promise.all(Array.from({ length: order.callers }, () => ask(order))).then((answers) => say({ answers }));
  })
  .on('close', () => void connections.close().then(() => database.close()));
say({ ready: true });
