/**
 * The demo's two servers and its plan, with a slip to be found, for whoever walks through it by hand: in an editor, or with commands of
 * one's own. They last as long as stdin is open, so that they end with the window that wanted them, and take the folder with them.
 * Arguments: the file of the plan as it is kept, where it is not beside this one.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoPlan, withSlip } from './demo-plan.ts';
import { startDemoServers } from './servers.ts';

const servers = await startDemoServers();
const folder = mkdtempSync(join(tmpdir(), 'migplan-demo-'));
const plan = join(folder, 'plan.migplan');
writeFileSync(plan, withSlip(demoPlan(servers, process.argv[2])));
process.stdout.write(`${JSON.stringify({ plan })}\n`);

async function stop(): Promise<void> {
  await servers.stop();
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
}

process.stdin.on('end', stop).on('error', stop).resume();
process.on('SIGINT', stop).on('SIGTERM', stop);
