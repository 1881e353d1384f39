/** The demo's plan as it is run: the file with the ports of this run's servers, and the same with a mistake to be found. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoServers } from './servers.ts';

const DEMO_PLAN_FILE = join(import.meta.dirname, 'plan.migplan');

/** The text of the file with its two placeholders, 1143 and 1144, replaced. */
export function demoPlan(
  { source, target }: Pick<DemoServers, 'source' | 'target'>,
  file: string = DEMO_PLAN_FILE,
): string {
  return readFileSync(file, 'utf8')
    .replace('port 1143', `port ${source.port}`)
    .replace('port 1144', `port ${target.port}`);
}

/** An alias outside its mailbox's domain, which the policy forbids (MP501). */
export function withMistake(plan: string): string {
  return plan.replace('{ alias president@choir.example }', '{ alias president@school.example }');
}

/** A licence's name with a letter missing (MP101), which an editor offers to mend. */
export function withSlip(plan: string): string {
  return plan.replace('singer "Béla Szabó"', 'singr "Béla Szabó"');
}
