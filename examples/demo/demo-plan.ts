/** The demo's plan as it is run: the file with the ports of this run's servers, and the same with a mistake to be found. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoServers } from './servers.ts';

const DEMO_PLAN_FILE = join(import.meta.dirname, 'plan.migplan');

/** The file's text with its two placeholders, 1143 and 1144, replaced. */
export function demoPlan({ source, target }: Pick<DemoServers, 'source' | 'target'>): string {
  return readFileSync(DEMO_PLAN_FILE, 'utf8')
    .replace('port 1143', `port ${source.port}`)
    .replace('port 1144', `port ${target.port}`);
}

/** An alias outside its mailbox's domain, which the policy forbids (MP501). */
export function withMistake(plan: string): string {
  return plan.replace('{ alias president@choir.example }', '{ alias president@school.example }');
}
