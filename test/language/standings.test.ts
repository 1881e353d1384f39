/** Where mailboxes stand, counted: in slices, edit by edit and record by record the counts are those of counting anew. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Analysis } from '../../server/language/analysis.ts';
import type { RecordedMailbox } from '../../server/language/model/calendar/recorded-runs.ts';
import {
  countsOf,
  endOf,
  type LiveLot,
  type PlanRuns,
  standOf,
  standOfPart,
} from '../../server/language/model/runs/plan-runs.ts';
import { NO_RUNS, type RecordedRun } from '../../server/language/model/runs/recorded-run.ts';
import { type Part, Standings } from '../../server/language/model/runs/standings.ts';
import { analyse } from '../support/check.ts';

const LOTS = ['one', 'two', ''];
const UNITS = ['u', 'v', ''];
const DOMAINS = ['a.example', 'b.example'];
const ADDRESSES = DOMAINS.flatMap((domain) =>
  ['ann', 'ben', 'cid', 'dot'].map((name) => `${name}@${domain}`),
);

const PARTS: readonly Part[] = LOTS.flatMap((lot) => [
  { lot },
  ...UNITS.flatMap((unit) => [{ lot, unit }, ...DOMAINS.map((domain) => ({ lot, unit, domain }))]),
]);

const record = fc.record({
  address: fc.constantFrom(...ADDRESSES, 'ANN@a.example', 'nobody@a.example'),
  stands: fc.constantFrom('working' as const, 'done' as const, 'failed' as const, 'stopped' as const),
  at: fc.integer({ min: 0, max: 5 }),
});

/** Each mailbox in a lot and a unit of its own choice. */
const plan = fc
  .array(fc.record({ lot: fc.constantFrom(...LOTS), unit: fc.constantFrom(...UNITS) }), {
    minLength: ADDRESSES.length,
    maxLength: ADDRESSES.length,
  })
  .map((places) => {
    const mailboxes = places.map(({ lot, unit }, index) => {
      const has = [lot && `lot ${lot}`, unit && `unit ${unit}`].filter(Boolean).join('; ');
      return `mailbox ${ADDRESSES[index]}${has && ` { ${has} }`}`;
    });
    return `plan "P"\nunit u\nunit v\ndomain a.example\ndomain b.example\nlot one\nlot two\n${mailboxes.join('\n')}\n`;
  });

const talliesOf = (standings: Standings) => PARTS.map((part) => ({ ...part, ...standings.tallyOf(part) }));

function countedAnew({ model }: Analysis, recorded: readonly RecordedMailbox[]): Standings {
  const standings = new Standings();
  standings.count({ model, revision: 0 }, recorded, () => false);
  return standings;
}

test('counting on comes out as counting anew, whatever changes and however often it is stopped', () => {
  const round = fc.record({ text: plan, records: fc.array(record, { maxLength: 200 }), stops: fc.nat(3) });
  fc.assert(
    fc.property(fc.array(round, { minLength: 1, maxLength: 4 }), (rounds) => {
      const standings = new Standings();
      for (const [revision, { text, records, stops }] of rounds.entries()) {
        const analysis = analyse(text);
        let left = stops;
        const { model } = analysis;
        while (!standings.count({ model, revision }, records, () => left-- > 0));
        const anew = countedAnew(analysis, records);
        expect(talliesOf(standings)).toEqual(talliesOf(anew));
        for (const address of ADDRESSES) expect(standings.of(address)?.at).toBe(anew.of(address)?.at);
      }
    }),
    { numRuns: 60 },
  );
});

test('an edit moves what is counted, and what is recorded no more counts no more', () => {
  const analysis = analyse(
    `plan "P"\ndomain a.example\nlot one { domain a.example }\nlot two\nmailbox ann@a.example\n`,
  );
  const [path = ''] = analysis.paths;
  const { model } = analysis;
  const standings = new Standings();
  const records: RecordedMailbox[] = [{ address: 'Ann@a.example', stands: 'done', at: 1 }];
  const done = (): number[] => ['one', 'two'].map((lot) => standings.tallyOf({ lot }).done);
  standings.count({ model, revision: 1 }, records, () => false);
  expect(done()).toEqual([1, 0]);
  analysis.edit(path, [
    { text: (analysis.document(path)?.text ?? '').replace('ann@a.example', 'ann@a.example { lot two }') },
  ]);
  analysis.settle();
  standings.count({ model, revision: 2 }, records, () => false);
  expect(done()).toEqual([0, 1]);
  standings.count({ model, revision: 2 }, [], () => false);
  expect(done()).toEqual([0, 0]);
  expect(standings.of('ann@a.example')).toBeUndefined();
});

describe('where a lot stands', () => {
  const analysis = analyse(
    `plan "P"\ndomain a.example\nlot one { domain a.example }\nlot two\nmailbox ann@a.example\nmailbox ben@a.example\nmailbox cid@a.example\n`,
  );
  const { model } = analysis;
  const run: RecordedRun = {
    ...{ id: 'r', path: '/r', lot: 'one', phase: 'all', pid: 7, since: '', at: '', how: 'open' },
    ...{ mailboxes: 3, complete: 0, copied: 0, failed: 0 },
  };
  const known = (
    stands: Readonly<Record<string, RecordedMailbox['stands']>>,
    live?: LiveLot,
    runs: readonly RecordedRun[] = [],
  ): PlanRuns => {
    const records = Object.entries(stands).map(([name, stand]) => ({
      address: `${name}@a.example`,
      stands: stand,
      at: 1,
    }));
    return { standings: countedAnew(analysis, records), recorded: { ...NO_RUNS, runs }, live };
  };
  const at = (runs: PlanRuns, lot = 'one'): string => {
    const { mailboxes } = model.totals('lot', lot);
    const counts = countsOf(runs, { lot }, mailboxes, model);
    const { done, running, failed } = counts;
    return `${standOfPart(runs, { lot }, counts)} ${done} ${running} ${failed}`;
  };
  const live = (...names: string[]): LiveLot => ({
    ...{ pid: 7, lot: 'one' },
    underWay: new Set(names.map((name) => `${name}@a.example`)),
  });

  test.each<[string, PlanRuns, string]>([
    ['nothing was begun', known({}), 'planned 0 0 0'],
    ['some are done', known({ ann: 'done' }), 'planned 1 0 0'],
    ['all are done', known({ ann: 'done', ben: 'done', cid: 'done' }), 'done 3 0 0'],
    ['one failed', known({ ann: 'done', ben: 'failed', cid: 'done' }), 'failed 2 0 1'],
    ['one was stopped', known({ ann: 'done', ben: 'stopped', cid: 'done' }), 'planned 2 0 0'],
    ['one is at work and no run is', known({ ann: 'done', ben: 'working' }), 'gone 1 0 0'],
    ['a run has begun', known({}, live()), 'running 0 0 0'],
    ['one is at work and not recorded yet', known({ ann: 'done' }, live('ben')), 'running 1 1 0'],
    [
      'one is held back, another at work',
      known({ ann: 'working', ben: 'working' }, live('ann')),
      'running 0 2 0',
    ],
    [
      'what was done or failed is done again',
      known({ ann: 'done', ben: 'failed' }, live('ann', 'ben')),
      'running 0 2 0',
    ],
    ['its run was killed before it recorded anything', known({}, undefined, [run]), 'gone 0 0 0'],
    ['its run goes on', known({}, live('ann'), [run]), 'running 0 1 0'],
    [
      'its run came to its end',
      known({ ann: 'failed' }, undefined, [{ ...run, how: 'incomplete' }]),
      'failed 0 0 1',
    ],
  ])('%s', (_, runs, expected) => expect(at(runs)).toBe(expected));

  test('another lot’s run is not its own', () => {
    expect(at(known({}, live('ann')), 'two')).toBe('planned 0 0 0');
    expect(at({ ...known({ ann: 'working' }), live: { ...live(), lot: 'two' } })).toBe('gone 0 0 0');
  });

  test('and where a mailbox does', () => {
    const stand = (runs: PlanRuns): string => {
      const ann = model.declared('mailbox', 'ann@a.example');
      return ann ? standOf(runs, ann, model) : '';
    };
    expect(stand(known({}))).toBe('planned');
    expect(stand(known({ ann: 'stopped' }))).toBe('planned');
    expect(stand(known({ ann: 'working' }))).toBe('gone');
    expect(stand(known({ ann: 'working' }, live('ben')))).toBe('running');
    expect(stand(known({ ann: 'done' }, live('ann')))).toBe('running');
    expect(stand(known({ ann: 'failed' }, live('ben')))).toBe('failed');
  });

  test('only the newest run goes on, and only as the process that is there', () => {
    const older = { ...run, id: 'older' };
    const recorded = { ...NO_RUNS, runs: [run, older] };
    const ends = (lot: LiveLot | undefined) =>
      recorded.runs.map((one) => endOf(one, { recorded, live: lot }));
    expect(ends(live())).toEqual(['running', 'gone']);
    expect(ends({ ...live(), pid: 8 })).toEqual(['gone', 'gone']);
    expect(ends(undefined)).toEqual(['gone', 'gone']);
  });
});
