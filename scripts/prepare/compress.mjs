import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** What compresses: texts. Below a packet's size nothing is won. */
const TEXTS = /\.(js|css|html|svg|json)$/;
const MIN_BYTES = 1_400;
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

/** Puts `.br` and `.gz` beside every larger text below a folder: the server hands them out as they are, and compresses nothing itself. */
export async function compressFiles(folder) {
  const paths = readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name)));
  await Promise.all(paths.filter((path) => TEXTS.test(path)).map(compressFile));
}

async function compressFile(path) {
  const text = await readFile(path);
  if (text.length < MIN_BYTES) return;
  await Promise.all([
    promisify(brotliCompress)(text, BROTLI).then((packed) => writeFile(`${path}.br`, packed)),
    promisify(gzip)(text, { level: 9 }).then((packed) => writeFile(`${path}.gz`, packed)),
  ]);
}
