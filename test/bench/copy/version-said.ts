/** What version of a program is installed, by its own words. */
import { spawnSync } from 'node:child_process';

/** Undefined where there is no such program. */
export function versionSaid(command: string, args: readonly string[], pattern: RegExp): string | undefined {
  const { error, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', timeout: 20_000 });
  if (error) return undefined;
  return pattern.exec(`${stdout}${stderr}`)?.[1] ?? 'of unknown version';
}
