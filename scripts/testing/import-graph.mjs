// The import graph of the code: who imports whom, and which files reach each other.
import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

export const lineOf = (source, node) => source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;

/** Imports and re-exports of a file. `target` is the file meant, when it is one of ours. */
export function importsOf(source, root) {
  const found = [];
  const add = (node, typeOnly, names = '') => {
    if (!node || !ts.isStringLiteral(node)) return;
    found.push({ specifier: node.text, typeOnly, names, line: lineOf(source, node), target: targetOf(source.fileName, node.text, root) });
  };
  const visit = (node) => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, Boolean(node.importClause?.isTypeOnly), node.importClause?.getText(source));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function targetOf(path, specifier, root) {
  const lib = /^@patchbay\/([a-z-]+)$/.exec(specifier)?.[1];
  if (lib) return `libs/${lib}/src/index.ts`;
  if (!specifier.startsWith('.')) return undefined;
  const base = relative(root, resolve(root, dirname(path), specifier))
    .replaceAll('\\', '/')
    .replace(/\.jsx?$/, '');
  return [`${base}.ts`, `${base}.tsx`, base, `${base}/index.ts`].find(
    (candidate) => /\.tsx?$/.test(candidate) && existsSync(join(root, candidate)),
  );
}

/** Every group of files that reach each other (Tarjan), each shown as its members in order. */
export function cyclesOf(files) {
  const [index, low, onStack, stack, cycles] = [new Map(), new Map(), new Set(), [], []];
  const connect = (path) => {
    index.set(path, index.size).get(path);
    low.set(path, index.get(path));
    onStack.add(path);
    stack.push(path);
    for (const next of files.get(path)?.imports ?? []) {
      if (!files.has(next)) continue;
      if (!index.has(next)) connect(next);
      if (onStack.has(next)) low.set(path, Math.min(low.get(path), low.get(next)));
    }
    if (low.get(path) !== index.get(path)) return;
    const group = stack.splice(stack.indexOf(path));
    group.forEach((member) => onStack.delete(member));
    if (group.length > 1 || files.get(path).imports.includes(path)) cycles.push(group);
  };
  for (const path of files.keys()) if (!index.has(path)) connect(path);
  return cycles;
}

/** Sizes of the non-test files. */
export function sizesOf(files) {
  const lines = [...files.values()]
    .filter(({ test }) => !test)
    .map((file) => file.lines)
    .sort((a, b) => a - b);
  const at = (share) => lines[Math.min(lines.length - 1, Math.floor(lines.length * share))] ?? 0;
  return { files: lines.length, lines: lines.reduce((sum, each) => sum + each, 0), median: at(0.5), p90: at(0.9), max: lines.at(-1) ?? 0 };
}
