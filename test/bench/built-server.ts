/** The language server as it is delivered, bundled from the sources as they are now, in a folder that goes with it. */
import { execSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { planFolder } from './plan-folder.ts';

export interface BuiltServer extends Disposable {
  readonly script: string;
}

export function builtServer(): BuiltServer {
  const folder = planFolder([]);
  const script = join(folder.path, 'server.js');
  const cwd = fileURLToPath(new URL('../..', import.meta.url));
  execSync(`npm run --silent build:server -- "--outdir=${folder.path}"`, { cwd, stdio: 'inherit' });
  return { script, [Symbol.dispose]: () => folder[Symbol.dispose]() };
}
