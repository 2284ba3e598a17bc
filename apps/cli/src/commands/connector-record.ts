import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isJsonObject, isPlatformError, type Credential, type JsonObject, type JsonValue } from '@patchbay/kernel';
import { createOutboundHttp } from '@patchbay/platform';
import { connectors } from '../../../../connectors/index.js';
import { CommandFailure, type CliContext } from '../cli-context.js';
import { runOnce, type ActionCall } from '../record/live-action.js';
import { recordingOf, type Recording } from '../record/recording.js';

export interface RecordOptions {
  /** File with the credential: `{ "type": "bearer", "token": "…", "metadata": { … } }`. */
  readonly credential: string;
  readonly input: string;
  readonly baseUrl?: string;
  /** File to write, in place of the connector's `replies/<noun>.json`. */
  readonly write?: string;
}

const MAX_ANSWER_BYTES = 10 * 1024 * 1024;

/** Calls one action of a live account and keeps what was said as a recording, without secrets and personal data. `root`: the checkout. */
export async function recordAction(context: CliContext, root: string, key: string, action: string, options: RecordOptions): Promise<void> {
  const entry = connectors.find((each) => each.key === key);
  const connector = await entry?.load();
  if (!entry || connector?.kind !== 'http')
    throw new CommandFailure(`There is no HTTP connector "${key}"; after a change of the code run: npm run build`);
  const { metadata, ...credential } = jsonOf(readText(options.credential), options.credential);
  const call: ActionCall = {
    connector,
    action,
    input: jsonOf(options.input, '--input'),
    credential: { credential: credential as unknown as Credential, metadata: isJsonObject(metadata) ? metadata : {}, source: 'stored' },
    ...(options.baseUrl === undefined ? {} : { baseUrl: options.baseUrl }),
  };
  const http = createOutboundHttp({ allow: options.baseUrl === undefined ? [] : ['127.0.0.0/8', '::1/128'] });
  try {
    const live = await runOnce(call, (request) => http.send({ ...request, maxResponseBytes: MAX_ANSWER_BYTES }));
    const { recording, replaced } = await recordingOf(call, live);
    const file = options.write ?? join(root, 'connectors', entry.folder, 'replies', `${action.split('.')[0]}.json`);
    keep(file, recording);
    context.print(file);
    context.tell(
      `${recording.exchanges.length} request(s) recorded, ${replaced} value(s) replaced. Read the file before you commit it, then: patchbay connector test ${key}`,
    );
  } catch (error) {
    if (isPlatformError(error)) throw new CommandFailure(`${connector.title} ${action}: ${error.message}`);
    throw error;
  } finally {
    await http.close();
  }
}

function readText(file: string): string {
  if (!existsSync(file)) throw new CommandFailure(`There is no file ${file}. It holds the credential: { "type": "bearer", "token": "…" }`);
  return readFileSync(file, 'utf8');
}

function jsonOf(text: string, where: string): JsonObject {
  let json: JsonValue;
  try {
    json = JSON.parse(text) as JsonValue;
  } catch {
    throw new CommandFailure(`${where} is no JSON.`);
  }
  if (isJsonObject(json)) return json;
  throw new CommandFailure(`${where} is no JSON object.`);
}

/** Takes the place of a recording of the same action and input, else goes to the end of the file. */
function keep(file: string, recording: Recording): void {
  const content = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Recording | Recording[]) : [];
  const others = [content]
    .flat()
    .filter((each) => each.action !== recording.action || JSON.stringify(each.input) !== JSON.stringify(recording.input));
  const all = [...others, recording];
  writeFileSync(file, `${JSON.stringify(all.length === 1 ? all[0] : all, null, 2)}\n`);
}
