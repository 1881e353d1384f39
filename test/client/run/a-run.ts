/** A run that is under way, and one that is on record, as the server tells of them. */
import type { LiveRun, RunRecord } from '../../../server/protocol.ts';

export const LIVE: LiveRun = {
  ...{
    pid: 4711,
    since: '2025-03-10T08:00:00.000Z',
    at: '2025-03-10T08:10:00.000Z',
    lot: 'pilot',
    phase: 'all',
  },
  state: 'running',
  mailboxes: { done: 12, of: 46 },
  underWay: [],
  messages: { done: 3400, left: 10_200 },
  bytes: { done: 1_200_000_000 },
  secondsLeft: 180,
  waiting: [],
};

export const RECORD: RunRecord = {
  ...{ id: '2025-03-10T08-00-00.000Z', lot: 'pilot', phase: 'all', since: LIVE.since, at: LIVE.at },
  ...{ how: 'complete', mailboxes: 46, complete: 46, copied: 1394, failed: 0 },
  log: 'file:///plan/.migplan/log/2025-03-10T08-00-00.000Z.jsonl',
};
