/** Checks one after the other, where a server refuses: what is tried after that, and what a person is told is left. */
import { expect, test } from 'vitest';
import type { Checked } from '../../../client/features/lot-checks/check-items.ts';
import type { LotCheck } from '../../../client/features/lot-checks/checks.ts';
import { runChecks } from '../../../client/features/lot-checks/run-checks.ts';
import type { Ended } from '../../../client/infrastructure/migplan-process.ts';

type Answer = Partial<Ended>;
type Login = readonly [endpoint: string, severity: string];

const WELL: Answer = { out: '{"items":[],"diagnostics":[],"verdict":{"errors":[]},"mailboxes":[]}' };
const REFUSED: Answer = { code: 5, err: 'endpoint old refused the login (NO).\n' };
const preflight = (...logins: readonly Login[]): Answer => ({
  code: 3,
  out: JSON.stringify({
    items: logins.map(([endpoint, severity]) => ({
      ...{ kind: 'login', subject: 'Anna', severity, endpoint },
      says: `${endpoint} says ${severity}`,
    })),
  }),
});

/** Of two plans, in the order in which the tree has them; answers by `plan lot check`. */
async function check(
  answers: Readonly<Record<string, Answer>>,
  typed: (plan: string) => Readonly<Record<string, string>> | undefined = () => ({}),
) {
  const rows = ['p', 'q'].flatMap((plan) => [
    ...['a', 'b'].flatMap((lot) =>
      (['preflight', 'dry-run'] as const).map((one) => row({ of: 'lot', plan, lot, check: one })),
    ),
    row({ of: 'plan', plan }),
  ]);
  const asked: string[] = [];
  const outcomes: string[] = [];
  const tell = (outcome: string) => (item: { label: string }) => {
    outcomes.push(`${item.label} ${outcome}`);
  };
  const run = {
    ...{ enqueued: () => undefined, started: () => undefined, appendOutput: () => undefined },
    ...{ passed: tell('passed'), failed: tell('failed'), errored: tell('errored'), skipped: tell('skipped') },
  };
  const client = {
    secrets: { askedFor: async (plan: string) => typed(plan) },
    migplan: {
      async run({
        values: [command, plan = '', , lot],
      }: {
        readonly values: readonly string[];
      }): Promise<Ended> {
        const label = labelOf(
          plan.slice(1),
          command === 'check' ? undefined : [lot ?? '', command as LotCheck],
        );
        asked.push(label);
        return { code: 0, out: '', err: '', ...WELL, ...answers[label] };
      },
    },
  };
  const items = { of: ({ checked }: { checked: Checked }) => checked };
  const token = { isCancellationRequested: false };
  const args = [client, items, run, rows, token] as unknown as Parameters<typeof runChecks>;
  const refused = await runChecks(...args);
  const skipped = outcomes.flatMap((one) => (one.endsWith(' skipped') ? [one.slice(0, -8)] : []));
  const told = refused.map(({ plan, line, left }) => [plan, line, ...left.map(({ label }) => label)]);
  return { asked, skipped, told };
}

function row(checked: Checked) {
  const label = labelOf(checked.plan, checked.of === 'lot' ? [checked.lot, checked.check] : undefined);
  return { label, checked: { ...checked, plan: `file:///${checked.plan}` } };
}

const labelOf = (plan: string, of?: readonly [string, LotCheck]): string =>
  of ? `${plan} ${of[0]} ${of[1]}` : `${plan} check`;

const ALL = ['a preflight', 'a dry-run', 'b preflight', 'b dry-run', 'check'];
const OF_Q = ALL.map((one) => `q ${one}`);
const p = (...which: readonly number[]): string[] => which.map((index) => `p ${ALL[index]}`);

test('where nobody is refused all is tried, and nothing is left', async () => {
  const { asked, skipped, told } = await check({ 'p a preflight': preflight(['old', 'ok'], ['new', 'ok']) });
  expect({ asked, skipped, told }).toEqual({ asked: [...p(0, 1, 2, 3, 4), ...OF_Q], skipped: [], told: [] });
});

test('a check that was stopped is the last of its plan that asks a server', async () => {
  const { asked, skipped, told } = await check({ 'p a dry-run': REFUSED });
  expect(asked).toEqual([...p(0, 1, 4), ...OF_Q]);
  expect(skipped).toEqual(p(2, 3));
  expect(told).toEqual([['file:///p', 'endpoint old refused the login (NO).', ...p(1, 2, 3)]]);
});

test('so is a preflight where an endpoint lets nobody in', async () => {
  const logins = preflight(['old', 'ok'], ['new', 'error'], ['new', 'not-checked']);
  const { asked, skipped, told } = await check({ 'p a preflight': logins });
  expect(asked).toEqual([...p(0, 4), ...OF_Q]);
  expect(skipped).toEqual(p(1, 2, 3));
  expect(told).toEqual([['file:///p', 'new says error', ...p(0, 1, 2, 3)]]);
});

test('a mailbox that is refused where others are let in ends the checks of its lot', async () => {
  const logins = preflight(['old', 'ok'], ['old', 'error']);
  const { asked, skipped, told } = await check({ 'p a preflight': logins });
  expect(asked).toEqual([...p(0, 2, 3, 4), ...OF_Q]);
  expect({ skipped, told }).toEqual({ skipped: p(1), told: [] });
});

test('whoever will not type a secret is asked for it once, and the plan alone is checked', async () => {
  const boxes: string[] = [];
  const { asked, skipped, told } = await check({}, (plan) => {
    boxes.push(plan);
    return plan === 'file:///p' ? undefined : {};
  });
  expect(boxes.filter((plan) => plan === 'file:///p')).toHaveLength(1);
  expect({ asked, skipped, told }).toEqual({ asked: [...p(4), ...OF_Q], skipped: p(0, 1, 2, 3), told: [] });
});

test('what else a check finds ends nothing', async () => {
  const { skipped, told } = await check({
    'p a preflight': { ...WELL, code: 3 },
    'p b dry-run': { code: 4 },
  });
  expect({ skipped, told }).toEqual({ skipped: [], told: [] });
});
