/**
 * Records batches in the ledger of a folder, as fast as it can, and says after each how far it came: for tests that kill it, or
 * that take its disk away. Ends with the failure's line on standard error where it cannot go on.
 */
import { once } from 'node:events';
import { argv } from 'node:process';
import { describeFailure, failureOf } from '../../../server/running/failures.ts';
import { openLedger } from '../../../server/running/ledger/ledger.ts';
import { lockPlan } from '../../../server/running/ledger/plan-lock.ts';
import { BATCH, clock, INBOX, keyOf, LARGE_BATCH, rowsOf } from './sample-ledger.ts';

const [folder = '', how = ''] = argv.slice(2);
const path = `${folder}/ledger.sqlite`;

try {
  lockPlan(folder, clock);
  const ledger = await openLedger(path, clock);
  const mailbox = await ledger.mailbox(keyOf('a@x'));
  await mailbox.beginFolder(INBOX);
  const batch = how === 'large' ? LARGE_BATCH : BATCH;
  let from = (await mailbox.rows('INBOX', INBOX.uidValidity)).size + 1;
  say(`from ${from}`);
  for (; ; from += batch) {
    await mailbox.record('INBOX', rowsOf(from, batch));
    say(String(from + batch - 1));
    if (how === 'slowly') await once(process.stdin, 'data');
  }
} catch (error) {
  const failure = failureOf(error);
  for (const locale of ['en', 'fr'] as const) {
    process.stderr.write(`${failure ? describeFailure(failure, locale) : String(error)}\n`);
  }
  process.exitCode = 5;
}
process.stdin.destroy();

/** Written before it goes on, so that whoever reads it knows what was acknowledged. */
function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
