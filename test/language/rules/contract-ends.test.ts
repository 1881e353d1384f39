/** MP711: lots after the end of their source’s contract. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('of each source that the lot’s mailboxes have; its last day counts', () => {
  checkDiagnostics(`
plan "P" { source old; target new }
endpoint old imap { host imap.a.example; login master "m" secret env A; until 2025-01-20 }
endpoint other imap { host imap.c.example; login master "m" secret env C; until 2024-12-31 }
endpoint new imap { host imap.b.example; login master "m" secret env B; until 2020-01-01 }
domain a.example
domain b.example { source other }
lot one { date 2025-01-20; domain a.example }
lot two { date 2025-01-27; domain b.example; mailbox jean@a.example }
#              ^^^^^^^^^^ error MP711: lot two moves on 2025-01-27, and the contract of old ends on 2025-01-20; move the lot earlier or prolong the contract
#              ^^^^^^^^^^ error MP711: lot two moves on 2025-01-27, and the contract of other ends on 2024-12-31; move the lot earlier or prolong the contract
lot empty { date 2025-02-03 }
#                ^^^^^^^^^^ error MP711: lot empty moves on 2025-02-03, and the contract of old ends on 2025-01-20; move the lot earlier or prolong the contract
lot done { date 2025-02-03 }
mailbox anna@a.example "Anna"
mailbox jean@a.example "Jean"
mailbox lea@b.example "Léa"
# done: done stage, delta, verify
`);
});

test('in French', () => {
  checkDiagnostics(
    `
plan "P" { source old }
endpoint old imap { host imap.a.example; login master "m" secret env A; until 2025-01-20 }
lot two { date 2025-01-27 }
#              ^^^^^^^^^^ error MP711: le lot two part le 2025-01-27, alors que le contrat de old prend fin le 2025-01-20\u00A0; avancez le lot ou prolongez le contrat
`,
    { locale: 'fr' },
  );
});
