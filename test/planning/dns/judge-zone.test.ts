/** A zone against what its target needs: each record right, wrong, absent and not answered, before the cutover and after it. */
import { describe, expect, test } from 'vitest';
import type { Answer, Answers } from '../../../server/planning/dns/dns-answers.ts';
import type { DnsFinding } from '../../../server/planning/dns/dns-finding.ts';
import { openQuestions } from '../../../server/planning/dns/dns-questions.ts';
import { judgeZone } from '../../../server/planning/dns/judge-zone.ts';
import { type WantedZone, wantedZones } from '../../../server/planning/dns/wanted-zone.ts';
import { text } from '../../../server/planning/text.ts';
import { analyse } from '../../support/check.ts';

const DAY = 24 * 60;
const before: WantedZone['cutover'] = { at: { day: '2027-03-20', minutes: 18 * 60 }, left: 10 * DAY };
const after: WantedZone['cutover'] = { at: { day: '2027-03-20', minutes: 18 * 60 }, left: -60 };

const office: WantedZone = {
  domain: 'a.example',
  under: 'a.example',
  kind: 'microsoft365',
  mx: '<token>.mail.protection.outlook.com',
  autodiscover: 'autodiscover.outlook.com',
  spfInclude: 'spf.protection.outlook.com',
  selectors: ['selector1', 'selector2'],
  cutover: before,
  isSplit: false,
};

const found = (...values: string[]): Answer => ({ state: 'found', values, ttl: 300 });
const none: Answer = { state: 'none' };
const unknown: Answer = { state: 'unknown', why: text('SERVFAIL', 'SERVFAIL') };

/** All that the target wants. */
const RIGHT: Readonly<Record<string, Answer>> = {
  'MX a.example': found('0 a-example.mail.protection.outlook.com'),
  'TXT a.example': found('v=spf1 include:spf.protection.outlook.com -all', 'other=1'),
  'TXT spf.protection.outlook.com': found('v=spf1 ip4:192.0.2.0/24 -all'),
  'TXT _dmarc.a.example': found('v=DMARC1; p=none'),
  'CNAME autodiscover.a.example': found('Autodiscover.Outlook.com.'),
  'CNAME selector1._domainkey.a.example': found('selector1-a-example._domainkey.a.onmicrosoft.com'),
  'CNAME selector2._domainkey.a.example': found('selector2-a-example._domainkey.a.onmicrosoft.com'),
  'CNAME msoid.a.example': none,
};

function judged(zone: WantedZone, differing: Readonly<Record<string, Answer>> = {}): DnsFinding[] {
  const answers: Answers = new Map(Object.entries({ ...RIGHT, ...differing }));
  expect(openQuestions(zone, answers)).toEqual([]);
  return judgeZone(zone, answers);
}

/** What is not well, without its words in French. */
const problems = (findings: readonly DnsFinding[]) =>
  findings
    .filter(({ severity }) => severity !== 'ok')
    .map(({ about, severity, says }) => `${severity} ${about}: ${says.en}`);

const of = (findings: readonly DnsFinding[], about: DnsFinding['about']) =>
  findings.filter((finding) => finding.about === about);

test('a zone that is right has nothing said against it, before and after', () => {
  expect(problems(judged(office))).toEqual([]);
  expect(problems(judged({ ...office, cutover: after }))).toEqual([]);
});

test('what DNS did not answer is not checked, whatever it is, and never lacking', () => {
  for (const key of Object.keys(RIGHT)) {
    const findings = judged(office, { [key]: unknown });
    expect(findings.filter(({ severity }) => severity === 'not-checked').length, key).toBe(1);
    expect(
      findings.filter(({ severity }) => severity === 'warning' || severity === 'error'),
      key,
    ).toEqual([]);
  }
});

describe('mail exchangers', () => {
  const elsewhere = { 'MX a.example': found('10 mx.old.example') };

  test('are the old system’s until the cutover', () => {
    const [mx] = of(judged(office, elsewhere), 'mx');
    expect(mx).toMatchObject({ severity: 'ok', when: 'cutover' });
    const [late] = of(judged({ ...office, cutover: after }, elsewhere), 'mx');
    expect(late).toMatchObject({ severity: 'error', when: 'now' });
    expect(late?.says.en).toBe(
      'its mail still goes to mx.old.example, and its cutover is past; change its MX',
    );
  });

  test('are what the target itself says, where it does', () => {
    const record = { type: 'MX', name: 'A.example', value: '0 a-example.q.mx.example' } as const;
    const held = { state: 'verified', records: [record] } as const;
    const [mx] = of(judged({ ...office, held }), 'mx');
    expect(mx).toMatchObject({ severity: 'ok', when: 'cutover', records: [record] });
    const [right] = of(
      judged({ ...office, held, cutover: after }, { 'MX a.example': found('5 A-example.q.mx.example') }),
      'mx',
    );
    expect(right).toMatchObject({ severity: 'ok' });
  });

  test('of both systems leave mail in two places', () => {
    const both = { 'MX a.example': found('0 a-example.mail.protection.outlook.com', '10 mx.old.example') };
    expect(problems(judged(office, both))).toEqual([
      'warning mx: its mail goes to mx.old.example as well as to the target; take the other out at the cutover',
    ]);
    expect(of(judged({ ...office, cutover: after }, both), 'mx')).toMatchObject([{ severity: 'error' }]);
  });

  test('of a domain that both systems serve are as they are', () => {
    expect(problems(judged({ ...office, isSplit: true, cutover: after }, elsewhere))).toEqual([]);
  });

  test('that are not there, or take no mail', () => {
    expect(problems(judged(office, { 'MX a.example': none }))).toEqual([
      'warning mx: has no MX: no mail is delivered to it',
    ]);
    expect(problems(judged({ ...office, cutover: after }, { 'MX a.example': found('0 .') }))).toEqual([
      'error mx: has an MX that says that it takes no mail (RFC 7505)',
    ]);
  });

  test('are remembered for too long', () => {
    const slow: Answer = { state: 'found', values: ['10 mx.old.example'], ttl: 86_400 };
    expect(problems(judged(office, { 'MX a.example': slow }))).toEqual([
      'warning ttl: its MX has a TTL of 86400 s: lower it to 300 s by 2027-03-19 18:00, or mail goes to the old system for as long after the cutover',
    ]);
    const soon = { ...office, cutover: { ...before, left: DAY - 1 } };
    expect(problems(judged(soon, { 'MX a.example': slow }))[0]).toMatch(
      /longer than is left until the cutover/,
    );
    const untold: Answer = { state: 'found', values: ['10 mx.old.example'] };
    expect(problems(judged(office, { 'MX a.example': untold }))[0]).toMatch(/^not-checked ttl/);
    // What is at the target already is not to be changed.
    const right: Answer = { ...slow, values: ['0 a-example.mail.protection.outlook.com'] };
    expect(problems(judged(office, { 'MX a.example': right }))).toEqual([]);
  });
});

describe('who may send', () => {
  const spf = (...values: string[]) => ({ 'TXT a.example': found(...values) });

  test('does not hold the target yet: the whole record that will', () => {
    const [one] = of(judged(office, spf('v=spf1 ip4:192.0.2.1 -all')), 'spf');
    expect(one).toMatchObject({
      severity: 'warning',
      when: 'now',
      records: [
        {
          type: 'TXT',
          name: 'a.example',
          value: 'v=spf1 include:spf.protection.outlook.com ip4:192.0.2.1 -all',
        },
      ],
    });
    expect(of(judged({ ...office, cutover: after }, spf('v=spf1 -all')), 'spf')[0]?.severity).toBe('error');
  });

  test('holds it by another’s record', () => {
    const nested = {
      ...spf('v=spf1 include:b.example -all'),
      'TXT b.example': found('v=spf1 include:SPF.protection.outlook.com -all'),
    };
    expect(problems(judged(office, nested))).toEqual([]);
  });

  test('is one record that receivers come to the end of', () => {
    expect(problems(judged(office, spf('v=spf1 -all', 'v=spf1 mx -all')))[0]).toMatch(
      /^error spf: has 2 SPF records/,
    );
    const ten = Array.from({ length: 10 }, (_, index) => `a:h${index}.example`).join(' ');
    expect(problems(judged(office, spf(`v=spf1 ${ten} -all`)))).toEqual([
      'error spf: its SPF record needs 11 look-ups with spf.protection.outlook.com, which it lacks, and receivers stop at 10 (RFC 7208, 4.6.4); take out what sends no more',
    ]);
  });

  test('is said by no record', () => {
    const [one] = of(judged(office, { 'TXT a.example': none }), 'spf');
    expect(one).toMatchObject({
      severity: 'warning',
      records: [{ value: 'v=spf1 include:spf.protection.outlook.com ~all' }],
    });
  });
});

describe('DKIM', () => {
  const lacking = { 'CNAME selector2._domainkey.a.example': none };

  test('has time until four days before the cutover', () => {
    expect(of(judged(office, lacking), 'dkim')[0]).toMatchObject({ severity: 'warning', when: 'now' });
    const soon = { ...office, cutover: { ...before, left: 3 * DAY } };
    expect(of(judged(soon, lacking), 'dkim')[0]).toMatchObject({ severity: 'error' });
  });

  test('is of every sub-domain that an address is in', () => {
    const zones = wantedZones(
      analyse(`
plan "P" { source old; target office }
endpoint old imap { host imap.a.example; login admin "m" secret env S }
endpoint office microsoft365 { tenant a.onmicrosoft.example; client x secret env G }
lot l { date 2027-03-20; domain a.example }
lot m { date 2027-04-20; domain b.example }
domain a.example { subdomain x.a.example, y.a.example, z.a.example }
domain b.example
mailbox anna@a.example "Anna" { alias anna@x.a.example }
shared info@y.a.example "Info" { access anna@a.example full }
mailbox bob@b.example "Bob"
`),
      'l',
      new Map(),
    );
    expect(zones.map(({ domain, under }) => `${domain} ${under}`)).toEqual([
      'a.example a.example',
      'x.a.example a.example',
      'y.a.example a.example',
    ]);
    const asked = zones.flatMap((zone) => openQuestions(zone, new Map()).map(({ name }) => name));
    expect(asked).toContain('selector2._domainkey.y.a.example');
    expect(asked).not.toContain('selector2._domainkey.z.a.example');
  });
});

test('a sub-domain has its domain’s DMARC policy', () => {
  const sub = { ...office, domain: 'x.a.example', kind: 'imap', selectors: [] } as const;
  const { mx: _, autodiscover: __, spfInclude: ___, ...zone } = sub;
  const answers = new Map<string, Answer>([
    ['MX x.a.example', found('10 mx.old.example')],
    ['TXT x.a.example', found('v=spf1 mx -all')],
    ['TXT _dmarc.x.a.example', none],
    ['TXT _dmarc.a.example', found('v=DMARC1; p=reject')],
  ]);
  expect(openQuestions(zone, answers)).toEqual([]);
  expect(problems(judgeZone(zone, answers))).toEqual([]);
  const [dmarc] = of(judgeZone(zone, new Map([...answers, ['TXT _dmarc.a.example', none]])), 'dmarc');
  expect(dmarc).toMatchObject({ severity: 'warning', records: [{ name: '_dmarc.a.example' }] });
});

test('where mail programs are led waits for the cutover', () => {
  const lacking = { 'CNAME autodiscover.a.example': none };
  expect(of(judged(office, lacking), 'autodiscover')[0]).toMatchObject({ severity: 'ok', when: 'cutover' });
  expect(of(judged({ ...office, cutover: after }, lacking), 'autodiscover')[0]).toMatchObject({
    severity: 'warning',
    records: [{ type: 'CNAME', name: 'autodiscover.a.example', value: 'autodiscover.outlook.com' }],
  });
});

test('an msoid is to go', () => {
  expect(problems(judged(office, { 'CNAME msoid.a.example': found('clientconfig.example') }))).toEqual([
    'warning msoid: has msoid.a.example, which keeps Microsoft 365 applications from signing in: take it out',
  ]);
});

test('what proves a domain to its target is lacking until it is there', () => {
  const proof = { type: 'TXT', name: 'a.example', value: 'MS=ms1' } as const;
  const zone = { ...office, held: { state: 'unverified', records: [proof] } } as const;
  const [lacking] = of(judged(zone), 'record');
  expect(lacking).toMatchObject({ severity: 'error', when: 'now', records: [proof] });
  const there = { 'TXT a.example': found('v=spf1 include:spf.protection.outlook.com', 'MS=ms1') };
  expect(of(judged(zone, there), 'record')).toMatchObject([{ severity: 'ok' }]);
});

test('an MX that only proves a domain is nowhere to send mail to', () => {
  const proof = { type: 'MX', name: 'a.example', value: '32767 ms1.msv1.invalid' } as const;
  const zone = { ...office, held: { state: 'unverified', records: [proof] } } as const;
  expect(problems(judged(zone))).toEqual([]);
});

test('a target’s own word of its records comes before what is known of its kind', () => {
  const analysis = analyse(`
plan "P" { source old; target office }
endpoint old imap { host imap.a.example; login admin "m" secret env S }
endpoint office microsoft365 { tenant a.onmicrosoft.example; client x secret env G }
lot l { date 2027-03-20; domain a.example }
domain a.example
mailbox anna@a.example "Anna"
`);
  const records = [
    { type: 'CNAME', name: 'autodiscover.A.example', value: 'autodiscover.partner.example' },
    { type: 'TXT', name: 'a.example', value: 'v=spf1 include:spf.partner.example -all' },
  ] as const;
  const domains = new Map([['a.example', { state: 'verified', records } as const]]);
  const [zone] = wantedZones(analysis, 'l', new Map([['office', { objects: new Map(), domains }]]));
  expect(zone).toMatchObject({
    autodiscover: 'autodiscover.partner.example',
    spfInclude: 'spf.partner.example',
    mx: '<token>.mail.protection.outlook.com',
    selectors: ['selector1', 'selector2'],
  });
});
