/** Runs one `migplan` command as a process of its own, as a person or a script would. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';

export const CLI = join(import.meta.dirname, '..', '..', 'server', 'cli.ts');

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Surroundings {
  readonly lang?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
}

/** Never rejects: how the command ended is what tests are about. */
export function migplan(
  values: readonly string[],
  { lang = 'en', env = {}, stdin = '' }: Surroundings = {},
): Promise<Ended> {
  const options = {
    env: { ...process.env, LC_ALL: lang, NO_COLOR: '1', ...env },
    maxBuffer: 256 * 1024 * 1024,
  };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [CLI, ...values], options, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err });
    });
    child.stdin?.end(stdin);
  });
}
