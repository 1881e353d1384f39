/** A preflight over things in memory: one failure hides none of the others, and what was not looked at is not told to be well. */
import { describe, expect, test } from 'vitest';
import type { Answer, Question } from '../../../server/planning/dns/dns-answers.ts';
import { questionKey } from '../../../server/planning/dns/dns-answers.ts';
import { wantedZones } from '../../../server/planning/dns/wanted-zone.ts';
import type { Endpoint } from '../../../server/planning/migration-plan.ts';
import { NOTHING_OBSERVED } from '../../../server/planning/observation.ts';
import { planLot } from '../../../server/planning/plan-lot.ts';
import type {
  HeldObject,
  SeenObject,
  TargetState,
} from '../../../server/planning/provisioning/target-state.ts';
import { wantedOf } from '../../../server/planning/provisioning/wanted.ts';
import { text } from '../../../server/planning/text.ts';
import type { Ends } from '../../../server/running/ends.ts';
import { MailFailure } from '../../../server/running/failures.ts';
import { preflight } from '../../../server/running/preflight/preflight.ts';
import type { PreflightItem } from '../../../server/running/preflight/preflight-item.ts';
import type { OpenProvisioner } from '../../../server/running/provisioning/provisioner.ts';
import { analyse } from '../../support/check.ts';
import { MemoryMailbox } from '../../support/memory-mail.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

const { signal } = new AbortController();

const PLAN = `
plan "P" { timezone Europe/Paris; source old; target office }
endpoint old imap { host imap.a.example; login admin "m" secret env S }
endpoint office microsoft365 { tenant a.onmicrosoft.example; client x secret env G }
licence E1 "E1" { price 2 EUR/month; quota 50 GB; sku STANDARDPACK }
lot l { date 2027-03-20; domain a.example }
domain a.example
mailbox anna@a.example E1 "Anna"
mailbox bob@a.example E1 "Bob"
shared info@a.example "Info" { access anna@a.example full }
`;

const object = (more: Partial<HeldObject> = {}): HeldObject => ({
  ...{ state: 'held', kind: 'mailbox', id: '1', isReady: true },
  ...more,
});

interface World {
  readonly objects?: Readonly<Record<string, SeenObject>>;
  readonly seats?: TargetState['seats'];
  readonly holds?: Readonly<Record<string, number>>;
  readonly answers?: Readonly<Record<string, Answer>>;
  readonly unreadable?: boolean;
}

const knocked: string[] = [];
const ends: Ends = {
  source: async (_, mailbox) => {
    knocked.push(`old ${mailbox}`);
    return new MemoryMailbox().asSource();
  },
  target: async (_, mailbox) => {
    knocked.push(`office ${mailbox}`);
    return new MemoryMailbox().asTarget();
  },
};

async function look({
  objects = {},
  seats,
  holds = {},
  answers = {},
  unreadable,
}: World = {}): Promise<PreflightItem[]> {
  knocked.length = 0;
  const analysis = analyse(PLAN);
  const { endpoints, steps } = await planLot(
    analysis,
    { lot: 'l', phase: 'all', locale: 'en' },
    NOTHING_OBSERVED,
  );
  const state: TargetState = { objects: new Map(Object.entries(objects)), ...(seats && { seats }) };
  const provisioner: OpenProvisioner = async ({ name }: Endpoint) => {
    if (unreadable) throw new MailFailure(wrongKey(name));
    return {
      ways: {} as never,
      read: async () => state,
      apply: () => Promise.reject(new Error('a preflight changes nothing')),
      close: async () => undefined,
    };
  };
  return preflight(
    {
      endpoints,
      copies: steps.flatMap(({ kind, copy }) => (kind === 'mail' && copy ? [copy] : [])),
      wanted: wantedOf(analysis, 'l'),
      scopes: [{ endpoint: 'office', objects: [], domains: [] }],
      holds: new Map(Object.entries(holds)),
      zones: (targets) => wantedZones(analysis, 'l', targets),
    },
    {
      ...{ ends, provisioner, signal, clock: new VirtualClock(), recorded: [] },
      dns: { ask: async (question: Question) => answers[questionKey(question)] ?? { state: 'none' } },
    },
  );
}

const wrongKey = (name: string) =>
  ({
    kind: 'credentials',
    reach: 'plan',
    where: text(`endpoint ${name}`, `point d’accès ${name}`),
    what: text('refused the application', 'a refusé l’application'),
    words: 'AADSTS7000215',
  }) as const;

const told = (items: readonly PreflightItem[], kind: PreflightItem['kind']) =>
  items
    .filter((item) => item.kind === kind)
    .map(({ severity, subject, says }) => `${severity} ${subject}: ${says.en}`);

describe('a target', () => {
  test('is told by what is there, what is not, what stands in the way and what could not be read', async () => {
    const items = await look({
      objects: {
        'anna@a.example': object(),
        'bob@a.example': {
          state: 'blocked',
          why: text('a group has this address', 'un groupe a cette adresse'),
        },
        'info@a.example': { state: 'unknown', why: text('503', '503') },
      },
    });
    expect(told(items, 'target')).toEqual([
      'error office: bob@a.example: a group has this address',
      'ok anna@a.example: is there',
      'not-checked info@a.example: 503',
    ]);
    // Nobody knocks where something else stands.
    expect(knocked).not.toContain('office bob@a.example');
    expect(knocked).toContain('office info@a.example');
  });

  test('has seats for all or is told to have too few', async () => {
    const absent = { state: 'absent' } as const;
    const objects = { 'anna@a.example': absent, 'bob@a.example': absent };
    const few = await look({ objects, seats: [{ sku: 'STANDARDPACK', seats: 10, used: 9 }] });
    expect(told(few, 'target')).toContain(
      'error office: licence E1: 2 are needed, 1 of 10 are free; nothing is begun',
    );
    const enough = await look({ objects, seats: [{ sku: 'STANDARDPACK', seats: 10, used: 8 }] });
    expect(told(enough, 'target')).toContain('ok office: licence E1: 8 of 10 in use');
    expect(enough.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(knocked.some((one) => one === 'office anna@a.example')).toBe(false);
  });

  test('that cannot be read at all is one error, and logins and DNS are looked at all the same', async () => {
    const items = await look({ unreadable: true });
    expect(told(items, 'target')).toEqual([
      'error office: endpoint office refused the application (AADSTS7000215).',
    ]);
    expect(told(items, 'login')).toHaveLength(6);
    expect(told(items, 'dns').length).toBeGreaterThan(3);
  });
});

describe('room', () => {
  test.each([
    [10e9, undefined, 'ok'],
    [46e9, undefined, 'warning'],
    [51e9, undefined, 'error'],
    [51e9, 100e9, 'ok'],
    [51e9, 'none', 'ok'],
    [3e9, 2e9, 'error'],
    [undefined, undefined, 'not-checked'],
  ] as const)('for %s bytes in %s: %s', async (bytes, quota, severity) => {
    const items = await look({
      objects: { 'anna@a.example': object(quota === undefined ? {} : { quota }) },
      ...(bytes === undefined ? {} : { holds: { 'anna@a.example': bytes } }),
    });
    const [anna] = items.filter(({ kind, subject }) => kind === 'capacity' && subject === 'anna@a.example');
    expect(anna?.severity).toBe(severity);
  });
});

test('DNS is told of each domain, with the records to add', async () => {
  const answers: Record<string, Answer> = {
    'MX a.example': { state: 'found', values: ['10 mx.old.example'], ttl: 300 },
    'TXT a.example': { state: 'unknown', why: text('SERVFAIL', 'SERVFAIL') },
  };
  const items = (await look({ answers })).filter(({ kind }) => kind === 'dns');
  expect(items.find(({ about }) => about === 'spf')).toMatchObject({ severity: 'not-checked' });
  expect(items.find(({ about }) => about === 'autodiscover')).toMatchObject({
    ...{ subject: 'a.example', when: 'cutover' },
    records: [{ type: 'CNAME', name: 'autodiscover.a.example', value: 'autodiscover.outlook.com' }],
  });
});
