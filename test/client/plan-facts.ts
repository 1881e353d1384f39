/** Plans, lots and runs as the server tells of them, where a test says only what it is about. */

import type { PlanFacts, Surroundings } from '../../client/features/dashboard/view/dashboard-facts.ts';
import type { Incident, LiveRun, LotInfo, PlanInfo, RunRecord, UnitInfo } from '../../server/protocol.ts';

/** Wednesday 12 February 2025, 14:32 on this machine. */
export const NOW = new Date(2025, 1, 12, 14, 32);

export const around = (given: Partial<Surroundings> = {}): Surroundings => ({
  now: NOW,
  language: 'en',
  ...given,
});

export const PLAN: PlanInfo = {
  plan: 'file:///plans/plan.migplan',
  folder: 'file:///plans',
  title: 'Entraide',
  errors: 0,
  warnings: 0,
};

const at = (line: number) => ({
  uri: PLAN.plan,
  range: { start: { line, character: 0 }, end: { line, character: 4 } },
});

/** `steps`: `D-14 send-sheets done`, a line each; days are counted from the lot's date. */
export function lot(name: string, date: string, steps: string, given: Partial<LotInfo> = {}): LotInfo {
  return {
    name,
    title: '',
    date,
    isPilot: false,
    shared: 0,
    messages: 0,
    bytes: 0,
    size: '',
    cost: '',
    counts: { mailboxes: 10, done: 0, running: 0, failed: 0 },
    standing: 'planned',
    isBegun: false,
    steps: steps
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .map((line) => step(line, date)),
    place: at(1),
    ...given,
  };
}

function step(line: string, date: string): LotInfo['steps'][number] {
  const [when = 'D', word = '', state] = line.split(/\s+/);
  const day = new Date(Date.parse(date) + Number(when.slice(1) || 0) * 86_400_000).toISOString().slice(0, 10);
  return { step: word, day, isDone: state === 'done', isDue: state === 'due' };
}

export const live = (given: Partial<LiveRun> = {}): LiveRun => ({
  pid: 1,
  since: new Date(2025, 1, 12, 13, 2).toISOString(),
  at: NOW.toISOString(),
  lot: 'vague1',
  phase: 'stage',
  state: 'running',
  mailboxes: { done: 3, of: 10 },
  underWay: [],
  messages: { done: 370, left: 630 },
  bytes: { done: 91_200_000_000, left: 162_800_000_000 },
  waiting: [],
  ...given,
});

export const run = (given: Partial<RunRecord> = {}): RunRecord => ({
  id: 'r1',
  lot: 'vague1',
  phase: 'all',
  since: new Date(2025, 1, 11, 8, 0).toISOString(),
  at: new Date(2025, 1, 11, 9, 12).toISOString(),
  how: 'complete',
  mailboxes: 10,
  complete: 10,
  copied: 1234,
  failed: 0,
  log: 'file:///plans/.migplan/log/r1.jsonl',
  ...given,
});

export const incident = (address: string, says: string, given: Partial<Incident> = {}): Incident => ({
  address,
  lot: 'vague1',
  what: 'message',
  says,
  at: new Date(2025, 1, 11, 9, 5).toISOString(),
  place: at(7),
  ...given,
});

export const unit = (name: string, mailboxes: number, given: Partial<UnitInfo> = {}): UnitInfo => ({
  name,
  title: '',
  mailboxes,
  cost: '',
  shares: [],
  place: at(2),
  ...given,
});

export const facts = (given: Partial<PlanFacts> = {}): PlanFacts => ({
  plan: PLAN,
  lots: [],
  units: [],
  incidents: [],
  runs: [],
  live: null,
  ...given,
});
