/**
 * This engine, twice: as people start it, with plan and command line, and its copy alone in a process. Both are bundled from
 * the sources, or taken from a folder that holds another build.
 */
import { execFileSync, execSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command, CopyTask, Mailbox, Tool } from './copy-task.ts';

const ONCE = fileURLToPath(new URL('engine-once.ts', import.meta.url));
const LIMIT = fileURLToPath(new URL('limit.ts', import.meta.url));
const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const SECRET = 'BENCH_MASTER_PASSWORD';

/** `isReadable`: functions keep their names, for a profile. */
export function buildEngine(folder: string, isReadable: boolean): void {
  const options = { cwd: ROOT, stdio: 'inherit' } as const;
  const minify = `--minify=${!isReadable}`;
  execSync(`npm run --silent build:cli -- "--outdir=${folder}" ${minify}`, options);
  // As in the package: Node need not try out what kind of modules these are.
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const require = "import{createRequire}from'node:module';const require=createRequire(import.meta.url);";
  const bundle = ['--bundle', '--platform=node', '--target=node22', '--format=esm', minify];
  const into = [`--outfile=${join(folder, 'engine-once.js')}`, `--banner:js=${require}`];
  const esbuild = join(ROOT, 'node_modules', '.bin', 'esbuild');
  execFileSync(esbuild, [ONCE, ...bundle, '--log-level=warning', ...into], options);
}

/** `build`: a folder with `cli.js`, and `engine-once.js` for the copy alone. CPU profiles of both go to `profiles`. */
export function engineTools(build: string, profiles: string | undefined): readonly Tool[] {
  const profiled = profiles === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profiles}`];
  const has = (file: string) => (existsSync(join(build, file)) ? process.version : undefined);
  return [
    {
      name: 'engine',
      title: 'migplan run',
      version: () => has('cli.js'),
      commands: (task) => [command([...profiled, join(build, 'cli.js'), ...runArguments(task)], task)],
    },
    {
      name: 'bare',
      title: 'its copy alone',
      version: () => has('engine-once.js'),
      commands: (task) => [command([...profiled, join(build, 'engine-once.js'), JSON.stringify(task)], task)],
    },
  ];
}

/** What a client without any understanding reaches: folder after folder, as whoever keeps records must, and all asked at once. */
export const limitTools: readonly Tool[] = (
  [
    ['limit', 'bare sockets, the limit'],
    ['pipelined', 'bare, all at once'],
  ] as const
).map(([name, title]) => ({
  name,
  title,
  version: () => process.version,
  commands: (task) => [command([LIMIT, JSON.stringify(task), name], task)],
  scenes: ['A full', 'B, 4 at once', 'L full'],
}));

function command(args: readonly string[], { master }: CopyTask): Command {
  return { command: process.execPath, args, env: { [SECRET]: master.password } };
}

function runArguments(task: CopyTask): string[] {
  mkdirSync(task.state, { recursive: true });
  writeFileSync(join(task.state, 'plan.migplan'), planText(task));
  const phase = task.phase === 'first' ? 'stage' : 'delta';
  const chosen = ['--lot', 'all', '--phase', phase, '--parallel', String(task.atOnce)];
  return ['run', task.state, ...chosen, '--yes', '--format', 'json'];
}

function planText({ source, target, master, mailboxes }: CopyTask): string {
  return [
    'plan "Bench" { source old; target new }',
    endpoint('old', source.port, master.name),
    endpoint('new', target.port, master.name),
    'domain bench.example',
    'lot all "All of them" { date 2027-03-08; domain bench.example }',
    ...mailboxes.map(({ user }: Mailbox) => `mailbox ${user}`),
    '',
  ].join('\n');
}

const endpoint = (name: string, port: number, master: string): string => `endpoint ${name} dovecot {
  host 127.0.0.1 port ${port} plain
  login master "${master}" separator "*" secret env ${SECRET}
}`;
