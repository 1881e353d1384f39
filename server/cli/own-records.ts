/**
 * What lies beside a plan of its runs, without what is other plans': those in one folder share a ledger, a folder of logs, and one run
 * at a time.
 */
import type { Analysis } from '../language/analysis.ts';
import { compared } from '../language/model/names.ts';
import { isOwn, ownRuns } from '../language/model/runs/own-runs.ts';
import type { RecordedRuns } from '../language/model/runs/recorded-run.ts';
import { copyOf, type Recipient } from '../planning/recipients.ts';
import type { LiveRun } from '../running/live/progress-file.ts';
import type { CopyKey, MailboxStatus } from '../running/ports.ts';
import type { PlanTexts, Services } from './services.ts';

export interface OwnRecords {
  /** Whether no other plan is in its folder. */
  readonly isAlone: boolean;
  /** The run that is under way. */
  liveRun(): Promise<LiveRun | undefined>;
  recordedRuns(): Promise<RecordedRuns>;
  /** What the ledger knows of a mailbox. */
  statuses(analysis: Analysis): Promise<(recipient: Recipient) => MailboxStatus | undefined>;
}

export async function ownRecords(services: Services, files: PlanTexts): Promise<OwnRecords> {
  const { folder } = files;
  const { count, titles } = await services.plansBeside(files);
  const isAlone = count === 0;
  return {
    isAlone,
    async liveRun() {
      const live = await services.liveRun(folder);
      return live && isOwn(live, titles) ? live : undefined;
    },
    recordedRuns: async () => ownRuns(await services.recordedRuns(folder), titles),
    statuses: async (analysis) => statusOf(analysis, await services.statuses(folder), isAlone),
  };
}

/** By both ends of its copy; a plan that is alone knows a mailbox also where its ends are called otherwise by now. */
function statusOf(analysis: Analysis, all: readonly MailboxStatus[], isAlone: boolean) {
  const byEnds = new Map(all.map((status) => [ends(status.key), status]));
  const byAddress = new Map(
    isAlone ? all.map((status) => [compared(status.key.target.mailbox), status]) : [],
  );
  return (recipient: Recipient): MailboxStatus | undefined => {
    const copy = copyOf(analysis, recipient);
    return (copy && byEnds.get(ends(copy))) ?? byAddress.get(compared(recipient.address.value));
  };
}

const ends = ({ source, target }: CopyKey): string =>
  JSON.stringify([source, target].map(({ endpoint, mailbox }) => [endpoint, compared(mailbox)]));
