// Builds the OpenTelemetry collector that the suite checks otel-collector.yaml with, once, into .cache/: node scripts/testing/build-collector.mjs
// Needs Go; takes some minutes. Without it that suite is skipped by name.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hint, ROOT } from '../prepare/paths.mjs';
import { main } from '../prepare/prepare.mjs';

/** Components and their providers are released together; the providers have passed 1.0. */
const VERSION = '0.150.0';
const PROVIDERS_VERSION = '1.56.0';
const CORE = 'go.opentelemetry.io/collector';
const CONTRIB = 'github.com/open-telemetry/opentelemetry-collector-contrib';

const MODULES = {
  receivers: [`${CORE}/receiver/otlpreceiver`],
  processors: [
    `${CORE}/processor/batchprocessor`,
    `${CORE}/processor/memorylimiterprocessor`,
    `${CONTRIB}/processor/tailsamplingprocessor`,
    `${CONTRIB}/processor/redactionprocessor`,
  ],
  exporters: [`${CORE}/exporter/debugexporter`, `${CORE}/exporter/otlphttpexporter`],
};
const PROVIDERS = ['envprovider', 'fileprovider', 'yamlprovider'].map((name) => `${CORE}/confmap/provider/${name}`);

await main(async () => {
  const folder = join(ROOT, '.cache', 'otelcol');
  const program = join(folder, `otelcol-${VERSION}`);
  if (existsSync(program)) return void process.stdout.write(`${program} is there already.\n`);
  if (spawnSync('go', ['version']).status !== 0) throw new Hint('Go is not on the PATH; the collector cannot be built here.');
  const work = mkdtempSync(join(tmpdir(), 'patchbay-otelcol-'));
  try {
    writeFileSync(join(work, 'builder.yaml'), manifest(join(work, 'out')));
    run('go', ['install', `${CORE}/cmd/builder@v${VERSION}`], { GOBIN: work });
    run(join(work, 'builder'), ['--config', join(work, 'builder.yaml')]);
    mkdirSync(folder, { recursive: true });
    copyFileSync(join(work, 'out', 'otelcol'), program);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  process.stdout.write(`${program}\n`);
});

/** What the builder makes: nothing but what otel-collector.yaml names. */
function manifest(output) {
  const list = (modules, version) => modules.map((module) => `  - gomod: ${module} v${version}`).join('\n');
  const parts = Object.entries(MODULES).map(([kind, modules]) => `${kind}:\n${list(modules, VERSION)}`);
  return [
    `dist:\n  name: otelcol\n  output_path: ${output}\n  version: ${VERSION}`,
    ...parts,
    `providers:\n${list(PROVIDERS, PROVIDERS_VERSION)}`,
    '',
  ].join('\n');
}

function run(command, args, env = {}) {
  const { status } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, GOFLAGS: '-buildvcs=false', ...env } });
  if (status !== 0) throw new Hint(`${command} ${args.join(' ')} ended with ${status}.`);
}
