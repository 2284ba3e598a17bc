// Carries out a Dockerfile's steps without an engine: each stage is a folder that stands for the root of its file system.
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, matchesGlob, posix } from 'node:path';
import { run } from '../prepare/run.mjs';

/**
 * In: parsed stages, the folder to work in, the context's files, and the environment of the commands. Out: the last stage as it would run:
 * `workdir`, `env`, `command`, `health` and `user`, with all paths in it real.
 */
export async function buildImage({ stages, folder, context, env, tell }) {
  const known = stages.flatMap(({ steps }) => steps.filter(({ instruction }) => instruction === 'WORKDIR' || instruction === 'VOLUME'));
  const paths = [...new Set(known.map(({ text }) => text))];
  const built = new Map();
  for (const { name, steps } of stages) {
    const stage = new Stage({ root: join(folder, name), paths, built, context, env });
    for (const step of steps) {
      tell(`${name}: ${step.instruction} ${step.text}`);
      await stage.carryOut(step);
    }
    built.set(name, stage);
  }
  return built.get(stages.at(-1).name);
}

class Stage {
  env = {};
  workdir = '/';
  user = 'root';

  constructor({ root, paths, built, context, env }) {
    this.root = root;
    this.built = built;
    this.context = context;
    this.outerEnv = env;
    mkdirSync(root, { recursive: true });
    // The folders the Dockerfile itself names are the only absolute paths its commands may use.
    this.absolute = new RegExp(`(?<=^|[\\s='":])(?=(?:${paths.join('|')})(?:[/\\s'":]|$))`, 'g');
  }

  /** Where a path of the image is. */
  real(path) {
    return join(this.root, posix.resolve(this.workdir, path));
  }

  /** A command's text with the image's own folders made real. */
  located(text) {
    return text.replaceAll(this.absolute, this.root);
  }

  get environment() {
    return { ...this.outerEnv, ...Object.fromEntries(Object.entries(this.env).map(([name, value]) => [name, this.located(value)])) };
  }

  async carryOut({ instruction, flags, text, words }) {
    if (instruction === 'WORKDIR') mkdirSync(this.real((this.workdir = text)), { recursive: true });
    else if (instruction === 'COPY') this.copy(flags, text.split(/\s+/));
    else if (instruction === 'RUN') await this.run(text);
    else if (instruction === 'ENV') for (const [, name, value] of text.matchAll(/(\w+)=(\S+)/g)) this.env[name] = value;
    else if (instruction === 'USER') this.user = text;
    else if (instruction === 'CMD') this.command = words;
    else if (instruction === 'HEALTHCHECK') this.health = words;
  }

  copy({ from, ...unknown }, names) {
    if (Object.keys(unknown).length > 0) throw new Error(`COPY: flags not known here: ${Object.keys(unknown).join(', ')}`);
    const target = names.at(-1);
    for (const name of names.slice(0, -1)) {
      if (from === undefined) this.copyContext(name, target);
      else {
        const source = this.built.get(from).real(name);
        copyTree(source, this.destination(target, source));
      }
    }
  }

  /** A folder's content goes into the target; a file too, if the target ends in a slash. */
  destination(target, source) {
    return target.endsWith('/') && statSync(source).isFile() ? join(this.real(target), basename(source)) : this.real(target);
  }

  copyContext(name, target) {
    const { root, files } = this.context;
    const wanted = name === '.' ? files : files.filter((file) => file === name);
    if (wanted.length === 0) throw new Error(`COPY: the context has no ${name}`);
    for (const file of wanted) copyTree(join(root, file), join(this.real(target), name === '.' ? file : basename(file)));
  }

  async run(text) {
    const { code, output } = await run('sh', ['-c', this.located(text)], { cwd: this.real('.'), env: this.environment });
    if (code !== 0) throw new Error(`RUN ${text}\n${output}\nended with ${code}`);
  }
}

function copyTree(source, target) {
  mkdirSync(dirname(target), { recursive: true });
  cpSync(source, target, { recursive: true, verbatimSymlinks: true });
}

/** What an engine would be given: the files git knows of, without those of .dockerignore. */
export async function contextOf(root) {
  const { code, output } = await run('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root });
  if (code !== 0) throw new Error(`git ls-files: ${output}`);
  const ignored = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n').filter(Boolean);
  const isIgnored = (file) => ignored.some((pattern) => matchesGlob(file, pattern) || matchesGlob(file, `${pattern}/**`));
  return { root, files: output.split('\n').filter((file) => file !== '' && existsSync(join(root, file)) && !isIgnored(file)) };
}

/** Takes the right to write away from everything below a folder: in a container these files are root's. Out: their size in bytes. */
export function sealTree(folder) {
  let bytes = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) bytes += sealTree(path);
    else if (entry.isFile()) bytes += statSync(path).size;
    if (!entry.isSymbolicLink()) chmodSync(path, statSync(path).mode & ~0o222);
  }
  return bytes;
}
