/** What a run came to, as people read it. */
import { expect, test } from 'vitest';
import type { Cli } from '../../server/cli/services.ts';
import { showRunResult } from '../../server/cli/views/run-result.ts';
import type { Locale } from '../../server/language/rules/rule.ts';
import { type MailboxResult, NO_MESSAGES, totalsOf } from '../../server/running/run-result.ts';

/** What a view needs of the command line. */
const cliIn = (locale: Locale): Cli =>
  ({
    locale,
    terminal: { colour: false },
    t: (en: string, fr: string) => (locale === 'fr' ? fr : en),
  }) as Cli;

/** The run of one mailbox that has as many differences and notes. */
function shown(locale: Locale, differences: number, notes: number): string {
  const mailbox = {
    ...{ address: 'anna@a.example', state: 'Failed', bytes: 0, seconds: 1, refused: [] },
    messages: { ...NO_MESSAGES, copied: 1 },
    folders: [],
    differences: Array.from({ length: differences }, () => ({ folder: 'INBOX', reason: 'missing' })),
    notes: Array.from({ length: notes }, (_, n) => ({ folder: 'INBOX', text: `renamed ${n}` })),
  } as unknown as MailboxResult;
  const mailboxes = [mailbox];
  const about = { plan: 'p', lot: 'l', phase: 'all', steps: [] };
  return showRunResult(cliIn(locale), {
    ...{ schema: 'migplan/run/v1', ...about, mailboxes, totals: totalsOf(mailboxes, 1) },
  });
}

test('what is not shown is counted, one as one', () => {
  expect(shown('en', 6, 11)).toMatch(/… and 1 more difference\n(.*\n)*… and 1 more note\n/);
  expect(shown('fr', 6, 11)).toMatch(/… et 1 autre différence\n(.*\n)*… et 1 autre remarque\n/);
  expect(shown('en', 7, 12)).toMatch(/… and 2 more differences\n(.*\n)*… and 2 more notes\n/);
  expect(shown('fr', 7, 12)).toMatch(/… et 2 autres différences\n(.*\n)*… et 2 autres remarques\n/);
  expect(shown('en', 5, 10)).not.toContain('more');
});

test('each refused message is told by folder, subject, date, size and the server’s words, each folder by its reason', () => {
  const refused = {
    folder: 'INBOX',
    uid: 7,
    size: 21_500_000,
    subject: 'Plans',
    date: '2024-03-01',
    messageId: '',
  };
  const mailbox: MailboxResult = {
    ...{ address: 'anna@a.example', state: 'CompletedWithWarnings', bytes: 0, seconds: 1, notes: [] },
    ...{ messages: NO_MESSAGES, differences: [], problem: 'NO first' },
    refused: [{ ...refused, words: 'NO [LIMIT] too big' }],
    folders: [
      { folder: 'A', problem: 'NO first' },
      { folder: 'B', problem: 'NO second' },
    ],
  };
  const result = {
    schema: 'migplan/run/v1',
    plan: 'p',
    lot: 'l',
    phase: 'all',
    steps: [],
    mailboxes: [mailbox],
  } as const;
  const linesIn = (locale: Locale) =>
    showRunResult(cliIn(locale), { ...result, totals: totalsOf([mailbox], 1) })
      .split('\n')
      .slice(0, 3);
  expect(linesIn('en')).toEqual([
    'anna@a.example: completed with warnings, NO first',
    '  B: NO second',
    '  INBOX: "Plans" (2024-03-01, 21.5 MB): NO [LIMIT] too big',
  ]);
  expect(linesIn('fr')).toEqual([
    'anna@a.example\u00A0: terminée avec réserves, NO first',
    '  B\u00A0: NO second',
    '  INBOX\u00A0: «\u00A0Plans\u00A0» (2024-03-01, 21,5 Mo)\u00A0: NO [LIMIT] too big',
  ]);
});

test('mailboxes that say the same say it once, and so do notes', () => {
  const stopped = (address: string): MailboxResult => ({
    ...{ address, state: 'Stopped', problem: 'not begun', bytes: 0, seconds: 0, messages: NO_MESSAGES },
    ...{ differences: [], refused: [], folders: [], notes: [] },
  });
  const copied = (address: string): MailboxResult => ({
    ...{ address, state: 'Completed', bytes: 1, seconds: 0, messages: { ...NO_MESSAGES, copied: 1 } },
    ...{ differences: [], refused: [], folders: [] },
    notes: [{ kind: 'folder-renamed', folder: 'Brouillons', text: 'becomes "Drafts"' }],
  });
  const mailboxes = [...['a@a', 'b@a', 'c@a'].map(stopped), ...['d@a', 'e@a'].map(copied)];
  const about = { schema: 'migplan/run/v1', plan: 'p', lot: 'l', phase: 'all', steps: [] } as const;
  const linesIn = (locale: Locale) =>
    showRunResult(cliIn(locale), { ...about, mailboxes, totals: totalsOf(mailboxes, 1) }).split('\n');
  expect(linesIn('en')).toEqual([
    'a@a and 2 more: stopped, not begun',
    'Brouillons: becomes "Drafts" (2 mailboxes)',
    '2 of 5 mailboxes complete; 2 messages copied (2 B), 0 already there, 0 refused, in 1 s, 2 messages/s',
    '',
  ]);
  expect(linesIn('fr')).toEqual([
    'a@a et 2 autres\u00A0: arrêtée, not begun',
    'Brouillons\u00A0: becomes "Drafts" (2 boîtes)',
    '2 boîtes complètes sur 5\u00A0; 2 messages copiés (2 o), 0 déjà là, 0 refusé, en 1 s, 2 messages/s',
    '',
  ]);
});
