/** Reports in all their forms, of one scene: what they say, in both languages, and what nobody's text can make of them. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { writeReport } from '../../../server/documents/report/write-report.ts';
import type { RecordedRun, RunIncident } from '../../../server/language/model/runs/recorded-run.ts';
import {
  type OnRecord,
  type ReportedMailbox,
  reportOf,
} from '../../../server/planning/report/plan-report.ts';
import { text } from '../../../server/planning/text.ts';
import { expectFrench } from '../../support/both-languages.ts';
import { analyse } from '../../support/check.ts';
import { colourOf, contrast } from '../../support/colours.ts';
import { load } from '../sheets/filled-in.ts';

const plan = (locale: string, title = 'To the new house'): string => `
plan "${title}" { locale ${locale}; timezone Europe/Paris }
licence E1 { price 2 EUR/month }
licence E3 { price 8 EUR/month }
policy { licence-share E3 <= 1/3 per unit surcharge }
unit north "North" { kind region }
domain a.example { unit north }
domain b.example
lot first "Primo" { date 2027-03-08; domain a.example, b.example }
lot second { date 2027-05-08 }
mailbox anna@a.example E3 "Anna"
mailbox jean@a.example E3 "=1+1"
mailbox zoe@a.example E1 "Zo"
mailbox lea@a.example E1 "La" { new }
shared info@b.example`;

const mailbox = (
  stands: ReportedMailbox['stands'],
  more: Partial<ReportedMailbox> = {},
): ReportedMailbox => ({
  stands,
  state: STATES[stands],
  detail: '',
  messages: 0,
  refused: 0,
  bytes: 0,
  at: new Date('2027-03-08T19:00:00Z'),
  ...more,
});
const STATES = {
  done: text('Completed', 'terminée'),
  failed: text('Failed', 'en échec'),
  open: text('Stopped', 'arrêtée'),
};

const run = (more: Partial<RecordedRun>): RecordedRun => ({
  ...{ id: 'x', path: '', lot: 'first', phase: 'all', how: 'complete', mailboxes: 4, complete: 4 },
  ...{ since: '2027-03-08T18:00:00Z', at: '2027-03-08T20:00:00Z', copied: 1234, failed: 0 },
  ...more,
});

const about = { address: 'jean@a.example', lot: 'first', at: '2027-03-08T19:00:00Z' };
const refused: RunIncident = {
  ...about,
  what: 'message',
  ...{ folder: 'INBOX', subject: '<script>alert(1)</script> | "x"', date: '2020-01-02', size: 61e6 },
  words: 'NO [TOOBIG] too <b>big</b>',
};

const RECORD: OnRecord = {
  mailboxes: new Map([
    ['anna@a.example', mailbox('done', { messages: 1234, bytes: 5.6e6 })],
    ['jean@a.example', mailbox('failed', { messages: 10, bytes: 1000, refused: 1 })],
    ['zoe@a.example', mailbox('failed', { detail: 'no such login' })],
  ]),
  recorded: {
    runs: [
      run({
        since: '2027-03-09T18:00:00Z',
        at: '2027-03-09T18:02:00Z',
        how: 'stopped',
        words: 'disk full',
        failed: 1,
      }),
      run({ lot: 'second' }),
      run({ how: 'incomplete', complete: 1, phase: 'stage' }),
    ],
    incidents: new Map([['jean@a.example', [refused, { ...about, what: 'more', count: 3 }]]]),
  },
  left: new Map([['first', [{ kind: text('alias', 'alias'), subject: 'a@a.example', what: '| of Anna' }]]]),
  isRunning: true,
};

const report = (locale: 'en' | 'fr', on = RECORD, lot?: string, title?: string) =>
  reportOf(analyse(plan(locale, title)), on, {
    locale,
    now: new Date('2027-03-10T09:05:00Z'),
    ...(lot === undefined ? {} : { lot }),
  });

const written = async (path: string, ...of: Parameters<typeof report>): Promise<string> =>
  String(await writeReport(report(...of), path));

describe('as Markdown', () => {
  test('all of a lot: what is open and why, what is left, costs, runs, mailboxes', async () => {
    expect(await written('x.md', 'en', RECORD, 'first')).toBe(`# To the new house

Migration report · Primo · as of 10 March 2027, 10:05 (Europe/Paris)

**2 of 4 mailboxes need looking at; 1 is complete. A run is under way.**

- 1 / 4 mailboxes complete
- 1,244 messages moved
- 5.6 MB of mail
- 1 message refused
- 20.00 EUR/month for licences

## Primo

Date: 8 March 2027

### To look at

What the last run of each mailbox met and no later one has put right. The words are the mail servers’ own. It is tried again by the next run.

| Mailbox | Folder | What | Why |
| --- | --- | --- | --- |
| jean@a.example | INBOX | message refused — \\<script\\>alert(1)\\</script\\> \\| "x", 2020-01-02, 61 MB | NO \\[TOOBIG\\] too \\<b\\>big\\</b\\> |
| jean@a.example |  | and 3 more |  |
| zoe@a.example |  | mailbox not complete | no such login |

### Left to be done by hand

Steps that no run does and that nobody has said are done (migplan tick).

| Step | For | What |
| --- | --- | --- |
| alias | a@a.example | \\| of Anna |

### Units and costs

Over their share:

North — 2 E3 of 4 licences, 1 allowed, 1 over (6.00 EUR/month)

| Unit | Mailboxes | Complete | To look at | Messages | Size | Cost |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
| North | 3 | 1 | 2 | 1,244 | 5.6 MB | 20.00 EUR/month |
| no unit | 1 | — | — | — | — | — |

### Runs

| Begun | Phase | Took | Complete | Messages | Refused | Ended |
| --- | --- | --- | ---: | ---: | ---: | --- |
| 8 March 2027, 19:00 | stage | 2 hours | 1 / 4 | 1,234 | — | incomplete |
| 9 March 2027, 19:00 | stage to verify | 2 minutes | 4 / 4 | 1,234 | 1 | stopped — disk full |

### Mailboxes

| Address | Name | State | Messages | Size | Refused |
| --- | --- | --- | ---: | ---: | ---: |
| anna@a.example | Anna | Completed | 1,234 | 5.6 MB | — |
| info@b.example | shared | not begun | — | — | — |
| jean@a.example | =1+1 | Failed | 10 | 1 kB | 1 |
| zoe@a.example | Zo | Failed | — | — | — |

*Made from the ledger and the logs of the runs. Nothing at a source is ever deleted.*
`);
  });

  test('a whole plan: its lots, and those that have been begun', async () => {
    const told = await written('x.md', 'en');
    expect(told).toContain(
      '| Primo | 8 March 2027 | 4 | 1 | 2 | 1,244 | 5.6 MB |\n| Lot second | 8 May 2027 | — | — | — | — | — |',
    );
    expect(told).toContain('## Lot second\n'); // a run of it is on record
  });

  test('in French', async () => {
    const on = { ...RECORD, left: new Map(), recorded: { ...RECORD.recorded, incidents: new Map() } };
    const told = await written('x.md', 'fr', on, 'first', 'Vers la nouvelle');
    expect(told).toContain(
      '**À regarder\u00A0: 2 sur 4 boîtes\u00A0; 1 est complète. Une exécution est en cours.**',
    );
    expectFrench(told.replaceAll(/Primo|North|no such login|disk full|Europe|stage|verify|\S+@\S+/g, ''));
  });

  const verdicts: [string, OnRecord['mailboxes'], string][] = [
    ['nothing', new Map(), 'Nothing has been moved yet.'],
    [
      'all',
      new Map(['anna', 'jean', 'zoe'].map((name) => [`${name}@a.example`, mailbox('done')])).set(
        'info@b.example',
        mailbox('done'),
      ),
      'All of 4 mailboxes are complete.',
    ],
    ['some', new Map([['anna@a.example', mailbox('open')]]), '0 of 4 mailboxes are complete.'],
  ];
  test.each(verdicts)('how it stands: %s', async (_, mailboxes, says) => {
    const on = { ...RECORD, mailboxes, isRunning: false };
    expect(await written('x.md', 'en', on, 'first')).toContain(`**${says}**`);
  });
});

describe('as HTML', () => {
  test('one file that asks for nothing, under a policy that would not let it', async () => {
    const page = await written('x.html', 'en', RECORD, 'first');
    const [, style = ''] = /<style>(.*?)<\/style>/s.exec(page) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    expect(page).toContain(
      `content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'"`,
    );
    expect(page).not.toMatch(/<script|https?:|url\(|@import|\son\w+=|\sstyle=|\ssrc=|\shref=/i);
  });

  test('its words can be read in each of its schemes', async () => {
    const page = await written('x.html', 'en', RECORD, 'first');
    const schemes = [...page.matchAll(/:root \{(.*?)\}/gs)].map(([, all = '']) =>
      Object.fromEntries([...all.matchAll(/--(\w+): (#\w{6})/g)].map(([, name, colour]) => [name, colour])),
    );
    const faint = schemes.flatMap((scheme, index) => {
      const on = (name: string) => colourOf(scheme[name] ?? '');
      return ['ink', 'soft', 'accent', 'good', 'bad', 'open'].flatMap((name) =>
        contrast(on(name), on('paper')) < 4.5 ? [`${name} of scheme ${index}`] : [],
      );
    });
    expect(schemes).toHaveLength(3);
    expect(faint).toEqual([]);
  });

  test('anybody’s text is text', async () => {
    const hostile = `</title><img src=x onerror=alert(1)>&quot;' \u202e`;
    const page = await written('x.html', 'en', RECORD, 'first', hostile.replaceAll('"', ''));
    const tags = new Set([...page.matchAll(/<\/?([a-z0-9]+)/g)].map(([, tag]) => tag));
    expect([...tags].filter((tag) => !ALLOWED.has(tag ?? ''))).toEqual([]);
    expect(page).toContain('&#60;script&#62;alert(1)&#60;/script&#62;');
    expect(page).not.toContain('\u202e');
  });

  const ALLOWED = new Set(
    'html head meta title style body main header p h1 h2 h3 dl div dt dd section svg rect ul li span table thead tbody tr th td wbr footer'.split(
      ' ',
    ),
  );

  test('its bars say beside them what they show', async () => {
    const page = await written('x.html', 'fr', RECORD, 'first');
    expect(page).toContain('<html lang="fr">');
    expect(page).toContain('<rect class="good" x="0.00" y="0" width="25.00" height="4"/>');
    expect(page).toContain('<rect class="planned" x="75.00" y="0" width="25.00" height="4"/>');
    expect(page.replaceAll(/<[^>]+>/g, ' ')).toContain('2 à regarder');
  });
});

test('as a workbook: a page a table, numbers as numbers, no formula', async () => {
  const bytes = await writeReport(report('en'), 'x.xlsx');
  const workbook = await load(bytes as Uint8Array);
  expect(workbook.worksheets.map(({ name }) => name)).toEqual([
    'Summary',
    'Lots',
    'To look at',
    'Left to be done by hand',
    'Units and costs',
    'Runs',
    'Mailboxes',
  ]);
  const rows = workbook.getWorksheet('Mailboxes')?.getSheetValues() ?? [];
  expect(rows[2]).toEqual([undefined, 'Primo', 'anna@a.example', 'Anna', 'Completed', 1234, 5600000, 0]);
  expect(rows[4]).toEqual([undefined, 'Primo', 'jean@a.example', "'=1+1", 'Failed', 10, 1000, 1]);
  for (const sheet of workbook.worksheets)
    sheet.eachRow((row) => row.eachCell((cell) => expect(cell.formula ?? '', cell.address).toBe('')));
});

test('another ending is no report', async () => {
  expect(await writeReport(report('en'), 'plan.migplan')).toBeUndefined();
});
