/**
 * What a dry run said is what the run does: over plans and starting states made up at random, every change that is made was in it, and
 * every step in it was taken or explained; what nobody named is as before; and when all has gone well there is nothing left to do.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MigrationPlan, Step } from '../../server/planning/migration-plan.ts';
import { NOTHING_OBSERVED } from '../../server/planning/observation.ts';
import { planLot } from '../../server/planning/plan-lot.ts';
import type { Change } from '../../server/planning/provisioning/change.ts';
import { scopesOf } from '../../server/planning/provisioning/scopes.ts';
import { waysOf } from '../../server/planning/provisioning/ways.ts';
import { text } from '../../server/planning/text.ts';
import type { Ends } from '../../server/running/ends.ts';
import { execute } from '../../server/running/executor.ts';
import { openLedger } from '../../server/running/ledger/ledger.ts';
import { observe } from '../../server/running/observe.ts';
import type { Clock } from '../../server/running/ports.ts';
import { isTaken } from '../../server/running/provisioning/provision.ts';
import { readTargets } from '../../server/running/provisioning/read-targets.ts';
import type { RunResult } from '../../server/running/run-result.ts';
import { analyse } from '../support/check.ts';
import { MemoryMailbox } from '../support/memory-mail.ts';
import { MemoryTarget } from '../support/memory-provisioner.ts';
import { anyWave, makeByHand, planText, type Wave } from './random-wave.ts';

const waves = Number(process.env['MIGPLAN_WAVES'] ?? 150);
const clock: Clock = { now: () => new Date('2027-03-01T09:00:00Z'), wait: async () => undefined };
const { signal } = new AbortController();
const chosen = { lot: 'one', phase: 'all', locale: 'en' } as const;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'migplan-wave-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

let ledgers = 0;

/** A wave under way: its plan, its target, its mail, its ledger. */
class Running {
  readonly analysis;
  readonly target: MemoryTarget;
  readonly #mail = new Map<string, MemoryMailbox>();
  readonly #ledger = join(folder, `${ledgers++}.sqlite`);

  constructor(wave: Wave) {
    this.analysis = analyse(planText(wave));
    const seats = [{ sku: 'SKU', seats: 10 + wave.freeSeats, used: 10 }];
    this.target = new MemoryTarget({ seats, slowness: wave.slowness });
    makeByHand(this.target, wave);
  }

  /** With ways of the endpoint that the plan names. */
  async plan(): Promise<MigrationPlan> {
    const unseen = await planLot(this.analysis, chosen);
    const endpoint = unseen.endpoints.find(({ name }) => name === 'new');
    if (!endpoint) return unseen;
    Object.assign(this.target, { ways: waysOf(endpoint) });
    const ledger = await openLedger(this.#ledger, clock);
    const recorded = await ledger.steps();
    await ledger.close();
    const scopes = scopesOf(this.analysis, 'one', 'all', unseen.endpoints);
    const targets = await readTargets(scopes, unseen.endpoints, { open: this.#open, signal, recorded });
    const copies = unseen.steps.flatMap(({ kind, copy }) => (kind === 'mail' && copy ? [copy] : []));
    const options = { ends: this.#ends, signal, locale: 'en', statuses: [], targets } as const;
    const pairs = await observe(copies, unseen.endpoints, options);
    return planLot(this.analysis, chosen, { ...NOTHING_OBSERVED, pairs, targets });
  }

  run(plan: MigrationPlan): Promise<RunResult> {
    return execute(plan, {
      ...{ ends: this.#ends, provisioner: this.#open, clock, signal, locale: 'en', content: 'all' },
      openLedger: () => openLedger(this.#ledger, clock),
    });
  }

  readonly #open = async ({ name }: { readonly name: string }) =>
    name === 'new' && Object.values(this.target.ways).includes('api') ? this.target.open() : undefined;

  readonly #ends: Ends = {
    source: async ({ name }, mailbox) => this.#mailbox(name, mailbox).asSource(),
    target: async ({ name }, mailbox) => this.#mailbox(name, mailbox).asTarget(),
  };

  #mailbox(endpoint: string, name: string): MemoryMailbox {
    const key = `${endpoint} ${name}`;
    const found = this.#mail.get(key) ?? new MemoryMailbox();
    if (!this.#mail.has(key) && endpoint === 'old')
      found.put('INBOX', `Message-ID: <${name}>\r\nSubject: x\r\n\r\n`);
    this.#mail.set(key, found);
    return found;
  }
}

const said = (change: Change | undefined): string => JSON.stringify(change);
const isLeft = ({ action }: Step): boolean => action === 'handover';

test(`over ${waves} waves, a run does what its dry run said, and says of the rest why not`, async () => {
  const property = fc.asyncProperty(anyWave, async (wave) => {
    const running = new Running(wave);
    const { target } = running;
    const before = structuredClone([...target.objects]);
    const plan = await running.plan();
    if (plan.verdict.errors.length > 0) return expectUntouched(target, before);

    let asked = 0;
    target.refuses = () =>
      wave.refused.includes(asked++)
        ? {
            ...{ kind: 'refused', reach: 'mailbox', words: 'no' },
            where: text('it', 'elle'),
            what: text('refused', 'refuse'),
          }
        : undefined;
    const result = await running.run(plan);
    expectSaidAndDone(plan, target, result);
    expectNothingTaken(before, target, plan);

    target.refuses = () => undefined;
    makeAccounts(plan, target);
    for (let again = 0; again <= wave.slowness + 1; again++) await running.run(await running.plan());
    const { steps, verdict } = await running.plan();
    expect(verdict.errors).toEqual([]);
    expect(steps.filter((step) => step.action !== 'none' && !isLeft(step) && step.kind !== 'mail')).toEqual(
      [],
    );
  });
  await fc.assert(property, { numRuns: waves });
}, 120_000);

/** What people were left to make. */
function makeAccounts({ steps }: MigrationPlan, target: MemoryTarget): void {
  for (const { change } of steps.filter(isLeft)) {
    if (change?.does !== 'make') continue;
    const { kind, profile } = change;
    target.put(change.address, { kind, profile });
  }
}

function expectUntouched(target: MemoryTarget, before: unknown): void {
  expect(target.asked).toEqual([]);
  expect([...target.objects]).toEqual(before);
}

function expectSaidAndDone({ steps }: MigrationPlan, target: MemoryTarget, result: RunResult): void {
  const taken = new Set(steps.filter(isTaken).map(({ change }) => said(change)));
  expect(target.asked.map(said).filter((change) => !taken.has(change))).toEqual([]);
  const outcomes = new Map(result.steps.map((one) => [one.key, one]));
  for (const step of steps.filter(({ action, change }) => change && action !== 'none')) {
    const { outcome, problem } = outcomes.get(step.key) ?? {};
    if (isLeft(step)) expect([step.key, outcome]).toEqual([step.key, 'by-hand']);
    else if (outcome !== 'done' && outcome !== 'already')
      expect([step.key, problem]).toEqual([step.key, expect.stringMatching(/./)]);
    else expect(target.asked.map(said)).toContain(said(step.change));
  }
  const mailboxes = new Map(result.mailboxes.map((one) => [one.address, one]));
  for (const { kind, subject } of steps.filter(({ kind }) => kind === 'mail')) {
    const { state, problem } = mailboxes.get(subject) ?? {};
    if (state !== 'Completed')
      expect([kind, subject, problem]).toEqual([kind, subject, expect.stringMatching(/./)]);
  }
}

/** Whatever was there is there, but for what a step of the plan takes away. */
function expectNothingTaken(
  before: readonly (readonly [
    string,
    { readonly id: string; readonly aliases?: readonly string[]; readonly access?: readonly object[] },
  ])[],
  target: MemoryTarget,
  { steps }: MigrationPlan,
): void {
  const revoked = steps.flatMap(({ change }) =>
    change?.does === 'revoke'
      ? [JSON.stringify([change.address, { who: change.who, right: change.right }])]
      : [],
  );
  for (const [address, { id, aliases = [], access = [] }] of before) {
    const now = target.objects.get(address);
    expect(now?.id).toBe(id);
    expect(now?.aliases).toEqual(expect.arrayContaining([...aliases]));
    const kept = access.filter((one) => !revoked.includes(JSON.stringify([address, one])));
    expect(now?.access).toEqual(expect.arrayContaining(kept));
  }
}
