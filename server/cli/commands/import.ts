/** `import`: a plan from the file that people have, and row by row what could not be taken from it. */
import { type Cli, CliError, EXIT, type Imported, type ImportRemark } from '../services.ts';
import { importAsJson, importSummary, remarkLines } from '../views/import.ts';
import { examples, oneOf, type Register } from './options.ts';

interface ImportOptions {
  readonly domain?: string;
  readonly out: string;
  readonly format: string;
}

export const registerImport: Register = (program, bind, t) => {
  program
    .command('import')
    .summary(t('make a plan of a list of addresses', 'faire un plan d’une liste d’adresses'))
    .description(
      t(
        'Reads a CSV export, an Excel workbook, a YAML file or a plain list, and writes plan.migplan and a file a domain. What could not be read is told row by row. Password columns are never read, and no file is overwritten.',
        'Lit un export CSV, un classeur Excel, un fichier YAML ou une simple liste, et écrit plan.migplan et un fichier par domaine. Ce qui n’a pu être lu est dit ligne par ligne. Les colonnes de mots de passe ne sont jamais lues, et aucun fichier n’est écrasé.',
      ),
    )
    .argument('<file>', t('a .csv, .xlsx, .yaml or text file', 'un fichier .csv, .xlsx, .yaml ou texte'))
    .option(
      '--domain <domain>',
      t(
        'only this domain and those below it; names without @ are in it',
        'seulement ce domaine et ceux qui en dépendent\u00A0; les noms sans @ en font partie',
      ),
    )
    .option(
      '--out <folder>',
      t(
        'where the plan goes, or - for one plan on stdout',
        'où écrire le plan, ou - pour un seul plan sur la sortie standard',
      ),
      '.',
    )
    .option('--format <format>', 'human, json', 'human')
    .addHelpText(
      'after',
      examples(
        'import addresses.csv --out plan/',
        'import users.xlsx --domain spf55.org',
        'import list.txt --out -',
      ),
    )
    .action(bind(importFile));
};

async function importFile(cli: Cli, file: string, options: ImportOptions): Promise<number> {
  const format = oneOf(cli, '--format', options.format, ['human', 'json']);
  const { domain, out } = options;
  if (domain !== undefined) requireDomain(cli, domain);
  const isPrinted = out === '-';
  const read = await cli.services.importFile(file, {
    locale: cli.locale,
    day: firstMonday(cli.services.clock.now()),
    together: isPrinted,
    ...(domain === undefined ? {} : { domain }),
  });
  const imported = requirePlan(cli, file, read);
  const written = isPrinted ? [] : await create(cli, out, imported.files);
  cli.terminal.err(remarkLines(cli, file, imported.remarks));
  if (format === 'json') cli.terminal.out(importAsJson(cli, { file, imported, written, isPrinted }));
  else if (isPrinted) cli.terminal.out(imported.files.values().toArray().join(''));
  else for (const path of written) cli.terminal.out(`${path}\n`);
  if (format === 'human') cli.terminal.err(importSummary(cli, imported));
  return imported.remarks.some(isLoss) ? EXIT.incomplete : EXIT.done;
}

const isLoss = ({ kind }: ImportRemark): boolean => kind !== 'note';

function requireDomain({ t }: Cli, domain: string): void {
  if (/^[^\s@/\\]+\.[^\s@/\\.]+$/.test(domain)) return;
  throw new CliError(
    EXIT.usage,
    t(
      `--domain takes a domain such as example.org, not ${domain}`,
      `--domain prend un domaine tel que example.org, et non ${domain}`,
    ),
  );
}

/** Ends the command where nothing could be read, after saying row by row why. */
function requirePlan(cli: Cli, file: string, imported: Imported): Extract<Imported, { kind: 'plan' }> {
  if (imported.kind === 'plan') return imported;
  cli.terminal.err(remarkLines(cli, file, imported.remarks));
  throw new CliError(EXIT.usage, `${file}: ${imported.says[cli.locale]}`);
}

/** Writes the plan's files; none where one of them is there already. */
async function create(cli: Cli, folder: string, files: ReadonlyMap<string, string>): Promise<string[]> {
  const { written, existing } = await cli.services.createFiles(folder, files);
  const [first] = existing;
  if (first === undefined) return [...written];
  const more =
    existing.length > 1 ? cli.t(` and ${existing.length - 1} more`, ` et ${existing.length - 1} autres`) : '';
  throw new CliError(
    EXIT.refused,
    cli.t(
      `${first}${more}: already there, and import overwrites nothing. Nothing was written; choose another folder with --out`,
      `${first}${more}\u00A0: déjà là, et l’import n’écrase rien. Rien n’a été écrit\u00A0; choisissez un autre dossier avec --out`,
    ),
  );
}

/** A working day far enough away to be replaced in peace: the first Monday in three months or more. */
function firstMonday(now: Date): string {
  const day = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 3, now.getUTCDate()));
  day.setUTCDate(day.getUTCDate() + ((8 - day.getUTCDay()) % 7));
  return day.toISOString().slice(0, 10);
}
