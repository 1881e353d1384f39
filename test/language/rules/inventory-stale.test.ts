/** MP904: inventories older than a freeze that has begun. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('from the freeze to the lot’s day; the oldest is named, old domains and sub-domains are looked at too', () => {
  checkDiagnostics(`
timeline standard {
  D-5 freeze
  D open
}
domain a.example { was old.example }
domain b.example { subdomain town.b.example }
domain c.example
domain d.example
lot one { date 2025-01-15; domain a.example, b.example }
#   ^^^ hint MP904: the inventory of a.example was taken on 2025-01-08, before the freeze of lot one (2025-01-10), and so was that of 1 more domain; take it again with migplan inventory
lot two { date 2025-01-16; domain c.example }
lot three { date 2025-01-21; domain d.example }
mailbox anna@a.example "Anna"
mailbox jean@b.example "Jean"
mailbox ida@town.b.example "Ida"
mailbox lea@c.example "Léa"
mailbox max@d.example "Max"
# inventory taken: 2025-01-08
# inventory: anna@old.example 2 GB
# inventory: ida@town.b.example 2 GB
# inventory: lea@c.example 2 GB
# inventory: max@d.example 2 GB
# done: one stage
# done: two stage, delta, verify
# clock: 2025-01-15T08:00Z
`);
});

test('in French', () => {
  checkDiagnostics(
    `
timeline standard {
  D-5 freeze
  D open
}
domain a.example
domain b.example
domain c.example
lot one { date 2025-01-15; domain a.example }
#   ^^^ hint MP904: l’inventaire de a.example date du 2025-01-01, avant le gel du lot one (2025-01-10)\u00A0; reprenez-le avec migplan inventory
lot two { date 2025-01-17; domain b.example; domain c.example }
#   ^^^ hint MP904: l’inventaire de b.example date du 2025-01-01, avant le gel du lot two (2025-01-12), comme celui d’un autre domaine\u00A0; reprenez-le avec migplan inventory
mailbox anna@a.example "Anna"
mailbox jean@b.example "Jean"
mailbox lea@c.example "Léa"
# inventory: anna@a.example 2 GB
# inventory: jean@b.example 2 GB
# inventory: lea@c.example 2 GB
# done: one stage
# done: two stage
# clock: 2025-01-15T08:00Z
`,
    { locale: 'fr' },
  );
});
