/** Any bytes at all: diagnostics, never a crash, never a hang; and the cost of an edit at 50,000 mailboxes. */
import { expect, test } from 'vitest';
import { Analysis } from '../../server/language/analysis.ts';
import { RULES } from '../../server/language/rules/registry.ts';
import { analyse, published } from '../support/check.ts';
import { change } from './random-edits.ts';
import { file, Random } from './random-plan.ts';

const MUTATED = 10_000;

test(`${MUTATED} mutated plans: no rule fails, and each diagnostic lies in the text`, {
  timeout: 300_000,
}, () => {
  const random = new Random(2);
  let text = '';
  for (let plan = 0; plan < MUTATED; plan++) {
    if (plan % 25 === 0) text = file(random, 12);
    const { start, end, text: inserted } = random.chance(0.7) ? change(random, text) : bytes(random, text);
    text = (text.slice(0, start) + inserted + text.slice(end)).slice(0, 6_000);
    for (const { message, range, finding } of published(analyse(text))) {
      expect(message, text).not.toContain('failed here');
      expect(finding.at.end, text).toBeLessThanOrEqual(finding.block.text.length);
      expect(range.end.line, text).toBeGreaterThanOrEqual(range.start.line);
    }
  }
});

/** Some bytes of anything, as a file that is not UTF-8 comes out of a decoder. */
function bytes(random: Random, text: string) {
  const start = random.below(text.length + 1);
  const noise = Uint8Array.from({ length: random.below(40) }, () => random.below(256));
  return {
    start,
    end: Math.min(text.length, start + random.below(20)),
    text: new TextDecoder().decode(noise),
  };
}

test.each([
  ['a million braces', '{'.repeat(1_000_000)],
  ['a million quotes', 'unit x "'.repeat(125_000)],
  ['one endless line', `unit x "${'y'.repeat(1_000_000)}`],
  ['a million errors', 'unit\n'.repeat(1_000_000)],
  ['a million errors in one block', `mailbox a@a.example {\n${' qota 5 GB\n'.repeat(1_000_000)}}\n`],
  ['a line of 10 MB', `mailbox a@a.example { alias ${'b@a.example, '.repeat(800_000)} }`],
  ['a million levels', `mailbox a@a.example ${'{ a '.repeat(1_000_000)}`],
  ['a circle of thirty thousand units', circle((name, next) => `unit ${name} { parent ${next} }`)],
  ['a circle of thirty thousand lots', circle((name, next) => `lot ${name} { after ${next} }`)],
  [
    'a circle of thirty thousand aliases',
    circle((name, next) => `alias ${name}@a.example -> ${next}@a.example`),
  ],
  [
    'a template used ten thousand times by one domain',
    `template t { shared contact@ }\ndomain a.example { use ${'t, '.repeat(9_999)}t }`,
  ],
  ['a hundred thousand suppressions', `${'# migplan-ignore syntax: why\n'.repeat(100_000)}unit x`],
  ['NUL bytes', '\0'.repeat(100_000)],
  ['a hundred thousand of one name', 'unit x\n'.repeat(100_000)],
])('%s', { timeout: 60_000 }, (_, text) => {
  expect(published(analyse(text)).length).toBeLessThanOrEqual(1000);
});

function circle(link: (name: string, next: string) => string): string {
  const length = 30_000;
  return Array.from({ length }, (_, i) => link(`x${i}`, `x${(i + 1) % length}`)).join('\n');
}

const MAILBOXES = 50_000;
const DOMAINS = 500;
const BUDGET = 10;

test(`an edit among ${MAILBOXES} mailboxes costs less than ${BUDGET} ms of CPU`, { timeout: 120_000 }, () => {
  const { text, firstMailbox } = largePlan();
  const analysis = new Analysis({ rules: RULES, locale: 'en', root: '/plan.migplan' });
  analysis.open('/plan.migplan', text);
  analysis.settle();
  expect(analysis.diagnostics('/plan.migplan').total).toBe(0);
  const costs = Array.from({ length: 60 }, (_, edit) => {
    const at = { line: firstMailbox + 3 * ((edit * 7_919) % MAILBOXES), character: 14 };
    return cpuOf(() => {
      analysis.edit('/plan.migplan', [{ range: { start: at, end: at }, text: 'x' }]);
      analysis.settle();
      analysis.diagnostics('/plan.migplan');
    });
  });
  expect(costs.toSorted((a, b) => a - b)[costs.length / 2]).toBeLessThan(BUDGET);
});

function largePlan(): { text: string; firstMailbox: number } {
  const units = Array.from(
    { length: DOMAINS },
    (_, i) => `unit u${i} "U"\ndomain d${i}.example { unit u${i} }`,
  );
  const head = [
    'policy { alias-scope domain }',
    'licence E1 { quota 50 GB }',
    ...units.flatMap((each) => each.split('\n')),
    `lot all { date 2025-01-20; capacity 0..60000; unit ${Array.from({ length: DOMAINS }, (_, i) => `u${i}`).join(', ')} }`,
  ];
  const mailboxes = Array.from({ length: MAILBOXES }, (_, i) => {
    const domain = `d${i % DOMAINS}.example`;
    return `mailbox user.${i}@${domain} E1 "User ${i}" {\n  alias u${i}@${domain}; was user${i}@old.example\n}`;
  });
  return { text: `${[...head, ...mailboxes].join('\n')}\n`, firstMailbox: head.length };
}

function cpuOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
