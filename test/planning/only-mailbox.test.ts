/** A rehearsal's plan: one mailbox's mail and what it needs, out of a lot. */
import { expect, test } from 'vitest';
import { NOTHING_OBSERVED } from '../../server/planning/observation.ts';
import { onlyMailbox } from '../../server/planning/only-mailbox.ts';
import { planLot } from '../../server/planning/plan-lot.ts';
import { analyse } from '../support/check.ts';

test('it has its copy, its comparison and its account, and nothing that comes after mail', async () => {
  const analysis = analyse(`
plan "P" { source old; target new }
endpoint old imap { host imap.a.example; login admin "m" secret env S }
endpoint new cyrus { host imap.b.example; login admin "m" secret env T; sieve imap.b.example }
lot l { date 2027-03-20; domain a.example }
domain a.example
mailbox anna@a.example "Anna" { quota 1 GB; forward bob@a.example keep-copy; was anna@old.example }
mailbox bob@a.example "Bob"
shared info@a.example "Info" { access anna@a.example full }
# inventory: anna@a.example 2 GB
# inventory: bob@a.example 3 GB
`);
  const whole = await planLot(analysis, { lot: 'l', phase: 'all', locale: 'en' }, NOTHING_OBSERVED);
  const cut = onlyMailbox(whole, 'Anna@a.example');
  expect(cut.steps.map(({ key }) => key)).toEqual([
    'account anna@a.example',
    'mail anna@a.example',
    'verify anna@a.example',
  ]);
  expect(cut.totals).toMatchObject({ mailboxes: 1, bytes: 2e9 });
  expect(cut.fingerprint).toBe(whole.fingerprint);
  expect(onlyMailbox(whole, 'nobody@a.example').steps).toEqual([]);
});
