/** `show`: what a plan means, in numbers that can be checked by hand. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migplan } from '../support/migplan.ts';

const PLAN = `
plan "Twelve people" { source old; target new; timezone Europe/Paris }
endpoint old imap {
  host old.invalid; login master "m" secret env OLD_SECRET
  rate 10 MB/s; quiet 08:00..18:00; until 2025-06-30; price 43.20 EUR/year; seats 20
}
endpoint new imap { host new.invalid; login master "m" secret env NEW_SECRET }
licence E1 "Web" { price 2.76 EUR/month; quota 50 GB }
licence E3 "Office" { price 8.24 EUR/month; quota 100 GB; seats 4 }
unit france "France"
unit meuse "Meuse" { parent france }
policy { licence-share E3 <= 1/3 per unit surcharge; inactive-after 60 days }
timeline standard { D-4 stage; D-1 18:00 cutover; D open }
lot one "First" { date 2025-01-20; pilot; domain a.example, old-a.example }
domain a.example { unit meuse; was old-a.example }
domain empty.example { unit france }
mailbox anna@a.example E3 "Anna"
mailbox ben@a.example E3 "Ben"
mailbox cleo@a.example E1 "Cléo"
mailbox dora@a.example E1 "Dora"
shared contact@a.example "Contact" { access anna@a.example full }
alias c@a.example -> cleo@a.example
forward f@a.example -> someone@elsewhere.example
drop gone@a.example "agreed"
`;

const INVENTORY = `schema: migplan/inventory/v1
domain: a.example
taken: "2025-01-02"
addresses:
  anna@a.example: { messages: 1000, bytes: 720000000000, largest: 5, folders: 3, newest: "2025-01-01" }
  ben@a.example: { messages: 10, bytes: 1000, largest: 5, folders: 3, newest: "2024-01-01" }
  c@a.example: { messages: 0, bytes: 0, largest: 0, folders: 1 }
  f@a.example: { messages: 0, bytes: 0, largest: 0, folders: 1 }
  forgotten@a.example: { messages: 1, bytes: 1, largest: 1, folders: 1 }
  gone@a.example: { messages: 1, bytes: 1, largest: 1, folders: 1 }
`;

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'migplan-show-'));
  mkdirSync(join(folder, 'inventory'));
  writeFileSync(join(folder, 'plan.migplan'), PLAN);
  writeFileSync(join(folder, 'inventory', 'a.example.yaml'), INVENTORY);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('counts, fates, lots with their copy, units over their share, licences, and what is paid today', async () => {
  expect((await migplan(['show', folder])).out).toBe(`Twelve people
4 mailboxes, 1 shared, in 2 domains; 1,010 messages, 720 GB
Of 6 addresses in the source: 2 moved, 2 led to another, 1 dropped, 1 not planned for
Without a new message for as long as the policy says: 1

Lots  Date        Mailboxes  Shared  Units  Messages    Size  Copy, at least             Cost
one   2025-01-20          4       1      1     1,010  720 GB            30 h  22.00 EUR/month  First (pilot)

Units   Mailboxes  Shared    Size             Cost  Licences
france          4       1  720 GB  22.00 EUR/month  2 E1, 2 E3  France
meuse           4       1  720 GB  22.00 EUR/month  2 E1, 2 E3  Meuse

Over their share  Has        Allowed  Over       Surcharge
meuse             2 E3 of 4        1     1  5.48 EUR/month  Meuse
Surcharge together: 5.48 EUR/month

Licences  Mailboxes  Seats           Price             Cost
E1                2         2.76 EUR/month   5.52 EUR/month  Web
E3                2      4  8.24 EUR/month  16.48 EUR/month  Office
Together: 22.00 EUR/month

Today, old: 72.00 EUR/month (20 seats), contract until 2025-06-30

Besides: 1 alias, 1 forward, 1 dropped
`);
});

test('one domain, in whatever case it is asked for; one unit, in French', async () => {
  expect((await migplan(['show', folder, '--domain', 'A.example'])).out).toContain(`, in 2 domains;`);
  expect((await migplan(['show', folder, '--domain', 'A.example'])).out).toContain(`
Domains    Mailboxes  Shared    Size             Cost  Licences
a.example          4       1  720 GB  22.00 EUR/month  2 E1, 2 E3
`);
  expect((await migplan(['show', folder, '--unit', 'meuse'], { lang: 'fr' })).out).toContain(`
Unités  Boîtes  Partagées  Taille            Coût  Licences
meuse        4          1  720 Go  22,00 EUR/mois  2 E1, 2 E3  Meuse

Au-delà de leur part  A           Admises  En trop        Surcoût
meuse                 2 E3 sur 4        1        1  5,48 EUR/mois  Meuse
Surcoût en tout\u00A0: 5,48 EUR/mois
`);
});

test('a domain that the plan has not', async () => {
  expect(await migplan(['show', folder, '--domain', 'b.example'])).toEqual({
    code: 2,
    out: '',
    err: 'the plan has no domain b.example; did you mean a.example?\n',
  });
});
