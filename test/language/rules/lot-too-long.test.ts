/** MP308: a lot whose copy does not fit between stage and cutover. */
import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check.ts';

test('the rate of the slower end counts, and its quiet hours', () => {
  checkDiagnostics(`
plan "P" { source old; target new }
endpoint old imap { host imap.a.example; login master "m" secret env A; rate 20 MB/s }
endpoint new imap {
  host imap.b.example
  login master "m" secret env B
  rate 1 MB/s
  quiet 06:00..22:00
}
timeline standard {
  D-3 stage
  D-1 18:00 cutover
}
domain a.example
lot one { date 2025-01-20; domain a.example }
#   ^^^ warning MP308: lot one holds 130 GB: at the 1 MB/s of new its copy takes 4.2 days or more, quiet hours included, and stage and cutover are 2.8 days apart; stage earlier, raise the rate or split the lot
lot two { date 2025-02-03; mailbox jean@a.example }
mailbox anna@a.example "Anna"
mailbox jean@a.example "Jean"
# inventory: anna@a.example 130 GB
# inventory: jean@a.example 70 GB
`);
});

test('two sources are read side by side, and share the target', () => {
  checkDiagnostics(`
plan "P" { target new }
endpoint slow imap { host imap.a.example; login master "m" secret env A; rate 1 MB/s }
endpoint quick imap { host imap.c.example; login master "m" secret env C; rate 100 MB/s }
endpoint new imap { host imap.b.example; login master "m" secret env B; rate 4 MB/s }
timeline standard {
  D-1 06:00 stage
  D-1 18:00 cutover
}
domain a.example { source slow }
domain b.example { source quick }
domain c.example { source quick }
lot fits { date 2025-01-20; domain a.example, b.example }
lot slow { date 2025-01-27; mailbox jean@a.example }
#   ^^^^ warning MP308: lot slow holds 50 GB: at the 1 MB/s of slow its copy takes 13.9 hours or more, and stage and cutover are 12 hours apart; stage earlier, raise the rate or split the lot
lot wide { date 2025-02-03; domain c.example }
#   ^^^^ warning MP308: lot wide holds 180 GB: at the 4 MB/s of new its copy takes 12.5 hours or more, and stage and cutover are 12 hours apart; stage earlier, raise the rate or split the lot
mailbox anna@a.example "Anna"
mailbox jean@a.example "Jean"
mailbox lea@b.example "Léa"
mailbox omar@c.example "Omar"
# inventory: anna@a.example 40 GB
# inventory: jean@a.example 50 GB
# inventory: lea@b.example 100 GB
# inventory: omar@c.example 180 GB
`);
});

test('nothing without a rate, a cutover or an inventory', () => {
  checkDiagnostics(`
plan "P" { source old; target new }
endpoint old imap { host imap.a.example; login master "m" secret env A }
endpoint new imap { host imap.b.example; login master "m" secret env B }
endpoint slow imap { host imap.c.example; login master "m" secret env C; rate 1 kB/s }
timeline whole {
  D-1 stage
  D cutover
}
timeline open { D-1 stage }
domain a.example
domain b.example { source slow }
domain c.example { source slow }
lot one { date 2025-01-20; timeline whole; domain a.example }
lot two { date 2025-02-03; timeline open; domain b.example }
lot three { date 2025-02-10; timeline whole; domain c.example }
mailbox anna@a.example "Anna"
mailbox jean@b.example "Jean"
mailbox lea@c.example "Léa"
# inventory: anna@a.example 40 GB
# inventory: jean@b.example 40 GB
`);
});

test('in French, and quiet hours that leave none', () => {
  checkDiagnostics(
    `
plan "P" { source old; target new }
endpoint old imap { host imap.a.example; login master "m" secret env A; rate 1 MB/s; quiet 08:00..20:00 }
endpoint new imap { host imap.b.example; login master "m" secret env B }
endpoint night imap { host imap.c.example; login master "m" secret env C; quiet 20:00..08:00 }
timeline standard {
  D-2 stage
  D-1 18:00 cutover
}
domain a.example
domain b.example { target night }
lot one { date 2025-01-20; domain a.example }
#   ^^^ warning MP308: le lot one contient 120 Go\u00A0: au débit de old, 1 Mo/s, sa copie prend au moins 2,9 jours, heures calmes comprises, et il y a 42 heures entre «\u00A0stage\u00A0» et «\u00A0cutover\u00A0»\u00A0; commencez plus tôt, augmentez le débit ou partagez le lot
lot two { date 2025-02-03; domain b.example }
#   ^^^ warning MP308: les heures calmes des points d’accès du lot two ne laissent aucune heure à sa copie\u00A0; réduisez-les
mailbox anna@a.example "Anna"
mailbox jean@b.example "Jean"
# inventory: anna@a.example 120 GB
# inventory: jean@b.example 1 GB
`,
    { locale: 'fr' },
  );
});
