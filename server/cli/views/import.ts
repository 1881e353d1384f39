/** What an import found: what could not be taken, line by line, and what became of the rest. */
import type { Cli, Imported, ImportRemark } from '../services.ts';
import { harmless, painter } from './style.ts';

type ImportedPlan = Extract<Imported, { kind: 'plan' }>;

/** People read a screen or two; the rest is counted. JSON has all. */
const MOST_SHOWN = 100;

/** `addresses.csv:12: Licence: what, and what to do`, a line a remark; ends in a line end where there is any. */
export function remarkLines(cli: Cli, file: string, remarks: readonly ImportRemark[]): string {
  const lines = remarks.slice(0, MOST_SHOWN).map((remark) => remarkLine(cli, file, remark));
  const rest = remarks.length - lines.length;
  if (rest > 0)
    lines.push(
      cli.t(
        `… and ${rest} more; --format json lists all`,
        `… et ${rest} de plus\u00A0; --format json les donne toutes`,
      ),
    );
  return lines.map((line) => `${harmless(line)}\n`).join('');
}

function remarkLine({ locale }: Cli, file: string, { row, column, says }: ImportRemark): string {
  const where = row === undefined ? file : `${file}:${row}`;
  return `${where}: ${column === undefined ? '' : `${column}: `}${says[locale]}`;
}

/** Two or three lines: what the plan has, what of it was guessed, what is left to do. */
export function importSummary({ t, locale, terminal }: Cli, { counts, remarks }: ImportedPlan): string {
  const isOne = (count: number): boolean => count === 1 || (count === 0 && locale === 'fr');
  const plural = (count: number, one: string, many: string): string =>
    `${count} ${isOne(count) ? one : many}`;
  const parts = [
    plural(
      counts.mailboxes,
      t('personal mailbox', 'boîte personnelle'),
      t('personal mailboxes', 'boîtes personnelles'),
    ),
    plural(counts.shared, t('shared', 'partagée'), t('shared', 'partagées')),
    ...OTHERS.flatMap(([key, en, ens, fr, frs]) =>
      counts[key] === 0 ? [] : [plural(counts[key], t(en, fr), t(ens, frs))],
    ),
  ];
  const domains = plural(counts.domains, t('domain', 'domaine'), t('domains', 'domaines'));
  const lines = [painter(terminal)('bold', `${parts.join(', ')} ${t('in', 'dans')} ${domains}`)];
  const { personal, shared } = counts.guessed;
  if (personal + shared > 0)
    lines.push(
      t(
        `guessed from their names: ${personal} personal, ${shared} shared; look through them`,
        `devinées d’après leur nom\u00A0: ${plural(personal, 'personnelle', 'personnelles')}, ${plural(shared, 'partagée', 'partagées')}\u00A0; relisez-les`,
      ),
    );
  if (counts.withoutLicence > 0)
    lines.push(
      t(
        `${counts.withoutLicence} personal without a licence: migplan check names them`,
        `${plural(counts.withoutLicence, 'personnelle', 'personnelles')} sans licence\u00A0: migplan check les nomme`,
      ),
    );
  const left = leftOut(remarks);
  const some = (rows: Plural, cells: Plural): string =>
    [left.rows > 0 && plural(left.rows, ...rows), left.cells > 0 && plural(left.cells, ...cells)]
      .filter(Boolean)
      .join(', ');
  if (left.rows + left.cells > 0)
    lines.push(
      t(
        `left out: ${some(['row', 'rows'], ['cell', 'cells'])}, see above`,
        `laissé de côté\u00A0: ${some(['ligne', 'lignes'], ['cellule', 'cellules'])}, voir plus haut`,
      ),
    );
  lines.push(
    t(
      'Replace the placeholders in plan.migplan (endpoints, lot date), then run migplan check',
      'Remplacez ce qui est provisoire dans plan.migplan (points d’accès, date du lot), puis lancez migplan check',
    ),
  );
  return lines.map((line) => `${line}\n`).join('');
}

/** `row`, `rows`. */
type Plural = readonly [string, string];

type Counted = 'resources' | 'lists' | 'aliases' | 'forwards' | 'drops';

const OTHERS: readonly (readonly [Counted, string, string, string, string])[] = [
  ['resources', 'resource', 'resources', 'ressource', 'ressources'],
  ['lists', 'list', 'lists', 'liste', 'listes'],
  ['aliases', 'alias', 'aliases', 'alias', 'alias'],
  ['forwards', 'forward', 'forwards', 'redirection', 'redirections'],
  ['drops', 'dropped', 'dropped', 'abandonnée', 'abandonnées'],
];

function leftOut(remarks: readonly ImportRemark[]): { readonly rows: number; readonly cells: number } {
  const count = (wanted: ImportRemark['kind']): number =>
    remarks.filter(({ kind }) => kind === wanted).length;
  return { rows: count('row'), cells: count('cell') };
}

interface ImportReport {
  readonly file: string;
  readonly imported: ImportedPlan;
  /** Where the files were written. */
  readonly written: readonly string[];
  /** Whether the plan's text is printed rather than written. */
  readonly isPrinted: boolean;
}

/** The documented JSON of `import`. */
export function importAsJson({ locale }: Cli, { file, imported, written, isPrinted }: ImportReport): string {
  const { counts, remarks, files } = imported;
  const report = {
    schema: 'migplan/import/v1',
    file,
    files: isPrinted ? [] : written,
    ...(isPrinted ? { text: [...files.values()].join('') } : {}),
    counts,
    leftOut: leftOut(remarks),
    remarks: remarks.map(({ says, ...remark }) => ({ ...remark, message: says[locale] })),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
