/** A process of its own that copies one mailbox once, so that a test may kill it. Its order comes as JSON on the command line. */
import { connectImapSource, connectImapTarget } from '../../server/endpoints/imap/connect-imap.ts';
import type { MailboxCopy, MailServer } from '../../server/planning/migration-plan.ts';
import { systemClock } from '../../server/running/clock.ts';
import { copyMailbox } from '../../server/running/copying/copy-mailbox.ts';
import { openLedger } from '../../server/running/ledger/ledger.ts';

export interface Order {
  readonly from: { readonly endpoint: MailServer; readonly secret: string };
  readonly to: { readonly endpoint: MailServer; readonly secret: string };
  readonly job: MailboxCopy;
  readonly ledger: string;
}

const { from, to, job, ledger: path }: Order = JSON.parse(process.argv[2] ?? '');
const { signal } = new AbortController();
const source = await connectImapSource(from.endpoint, job.source.mailbox, from.secret, signal);
const target = await connectImapTarget(to.endpoint, job.target.mailbox, to.secret, signal);
const ledger = await openLedger(path, systemClock);
const result = await copyMailbox(job, source, target, ledger, {
  signal,
  clock: systemClock,
  onProgress: () => process.stdout.write('.'),
});
await Promise.all([source.close(), target.close(), ledger.close()]);
process.exitCode = result.outcome === 'complete' ? 0 : 3;
