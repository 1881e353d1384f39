/** What a person sees who runs migplan in French: no word of it is English. No server is needed for any of it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runProgram } from '../../server/cli/program.ts';
import type { Services, Terminal } from '../../server/cli/services.ts';
import { expectFrench } from '../support/both-languages.ts';
import { type Ended, migplan } from '../support/migplan.ts';

const plan = `
plan "Trois personnes" { source ancien; target nouveau }
endpoint ancien dovecot { host imap.invalid; login master "m" secret env ABSENT_SECRET }
endpoint nouveau dovecot { host imap2.invalid; login master "m" secret file "absent" }
endpoint autre bluemind { url "https://mail.invalid"; secret env ABSENT_SECRET }
policy { alias-scope domain }
licence L "Courrier" { price 2 EUR/month }
domain a.example
domain b.example { target autre }
lot pilote "Premiers" { date 2027-03-08; domain a.example }
lot bloque "Bloqués" { date 2027-03-09; hold "pas encore libre" until 2099-01-01 }
lot autre "Autres" { date 2027-03-10; domain b.example }
mailbox anna@a.example L "Anna" { alias a@a.example }
mailbox bruno@b.example L "Bruno"
shared info@a.example "Infos" { access anna@a.example full }
`;

const inventory = `schema: migplan/inventory/v1
domain: a.example
taken: 2025-01-01
addresses:
  anna@a.example: { messages: beaucoup, bytes: 1 }
`;

const stale = { schema: 'migplan/dry-run/v1', lot: 'pilote', phase: 'all', fingerprint: 'x', steps: [] };

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'migplan-fr-'));
  for (const path of ['plan', 'empty', 'counted', 'counted/inventory']) mkdirSync(join(folder, path));
  const write = (path: string, written: string) => writeFileSync(join(folder, path), written);
  write('plan/plan.migplan', plan);
  write('counted/plan.migplan', plan);
  write('counted/inventory/a.example.yaml', inventory);
  write('stale.json', JSON.stringify(stale));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const french = (values: readonly string[]): Promise<Ended> =>
  migplan(
    values.map((value) => value.replace('FOLDER', folder)),
    { lang: 'fr_FR.UTF-8' },
  );

describe('an error is one line in French', () => {
  const errors: [string, string[], number][] = [
    ['fichier ou dossier introuvable', ['check', 'FOLDER/absent'], 2],
    ['ni un fichier ni un dossier', ['check', '/dev/null'], 2],
    ['aucun plan sous ce dossier', ['check', 'FOLDER/empty'], 2],
    ['pas de lot pilot\u00A0; vouliez-vous dire pilote\u00A0?', ['show', 'FOLDER/plan', '--lot', 'pilot'], 2],
    ['pas d’unité nord', ['show', 'FOLDER/plan', '--unit', 'nord'], 2],
    ['aucune règle ne s’appelle MP9999', ['explain', 'MP9999'], 2],
    ['prend l’une de ces valeurs', ['check', 'FOLDER/plan', '--format', 'html'], 2],
    ['n’est pas définie', ['inventory', 'FOLDER/plan'], 5],
    ['ne peut pas être lu', ['run', 'FOLDER/plan', '--lot', 'pilote', '--yes'], 5],
    [
      'est suspendu jusqu’au 2099-01-01\u00A0: pas encore libre',
      ['run', 'FOLDER/plan', '--lot', 'bloque', '--yes'],
      4,
    ],
    ['il faut son hôte et son identifiant', ['run', 'FOLDER/plan', '--lot', 'autre', '--yes'], 4],
    ['est périmé', ['run', 'FOLDER/plan', '--lot', 'pilote', '--plan', 'FOLDER/stale.json', '--yes'], 4],
    [
      'ce n’est pas un plan',
      ['run', 'FOLDER/plan', '--lot', 'pilote', '--plan', 'FOLDER/plan/plan.migplan', '--yes'],
      2,
    ],
    ['pas de terminal', ['run', 'FOLDER/plan', '--lot', 'pilote'], 2],
    ['commande inconnue «\u00A0chek\u00A0»', ['chek'], 2],
    ['option inconnue «\u00A0--frmat\u00A0»', ['check', '--frmat', 'json'], 2],
    ['«\u00A0--lot <lot>\u00A0» est obligatoire', ['run', 'FOLDER/plan'], 2],
    ['«\u00A0--lot <lot>\u00A0» demande une valeur', ['run', 'FOLDER/plan', '--lot'], 2],
    ['aucune exécution de ce plan n’est en cours', ['pause', 'FOLDER/plan'], 4],
    ['aucune exécution de ce plan n’est en cours', ['cancel', 'FOLDER/plan'], 4],
    ['trop d’arguments', ['show', 'FOLDER/plan', 'FOLDER/plan'], 2],
    ['--lang prend en ou fr', ['check', 'FOLDER/plan', '--lang', 'de'], 2],
    ['Entrée invalide\u00A0: nombre attendu', ['show', 'FOLDER/counted'], 1],
  ];
  test.each(errors)('%s', async (said, values, code) => {
    const ended = await french(values);
    expect(ended.err).toContain(said);
    expect({ code: ended.code, out: ended.out }).toEqual({ code, out: '' });
    expectFrench(ended.err.replaceAll(folder, ''));
  });
});

describe('what is printed is in French', () => {
  const printed: [string, string[]][] = [
    ['1 fichier', ['check', 'FOLDER/plan']],
    ['avertissement', ['check', 'FOLDER/plan', '--format', 'markdown']],
    ['Boîtes', ['show', 'FOLDER/plan']],
    ['non vérifié', ['dry-run', 'FOLDER/plan', '--lot', 'pilote', '--offline']],
    ['alias\u00A0: à la main', ['dry-run', 'FOLDER/plan', '--lot', 'pilote', '--offline', '--steps']],
    ['courrier | copier', ['dry-run', 'FOLDER/plan', '--lot', 'pilote', '--offline', '--format', 'markdown']],
    ['non commencée', ['status', 'FOLDER/plan']],
    ['non commencée', ['status', 'FOLDER/plan', '--lot', 'pilote']],
    ['(erreur)', ['explain', 'MP101']],
  ];
  test.each(printed)('%s: %j', async (said, values) => {
    const { out, err } = await french(values);
    expect({ out, err }).toEqual({ out: expect.stringContaining(said), err: '' });
    expectFrench(out.replaceAll(folder, '').replace(PLAN_TEXT, ''));
  });

  const commands = [
    'check',
    'fmt',
    'show',
    'explain',
    'inventory',
    'dry-run',
    'run',
    'status',
    'watch',
    'pause',
    'resume',
    'cancel',
    'verify',
    'report',
    'sheets',
    'sheets export',
    'sheets import',
    'lsp',
  ];
  test.each([[], ...commands.map((name) => name.split(' '))])(
    'the help of migplan %s',
    async (...command) => {
      const help = await helpOf(...command);
      expect(help).toContain('Utilisation\u00A0: migplan');
      if (command.length > 0) expect(help).toContain('Exemples\u00A0:');
      expectFrench(help.replace(NAMES, ''));
      expect(help).not.toMatch(/^\s*[:;?!»]|«\s*$/m);
    },
  );

  test('as --lang asks, whatever the environment says', async () => {
    expect((await migplan(['--lang', 'fr', 'status', join(folder, 'plan')])).out).toContain('Boîtes');
    expect(
      (await migplan(['status', join(folder, 'plan'), '--lang=en'], { lang: 'fr_FR.UTF-8' })).out,
    ).toContain('Mailboxes');
  });

  test('and the JSON keeps its words', async () => {
    const { out } = await french(['status', 'FOLDER/plan', '--format', 'json']);
    expect(JSON.parse(out)).toMatchObject({ schema: 'migplan/status/v1', lots: [{}, {}, {}] });
    expect(out).toContain('"Created"');
  });
});

/** Examples of plans, and the line of one that is quoted, are in the plan's own words. */
const PLAN_TEXT = /^(?: {4}\S| {2}\|).*$/gm;

/** Commands and options are called the same in every language; `import` says its own. */
const NAMES =
  /^ *(?:\$ .*|import .*|\S+(?: \[[^\]]+\])*(?= {2,}))|migplan run|<\w+>|dry-run|run --plan|human|hint,\s+information,\s+warning,\s+error/gm;

/** No command is run by it, so none of the services is asked for anything. */
async function helpOf(...command: string[]): Promise<string> {
  const said: string[] = [];
  const terminal = { out: (written: string) => void said.push(written), columns: 100 } as Terminal;
  const { signal } = new AbortController();
  const options = { version: '', services: {} as Services, terminal, signal, language: 'fr_FR.UTF-8' };
  await runProgram([...command, '--help'], options);
  return said.join('');
}
