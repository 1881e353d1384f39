/** A window that starts a run of a lot of the plan in a folder, tells its process, and is gone the moment after. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startRun } from '../../client/features/run/started-run.ts';
import { migplanProcess } from '../../client/infrastructure/migplan-process.ts';
import { CLI } from './migplan.ts';

const [folder = '', lot = ''] = process.argv.slice(2);
const migplan = migplanProcess({ script: CLI, language: () => 'en', log: () => undefined });
const path = join(folder, 'plan.migplan');
const values = ['run', path, '--lot', lot, '--yes'];
const plan = pathToFileURL(path).href;
startRun(
  { migplan, log: { info: () => undefined } as never },
  { folder, plan, lot, phase: 'all', values, secrets: { 'env UNUSED': 'hunter2' } },
  async () => undefined,
);
process.exit(0);
