/** Runs one `migplan` command as a process of its own, as a person or a script would. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { clockAt } from './fixed-clock.ts';

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
  /** The instant that its clock stands still at; the real time where none is given. */
  readonly now?: string;
}

/** Never rejects: how the command ended is what tests are about. */
export function migplan(
  values: readonly string[],
  { lang = 'en', env = {}, stdin = '', now }: Surroundings = {},
): Promise<Ended> {
  const options = {
    env: { ...process.env, LC_ALL: lang, NO_COLOR: '1', ...env },
    maxBuffer: 256 * 1024 * 1024,
  };
  const clock = now === undefined ? [] : clockAt(now);
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [...clock, CLI, ...values], options, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err });
    });
    child.stdin?.end(stdin);
  });
}
