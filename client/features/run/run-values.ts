/**
 * The command line of a run. What a person has agreed to is kept beside the plan for it: it runs that and nothing else, and is refused
 * where the plan or the target is no longer as it was looked at. A comparison changes nothing, and nobody agrees to it.
 */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LotArguments } from '../../../server/protocol.ts';
import { folderOf, pathOf } from '../../infrastructure/pick-plan.ts';

export interface Asked extends LotArguments {
  readonly phase?: string;
}

/** How a run looks at the target before the person is asked. */
export function lookValues({ plan, lot, phase }: Asked): string[] {
  return ['dry-run', pathOf(plan), '--lot', lot, ...only(phase), '--targets', '--format', 'json'];
}

export function verifyValues({ plan, lot }: Asked): string[] {
  return ['verify', pathOf(plan), '--lot', lot];
}

/** `agreed` is what that look said, word for word. Throws where it cannot be kept. */
export function runValues({ plan, lot, phase }: Asked, agreed: string): string[] {
  const kept = keep(agreed, join(folderOf(plan), '.migplan'));
  return ['run', pathOf(plan), '--lot', lot, ...only(phase), '--plan', kept, '--yes'];
}

const only = (phase: string | undefined): string[] => (phase === undefined ? [] : ['--phase', phase]);

/** Written beside and put in place, so that nothing is written through a link that lies there. */
function keep(agreed: string, folder: string): string {
  const file = join(folder, 'agreed.json');
  const written = `${file}.${process.pid}`;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  rmSync(written, { force: true });
  writeFileSync(written, agreed, { flag: 'wx', mode: 0o600 });
  renameSync(written, file);
  return file;
}
