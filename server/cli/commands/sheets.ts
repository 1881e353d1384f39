/** `sheets`: what the people of a lot's units fill in, and their answers as edits of the plan's files. */
import type { Diagnostic } from '../../language/diagnostic.ts';
import type { RecordedSheet } from '../../language/model/calendar/recorded-sheets.ts';
import { syntax } from '../../language/rules/syntax.ts';
import { importSheet } from '../../planning/sheets/import-sheet.ts';
import { refusalOf } from '../../planning/sheets/merge-sheet.ts';
import type { ReturnedSheet } from '../../planning/sheets/returned-sheet.ts';
import { type UnitSheet, unitSheets } from '../../planning/sheets/unit-sheets.ts';
import {
  diagnosticsOf,
  type LoadedPlan,
  loadForCheck,
  loadPlan,
  requireLot,
  requireName,
} from '../loaded-plan.ts';
import { type Cli, CliError, EXIT } from '../services.ts';
import {
  exportAsJson,
  type ImportedSheet,
  importAsJson,
  type SheetsReport,
  showExport,
  showImport,
} from '../views/sheets.ts';
import { colon, harmless } from '../views/style.ts';
import { examples, oneOf, planArgument, type Register } from './options.ts';

export const registerSheets: Register = (program, bind, t) => {
  const sheets = program
    .command('sheets')
    .summary(
      t(
        'spreadsheets for a lot’s units, and their answers',
        'les feuilles des unités d’un lot, et leurs réponses',
      ),
    )
    .description(
      t(
        'Each unit of a lot gets a spreadsheet of its addresses; what its people fill in becomes edits of the plan’s files, to be reviewed.',
        'Chaque unité d’un lot reçoit une feuille de ses adresses\u00A0; ce que ses personnes y écrivent devient des modifications des fichiers du plan, à relire.',
      ),
    )
    .addHelpText(
      'after',
      examples('sheets export --lot vague1', 'sheets import sheets/vague1/fd55.xlsx --check'),
    );
  sheets
    .command('export')
    .summary(t('write a sheet for each unit of a lot', 'écrire une feuille par unité d’un lot'))
    .description(
      t(
        'Writes an .xlsx for each unit of a lot: its addresses as the plan has them, to be kept, shared, led elsewhere or left behind, with licences to choose from, and a page that says what to do and by when. Sheets hold no password.',
        'Écrit un .xlsx par unité d’un lot\u00A0: ses adresses telles que le plan les a, à garder, partager, mener ailleurs ou abandonner, avec les licences au choix, et une page qui dit que faire et pour quand. Aucun mot de passe dans ces feuilles.',
      ),
    )
    .argument('[plan]', planArgument(t), '.')
    .requiredOption('--lot <lot>', t('the lot', 'le lot'))
    .option(
      '--unit <unit>',
      t('this unit and those below it only', 'cette unité et celles au-dessous seulement'),
    )
    .option(
      '--out <folder>',
      t(
        'where the sheets go; sheets/<lot> beside the plan otherwise',
        'où écrire les feuilles\u00A0; sinon sheets/<lot> à côté du plan',
      ),
    )
    .option(
      '--overwrite',
      t(
        'replace sheets that are there already, with what was filled in',
        'remplacer les feuilles déjà là, avec ce qui y est rempli',
      ),
    )
    .option('--format <format>', 'human, json', 'human')
    .addHelpText(
      'after',
      examples('sheets export --lot vague1', 'sheets export plan/ --lot vague1 --unit fd55 --out to-send/'),
    )
    .action(bind(exportSheets));
  sheets
    .command('import')
    .summary(t('put returned sheets into the plan', 'reporter dans le plan les feuilles revenues'))
    .description(
      t(
        'Reads sheets that came back and edits the plan’s files by as little as possible. What changed is told row by row, and so is what cannot be read, what is not in the plan, and what the plan has changed meanwhile: there it stays as it is. Importing twice changes nothing.',
        'Lit les feuilles revenues et modifie les fichiers du plan aussi peu que possible. Ce qui a changé est dit ligne par ligne, de même que ce qui est illisible, ce qui n’est pas dans le plan, et ce que le plan a changé entre-temps\u00A0: là il reste tel quel. Importer deux fois ne change rien.',
      ),
    )
    .argument(
      '<files...>',
      t(
        'the root plan or its folder first, unless it is this folder; then .xlsx files',
        'd’abord le plan racine ou son dossier, si ce n’est pas celui-ci\u00A0; puis des fichiers .xlsx',
      ),
    )
    .option('--lot <lot>', t('refuse sheets of another lot', 'refuser les feuilles d’un autre lot'))
    .option('--check', t('change nothing; only tell', 'ne rien changer\u00A0; dire seulement'))
    .option('--format <format>', 'human, json', 'human')
    .addHelpText(
      'after',
      examples('sheets import returned/*.xlsx --check', 'sheets import plan/ returned/fd55.xlsx'),
    )
    .action(bind(importSheets));
};

interface ExportOptions {
  readonly lot: string;
  readonly unit?: string;
  readonly out?: string;
  readonly overwrite?: boolean;
  readonly format: string;
}

async function exportSheets(cli: Cli, path: string, options: ExportOptions): Promise<number> {
  const format = oneOf(cli, '--format', options.format, ['human', 'json']);
  const { lot, out, overwrite = false } = options;
  const plan = await loadPlan(cli, path);
  requireLot(cli, plan, lot);
  requireReadable(cli, plan);
  const unit = options.unit === undefined ? {} : { unit: requireName(cli, plan, 'unit', options.unit) };
  const sheets = unitSheets(plan.analysis, { lot, locale: cli.locale, ...unit });
  if (sheets.length === 0) throw nothingToAsk(cli, lot, options.unit);
  const folder = out ?? `${plan.files.folder}/sheets`;
  const named = new Map(sheets.map((sheet) => [fileName(sheet, out !== undefined), sheet]));
  const written = await write(cli, folder, named, overwrite);
  await putDown(cli, plan, sentOf(sheets));
  const report = { lot, sheets: [...named.values()].map((sheet, i) => ({ file: written[i] ?? '', sheet })) };
  cli.terminal.out(format === 'json' ? exportAsJson(plan, report) : showExport(cli, report));
  return EXIT.done;
}

const sentOf = (sheets: readonly UnitSheet[]): RecordedSheet[] =>
  sheets.map(({ plan, lot, unit }) => ({ event: 'sent', plan, lot: lot.name, unit: unit?.name ?? '' }));

const returnedOf = (returned: readonly Returned[]): RecordedSheet[] =>
  returned.map(({ sheet: { plan, lot, unit = '' } }) => ({ event: 'returned', plan, lot, unit }));

/** Puts sheets on record. Where that cannot be, the sheets themselves are done: it is told, and only a reminder goes on. */
async function putDown(
  { services, terminal, t }: Cli,
  { files }: LoadedPlan,
  sheets: readonly RecordedSheet[],
): Promise<void> {
  try {
    await services.recordSheets(files.folder, sheets);
  } catch (error) {
    const { message } = error as Error;
    const told = t(
      'this could not be put on record beside the plan, which goes on reminding of it',
      'cela n’a pu être enregistré à côté du plan, qui continuera à le rappeler',
    );
    terminal.err(`${harmless(`${message}; ${told}`)}\n`);
  }
}

/** A unit could be called as its lot is: what no unit has lies beside the lot's folder. */
function fileName({ lot, unit }: UnitSheet, isFlat: boolean): string {
  const name = `${unit?.name ?? lot.name}.xlsx`;
  if (isFlat) return unit ? name : `_${name}`;
  return unit ? `${lot.name}/${name}` : name;
}

function nothingToAsk({ t }: Cli, lot: string, unit: string | undefined): CliError {
  const whose = unit === undefined ? '' : t(` for the unit ${unit}`, ` pour l’unité ${unit}`);
  return new CliError(
    EXIT.usage,
    t(
      `the lot ${lot} moves no address${whose}: there is nothing to ask`,
      `le lot ${lot} ne déplace aucune adresse${whose}\u00A0: il n’y a rien à demander`,
    ),
  );
}

async function write(
  cli: Cli,
  folder: string,
  sheets: ReadonlyMap<string, UnitSheet>,
  overwrite: boolean,
): Promise<readonly string[]> {
  const { written, existing } = await cli.services.writeSheets(folder, sheets, overwrite);
  const [first] = existing;
  if (first === undefined) return written;
  const more =
    existing.length > 1 ? cli.t(` and ${existing.length - 1} more`, ` et ${existing.length - 1} autres`) : '';
  throw new CliError(
    EXIT.refused,
    cli.t(
      `${first}${more}: already there, perhaps filled in. Nothing was written; move it away, choose another folder with --out, or replace it with --overwrite`,
      `${first}${more}\u00A0: déjà là, peut-être remplie. Rien n’a été écrit\u00A0; déplacez-la, choisissez un autre dossier avec --out, ou remplacez-la avec --overwrite`,
    ),
  );
}

/** Stops where the plan's text cannot be read: what is lost in it would be missing in the sheets too. */
function requireReadable({ t }: Cli, { analysis }: LoadedPlan): void {
  const { diagnostics } = diagnosticsOf(analysis);
  const broken = diagnostics.find(({ code }) => code === syntax.code);
  if (!broken) return;
  const where = `${broken.path}:${broken.range.start.line + 1}`;
  throw new CliError(
    EXIT.planHasErrors,
    t(
      `${where}: ${broken.message}. Nothing was written; mend the plan first`,
      `${where}\u00A0: ${broken.message}. Rien n’a été écrit\u00A0; corrigez d’abord le plan`,
    ),
  );
}

interface ImportOptions {
  readonly lot?: string;
  readonly check?: boolean;
  readonly format: string;
}

async function importSheets(cli: Cli, files: string[], options: ImportOptions): Promise<number> {
  const format = oneOf(cli, '--format', options.format, ['human', 'json']);
  const { path, sheets } = namedFiles(cli, files);
  const plan = await loadForCheck(cli, path);
  if (options.lot !== undefined) requireLot(cli, plan, options.lot);
  requireReadable(cli, plan);
  const before = errorsOf(plan);
  const returned = await readAll(cli, plan, sheets, options.lot);
  const imported = returned.map(({ file, sheet }) => ({ file, sheet, ...importSheet(plan.analysis, sheet) }));
  const texts = editedTexts(plan);
  const report: SheetsReport = {
    imported,
    files: [...texts.keys()],
    isChecked: options.check === true,
    newErrors: newErrors(before, errorsOf(plan)),
  };
  if (!report.isChecked) {
    for (const [file, text] of texts) await cli.services.writeText(`${plan.files.folder}/${file}`, text);
    await putDown(cli, plan, returnedOf(returned));
  }
  cli.terminal.out(format === 'json' ? importAsJson(cli, plan, report) : showImport(cli, report));
  return exitCodeOf(report);
}

/** Sheets end in .xlsx; what does not, and comes first, is the plan. */
function namedFiles({ t }: Cli, files: readonly string[]): { path: string; sheets: readonly string[] } {
  const [first = '.', ...others] = files;
  const isSheet = /\.xls[xm]?$/i.test(first);
  const sheets = isSheet ? files : others;
  if (sheets.length > 0) return { path: isSheet ? '.' : first, sheets };
  throw new CliError(
    EXIT.usage,
    t('name at least one .xlsx file that came back', 'nommez au moins un fichier .xlsx revenu'),
  );
}

interface Returned {
  readonly file: string;
  readonly sheet: ReturnedSheet;
}

/** All of them, or none: nobody can tell afterwards which of a handful went in. */
async function readAll(
  cli: Cli,
  { analysis }: LoadedPlan,
  files: readonly string[],
  lot: string | undefined,
): Promise<Returned[]> {
  const returned: Returned[] = [];
  let refused = 0;
  for (const file of files) {
    const read = await cli.services.readSheet(file);
    const says = 'en' in read ? read : refusalOf(analysis, read, lot);
    if (says) {
      refused++;
      cli.terminal.err(`${harmless(`${file}${colon(cli.locale)}${says[cli.locale]}`)}\n`);
    } else if (!('en' in read)) returned.push({ file, sheet: read });
  }
  if (refused === 0) return returned;
  throw new CliError(EXIT.refused, cli.t('Nothing was changed.', 'Rien n’a été modifié.'));
}

function editedTexts({ analysis, files }: LoadedPlan): Map<string, string> {
  const edited = new Map<string, string>();
  for (const [path, before] of files.texts) {
    const now = analysis.document(path)?.text;
    if (now !== undefined && now !== before) edited.set(path, now);
  }
  return edited;
}

const errorsOf = ({ analysis }: LoadedPlan): Diagnostic[] =>
  diagnosticsOf(analysis).diagnostics.filter(({ severity }) => severity === 'error');

/** Errors that the plan did not have before, wherever its lines have moved to. */
function newErrors(before: readonly Diagnostic[], after: readonly Diagnostic[]): Diagnostic[] {
  const known = new Set(before.map(({ code, message }) => `${code} ${message}`));
  return after.filter(({ code, message }) => !known.has(`${code} ${message}`));
}

function exitCodeOf({ imported, newErrors }: SheetsReport): number {
  if (imported.some(isIncomplete)) return EXIT.incomplete;
  return newErrors.length > 0 ? EXIT.planHasErrors : EXIT.done;
}

const isIncomplete = ({ remarks }: ImportedSheet): boolean => remarks.some(({ kind }) => kind !== 'note');
