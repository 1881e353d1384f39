/** Sheets that were written, and what came of those that were read: row by row what changed, and what was left out. */
import type { Diagnostic } from '../../language/diagnostic.ts';
import type { Locale } from '../../language/rules/rule.ts';
import type { SheetChange, SheetImport } from '../../planning/sheets/import-sheet.ts';
import type { ReturnedSheet, SheetRemark } from '../../planning/sheets/returned-sheet.ts';
import { type Field, grantsIn } from '../../planning/sheets/sheet-row.ts';
import type { UnitSheet } from '../../planning/sheets/unit-sheets.ts';
import { type Text, text } from '../../planning/text.ts';
import type { LoadedPlan } from '../loaded-plan.ts';
import type { Cli } from '../services.ts';
import { colon, columns, harmless, painter, plural } from './style.ts';

export interface ExportReport {
  readonly lot: string;
  readonly sheets: readonly { readonly file: string; readonly sheet: UnitSheet }[];
}

/** A line a sheet: its file, how many addresses it asks about, who is to get it. */
export function showExport(cli: Cli, { sheets }: ExportReport): string {
  const { t, terminal } = cli;
  const due = sheets[0]?.sheet.due?.day;
  const head = ['', t('Addresses', 'Adresses'), t('Undecided', 'À décider'), t('For', 'Pour'), ''].map(
    (cell) => (cell === '' ? '' : painter(terminal)('dim', cell)),
  );
  const rows = sheets.map(({ file, sheet }) => [
    harmless(file),
    String(sheet.rows.length),
    String(undecidedIn(sheet)),
    harmless(sheet.unit?.admin ?? '—'),
    harmless(sheet.unit?.title ?? ''),
  ]);
  const lines = columns([head, ...rows], [1, 2]);
  if (due !== undefined) lines.push('', t(`To come back by ${due}`, `À rendre au plus tard le ${due}`));
  const orphans = sheets.filter(({ sheet }) => sheet.unit?.admin === undefined).length;
  if (orphans > 0)
    lines.push(
      t(
        `Of ${orphans} the plan does not say whom to send it to: give the unit an admin`,
        `Pour ${orphans}, le plan ne dit pas à qui l’envoyer\u00A0: donnez un admin à l’unité`,
      ),
    );
  return lines.map((line) => `${line}\n`).join('');
}

const undecidedIn = ({ rows }: UnitSheet): number =>
  rows.filter(({ values }) => values.fate === 'undecided').length;

/** The documented JSON of `sheets export`. */
export function exportAsJson({ analysis }: LoadedPlan, { lot, sheets }: ExportReport): string {
  const report = {
    schema: 'migplan/sheets-export/v1',
    plan: analysis.model.declared('plan', '')?.title.value ?? '',
    lot,
    sheets: sheets.map(({ file, sheet }) => ({
      file,
      ...(sheet.unit ? { unit: sheet.unit.name } : {}),
      ...(sheet.unit?.admin === undefined ? {} : { admin: sheet.unit.admin }),
      ...(sheet.due ? { due: sheet.due.day } : {}),
      addresses: sheet.rows.length,
      undecided: undecidedIn(sheet),
    })),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

export interface ImportedSheet extends SheetImport {
  readonly file: string;
  readonly sheet: ReturnedSheet;
}

export interface SheetsReport {
  readonly imported: readonly ImportedSheet[];
  /** The plan's files that changed, or would. */
  readonly files: readonly string[];
  readonly isChecked: boolean;
  /** What is wrong with the plan now that was not before. */
  readonly newErrors: readonly Diagnostic[];
}

/** Sheet by sheet what changed and what was told; then the files, and what check says of the plan now. */
export function showImport(cli: Cli, report: SheetsReport): string {
  const paint = painter(cli.terminal);
  const lines = report.imported.flatMap((each) => [
    paint('bold', harmless(`${each.file}${unitOf(cli, each)}`)),
    ...each.changes.map((change) => `  ${changeLine(cli, change)}`),
    ...each.remarks.map((remark) => `  ${paint(COLOURS[remark.kind], remarkLine(cli, remark))}`),
    ...(each.changes.length + each.remarks.length === 0
      ? [`  ${cli.t('nothing that the plan does not say already', 'rien que le plan ne dise déjà')}`]
      : []),
  ]);
  return [...lines, '', ...summary(cli, report)].map((line) => `${line}\n`).join('');
}

const unitOf = ({ t }: Cli, { sheet }: ImportedSheet): string =>
  sheet.unit === undefined ? '' : ` (${t('unit', 'unité')} ${sheet.unit})`;

const COLOURS = { row: 'red', cell: 'yellow', conflict: 'yellow', note: 'dim' } as const;

/** `Mailboxes:12 anna@a.example: licence E1 → E3`; what goes with what an address was is not told one by one. */
function changeLine(cli: Cli, { page, row, address, changes }: SheetChange): string {
  const fate = changes.find(({ field }) => field === 'fate');
  const told = changes
    .filter(({ field, to }) => !fate || field === 'fate' || to !== '')
    .map(({ field, from, to }) => {
      const [before, after] = [valueText(cli, field, from), valueText(cli, field, to)];
      return `${FIELD_WORDS[field][cli.locale]} ${isNothing(from) ? '' : `${before} → `}${after}`;
    });
  return harmless(`${page}:${row} ${address}${colon(cli.locale)}${told.join(', ')}`);
}

const isNothing = (value: string): boolean => value === '' || value === 'undecided';

function valueText({ t, locale }: Cli, field: Field, value: string): string {
  if (field === 'fate') return FATE_WORDS[value]?.[locale] ?? t('nothing', 'rien');
  if (value === '') return t('nothing', 'rien');
  if (field === 'access')
    return grantsIn(value)
      .map(({ who, rights }) => `${who} ${rights.join(' + ')}`)
      .join('; ');
  return value;
}

const FATE_WORDS: Readonly<Record<string, Text>> = {
  personal: text('personal', 'personnelle'),
  shared: text('shared', 'partagée'),
  alias: text('alias', 'alias'),
  drop: text('not kept', 'non conservée'),
};

const FIELD_WORDS: Readonly<Record<Field, Text>> = {
  fate: text('becomes', 'devient'),
  licence: text('licence', 'licence'),
  given: text('given name', 'prénom'),
  family: text('family name', 'nom'),
  name: text('name shown', 'nom affiché'),
  title: text('function', 'fonction'),
  phone: text('telephone', 'téléphone'),
  site: text('site', 'implantation'),
  aliases: text('aliases', 'alias'),
  access: text('opened by', 'ouverte par'),
  to: text('alias of', 'alias de'),
  note: text('reason', 'motif'),
};

/** `Boîtes:12 C jean@a.example : …` */
function remarkLine({ locale }: Cli, { page, row, column, address, says }: SheetRemark): string {
  const cell = row === undefined ? (column ?? '') : `${column ?? ''}${row}`;
  const where = [page === undefined ? '' : `${page}${cell === '' ? '' : `:${cell}`}`, address ?? '']
    .filter((part) => part !== '')
    .join(' ');
  return harmless(where === '' ? says[locale] : `${where}${colon(locale)}${says[locale]}`);
}

function summary(cli: Cli, { imported, files, isChecked, newErrors }: SheetsReport): string[] {
  const { t, terminal } = cli;
  const count = (kind: SheetRemark['kind']): number =>
    imported.reduce((sum, { remarks }) => sum + remarks.filter((remark) => remark.kind === kind).length, 0);
  const changes = imported.reduce((sum, { changes }) => sum + changes.length, 0);
  const lines = [
    painter(terminal)(
      'bold',
      t(
        `${changes} address${changes === 1 ? '' : 'es'} ${isChecked ? 'would change' : 'changed'}`,
        `${changes} ${plural(changes, 'adresse', 'adresses')} ${isChecked ? plural(changes, 'changerait', 'changeraient') : plural(changes, 'changée', 'changées')}`,
      ),
    ),
  ];
  const left = [
    [count('row'), t('rows not taken', 'lignes non prises')],
    [count('cell'), t('cells not taken', 'cellules non prises')],
    [count('conflict'), t('conflicts', 'conflits')],
  ] as const;
  const told = left
    .filter(([number]) => number > 0)
    .map(([number, what]) => `${what}${colon(cli.locale)}${number}`);
  if (told.length > 0) lines.push(told.join(', '));
  lines.push(...files.map((file) => harmless(file)));
  lines.push(...errorLines(cli, newErrors, isChecked));
  if (changes > 0 && !isChecked)
    lines.push(t('Look through them with git diff', 'Relisez-les avec git diff'));
  return lines;
}

/** A plan that a sheet has made wrong has many errors of one cause. */
const MOST_ERRORS = 20;

function errorLines({ t, terminal }: Cli, errors: readonly Diagnostic[], isChecked: boolean): string[] {
  if (errors.length === 0) return [];
  const shown = errors
    .slice(0, MOST_ERRORS)
    .map(({ path, range, code, message }) =>
      painter(terminal)('red', harmless(`  ${path}:${range.start.line + 1}: ${code} ${message}`)),
    );
  const rest = errors.length - shown.length;
  return [
    isChecked
      ? t('The plan would then have these errors:', 'Le plan aurait alors ces erreurs\u00A0:')
      : t('The plan now has these errors:', 'Le plan a maintenant ces erreurs\u00A0:'),
    ...shown,
    ...(rest > 0 ? [t(`  … and ${rest} more`, `  … et ${rest} de plus`)] : []),
  ];
}

/** The documented JSON of `sheets import`. */
export function importAsJson({ locale }: Cli, { analysis }: LoadedPlan, report: SheetsReport): string {
  const json = {
    schema: 'migplan/sheets-import/v1',
    plan: analysis.model.declared('plan', '')?.title.value ?? '',
    written: !report.isChecked,
    files: report.files,
    sheets: report.imported.map(({ file, sheet, changes, remarks }) => ({
      file,
      lot: sheet.lot,
      ...(sheet.unit === undefined ? {} : { unit: sheet.unit }),
      changes,
      remarks: remarks.map((remark) => remarkAsJson(remark, locale)),
    })),
    errors: report.newErrors.map(({ path, range, code, message }) => ({
      file: path,
      line: range.start.line + 1,
      code,
      message,
    })),
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}

const remarkAsJson = ({ says, ...remark }: SheetRemark, locale: Locale) => ({
  ...remark,
  message: says[locale],
});
