// The architecture as a test: one-way imports, cycles, sizes, forbidden names and calls. Run by `npm test`; `--report` adds the sizes.
// Each rule has a fix in words; what a rule is for stands in CONTRIBUTING.md.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { cyclesOf, importsOf, lineOf, sizesOf } from './testing/import-graph.mjs';
import { ROOT } from './prepare/paths.mjs';

/** Left may not import right; `connector-sdk` and `simulator` stand beside `platform`: the kernel alone is below them, and the SDK below the simulator. */
const LAYERS = [
  'kernel',
  'connector-sdk',
  'simulator',
  'platform',
  'observability',
  'workspaces',
  'contacts',
  'connections',
  'http-connectors',
  'registry',
  'executions',
  'router',
  'workflows',
  'marketplace',
  'agents',
];
const KERNEL_ONLY = new Set(['connector-sdk', 'platform']);
const MAX_FILE_LINES = 400;
const MAX_FUNCTION_LINES = 60;
/** A component is mostly markup: one line a property, nested. */
const MAX_COMPONENT_LINES = 120;
/** Written by a program, read by nobody. */
const GENERATED = new Set(['apps/web/src/api/schema.ts']);
const MAX_CONSTRUCTOR_PARAMETERS = 6;
const CODE_FOLDERS = ['apps', 'libs', 'connectors', 'migrations'];
const TEXT_FOLDERS = [...CODE_FOLDERS, 'scripts', 'bench', 'bin', 'docker', 'docs', '.github', '.ci'];
const SKIPPED = new Set(['node_modules', 'dist', 'replies', '.cache', 'coverage']);
const FORBIDDEN_NAME = /^(utils?|helpers?|common|types?|misc|manager|base)\.[a-z.]+$|[.-](utils?|helpers?|manager)\.tsx?$|^base\./;
const MACHINE_PATH = /(?<![\w.~$})/])(?:\/(?:home|Users)\/[a-z]\w*\/|\/root\/|\/work\/|[A-Z]:\\Users\\)/;

const isTest = (path) => /\.spec\.tsx?$|\.e2e-spec\.tsx?$|\/test\/|^libs\/testing\//.test(path);
const libOf = (path) => /^libs\/([^/]+)\//.exec(path)?.[1];
const providerOf = (path) => /^connectors\/([^/]+\/[^/]+)\//.exec(path)?.[1];

/** In: the folder of a project. Out: what breaks a rule, and lines and imports of every code file. Paths are relative, with slashes. */
export function checkHouse(root = ROOT) {
  const paths = [...TEXT_FOLDERS.flatMap((folder) => walk(root, folder)), ...walk(root, '.', false)];
  const problems = [];
  const files = new Map();
  for (const path of paths) {
    const text = readFileSync(join(root, path), 'utf8');
    const report = (rule, line, fix) => problems.push({ path, line, rule, fix });
    checkText(path, text, report);
    if (!/\.tsx?$/.test(path) || path.endsWith('.d.ts') || !CODE_FOLDERS.includes(path.split('/')[0])) continue;
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
    const imports = importsOf(source, root);
    files.set(path, { lines: lineCount(text), imports: imports.map(({ target }) => target).filter(Boolean), test: isTest(path) });
    for (const each of imports) checkImport(path, each, report);
    checkCode(path, source, report);
  }
  for (const cycle of cyclesOf(files)) {
    problems.push({
      path: cycle[0],
      line: 1,
      rule: 'import cycle',
      fix: `${cycle.join(' → ')} → …: move what both need below them, or turn one way into a port or an event`,
    });
  }
  return { problems: problems.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line)), files };
}

function walk(root, folder, deep = true) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '.' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return deep && !SKIPPED.has(entry.name) ? walk(root, path) : [];
    return /\.(tsx?|m?js|json|md|ya?ml|css|html|sql|example)$|^\.ci\/|Dockerfile/.test(path) && entry.name !== 'package-lock.json'
      ? [path]
      : [];
  });
}

const lineCount = (text) => text.split('\n').length - (text.endsWith('\n') ? 1 : 0);

function checkText(path, text, report) {
  const name = path.split('/').at(-1);
  if (/\.(tsx?|m?js)$/.test(path) && !GENERATED.has(path) && lineCount(text) > MAX_FILE_LINES)
    report('file too long', MAX_FILE_LINES + 1, `${lineCount(text)} lines; split it by what it does, at most ${MAX_FILE_LINES}`);
  if (FORBIDDEN_NAME.test(name))
    report('forbidden file name', 1, 'name the file after the one thing it exports; a bag of everything collects the whole house');
  if (path === 'scripts/house-rules.spec.ts') return;
  text.split('\n').forEach((line, index) => {
    if (MACHINE_PATH.test(line))
      report('machine path', index + 1, 'write a path relative to the project, or take it from the configuration');
    if (/@ts-(ignore|nocheck)\b/.test(line) && /\.tsx?$/.test(path))
      report('type check switched off', index + 1, 'fix the type; a test may say @ts-expect-error with the reason');
  });
}

function checkImport(path, { specifier, line, target, typeOnly, names }, report) {
  const [from, to] = [libOf(path), target && libOf(target)];
  if (/^@patchbay\/[^/]+\//.test(specifier))
    report('deep import', line, 'import from the library itself; what is not in its index.ts is not for others');
  if (/^(\.\.\/){3,}/.test(specifier) && from && (to || !target))
    report('far import', line, 'at most two ../ inside a library; move the files closer or import another library by its name');
  const client = specifier === 'undici' || (/^node:https?$/.test(specifier) && /\b(request|get|Agent)\b|^[^{]/.test(names));
  if (client && !typeOnly && !isTest(path) && !path.startsWith('libs/platform/src/http/')) {
    report('call past the egress guard', line, 'use the OutboundHttp port of the kernel');
  }
  if (!target) return;
  if (from && from === to && target === `libs/${to}/src/index.ts` && !isTest(path))
    report('own barrel', line, 'import the file itself, not the own index.ts');
  if (from && to && from !== to && specifier.startsWith('.')) report('deep import', line, `import from '@patchbay/${to}'`);
  if (target.startsWith('apps/') && !path.startsWith('apps/')) report('layer', line, 'libraries and connectors know no app');
  if (isTest(path)) return;
  if (target.startsWith('migrations/') && !path.startsWith('migrations/') && from !== 'platform')
    report('layer', line, 'only the platform runs migrations');
  if (to === 'testing') return report('layer', line, 'libs/testing is for tests only');
  if (target.startsWith('connectors/') && !path.startsWith('connectors/') && !path.startsWith('apps/'))
    report('layer', line, 'only the apps import connectors; take a port and let the app hand them in');
  const plays = path.endsWith('.simulator.ts') && to === 'simulator';
  if (path.startsWith('connectors/') && to && to !== 'connector-sdk' && to !== 'kernel' && !plays)
    report('layer', line, 'a connector knows the connector-sdk alone, and its `.simulator.ts` the simulator');
  if (providerOf(path) && providerOf(target) && providerOf(path) !== providerOf(target))
    report('layer', line, 'one provider, one folder: nothing of another provider is needed');
  if (from && to && from !== to && !mayImport(from, to))
    report('layer', line, `libs/${from} stands below libs/${to}; turn the need into a port or an event, or move the code`);
}

function mayImport(from, to) {
  if (from === 'testing') return true;
  if (KERNEL_ONLY.has(from)) return to === 'kernel';
  if (from === 'simulator') return to === 'kernel' || to === 'connector-sdk';
  // Only what runs a simulator knows it: the apps.
  if (to === 'simulator') return false;
  return LAYERS.includes(from) && LAYERS.includes(to) && LAYERS.indexOf(to) < LAYERS.indexOf(from);
}

function checkCode(path, source, report) {
  const test = isTest(path);
  const cli = path.startsWith('apps/cli/');
  const configured = path.startsWith('libs/platform/src/config/') || /^apps\/[^/]+\/(src\/main\.ts|[^/]+\.config\.ts)$/.test(path);
  const visit = (node) => {
    const line = lineOf(source, node);
    if (node.kind === ts.SyntaxKind.AnyKeyword) report('any', line, 'say what it is; `unknown` when it is not known yet');
    if (ts.isExportDeclaration(node) && !node.exportClause) report('export *', line, 'name what is exported');
    if (isFunction(node)) checkFunction(path, source, node, report);
    if (ts.isPropertyAccessExpression(node)) {
      const text = `${node.expression.getText(source)}.${node.name.text}`;
      if (text.startsWith('console.') && !cli) report('console', line, 'use the injected LOGGER');
      if (text === 'process.env' && !test && !configured)
        report('process.env', line, 'read the environment in libs/platform/src/config and inject PLATFORM_CONFIG');
    }
    if (
      ts.isCallExpression(node) &&
      /^(globalThis\.)?fetch$/.test(node.expression.getText(source)) &&
      !test &&
      !path.startsWith('apps/web/') &&
      !path.startsWith('libs/platform/src/http/')
    ) {
      report('call past the egress guard', line, 'use the OutboundHttp port of the kernel');
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
}

const isFunction = (node) => ts.isFunctionLike(node) && 'body' in node && node.body !== undefined;

function checkFunction(path, source, node, report) {
  const lines = source.getLineAndCharacterOfPosition(node.end).line - source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
  // Tests are stories and migrations are SQL: their length is not the length of a thought.
  const most = path.endsWith('.tsx') ? MAX_COMPONENT_LINES : MAX_FUNCTION_LINES;
  if (lines > most && !isTest(path) && !path.startsWith('migrations/'))
    report('function too long', lineOf(source, node), `${lines} lines; give its parts names, at most ${most}`);
  if (ts.isConstructorDeclaration(node) && node.parameters.length > MAX_CONSTRUCTOR_PARAMETERS) {
    report(
      'too many constructor parameters',
      lineOf(source, node),
      `${node.parameters.length} of at most ${MAX_CONSTRUCTOR_PARAMETERS}; the class does several things`,
    );
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { problems, files } = checkHouse();
  for (const { path, line, rule, fix } of problems) process.stdout.write(`${path}:${line}  ${rule}: ${fix}\n`);
  if (process.argv.includes('--report'))
    process.stdout.write(
      `${Object.entries(sizesOf(files))
        .map(([name, value]) => `${name} ${value}`)
        .join(', ')}\n`,
    );
  process.stdout.write(problems.length === 0 ? 'The house rules hold.\n' : `${problems.length} broken house rule(s).\n`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
