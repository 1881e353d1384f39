/**
 * The cells of a row as values, checked one by one: a cell that cannot be read is told and left out, a row without a
 * readable address is left out whole. Decides nothing about what the rows mean together.
 */
import * as z from 'zod';
import { comparedDomain, domainOf } from '../../language/model/names.ts';
import { isFault, readAddress, visible } from './addresses.ts';
import type { Header, ReadRole, Role } from './columns.ts';
import { quoted, type Remark, type Words } from './remark.ts';
import { isEmpty, type Row } from './table.ts';
import { isSuspended, kindOf, licenceOf, yesOrNo } from './words-of-cells.ts';

/** Longer than any name or title of a person. */
const MOST_CHARACTERS = 256;

const text = z
  .string()
  .transform((cell) => visible(cell).replace(/\s+/g, ' '))
  .refine((cell) => cell.length <= MOST_CHARACTERS, {
    params: {
      en: `is over ${MOST_CHARACTERS} characters long; shorten it`,
      fr: `dépasse ${MOST_CHARACTERS} caractères\u00A0; raccourcissez`,
    },
  });

const address = (domain: string | undefined) =>
  z.string().transform((cell, context) => {
    const read = readAddress(cell, domain);
    if (!isFault(read)) return read;
    context.addIssue({ code: 'custom', params: read });
    return z.NEVER;
  });

const keep = z.string().transform((cell, context) => {
  const answer = yesOrNo(cell);
  if (answer !== undefined) return answer;
  context.addIssue({ code: 'custom', params: NEITHER });
  return z.NEVER;
});

const NEITHER: Words = {
  en: 'is neither yes nor no; the address is kept',
  fr: 'n’est ni oui ni non\u00A0; l’adresse est conservée',
};

/** What each column's cells become. Lists stay text: who they name is known once all rows are. */
const schema = (domain: string | undefined) =>
  z.object({
    address: address(domain),
    name: text.optional(),
    given: text.optional(),
    family: text.optional(),
    phone: text.optional(),
    title: text.optional(),
    unit: text.optional(),
    site: text.optional(),
    reason: text.optional(),
    keep: keep.optional(),
    kind: z.string().transform(kindOf).optional(),
    licence: text.optional(),
    status: z.string().transform(isSuspended).optional(),
    aliasOf: text.optional(),
    aliases: z.string().optional(),
    access: z.string().optional(),
    members: z.string().optional(),
  });

type Cells = z.infer<ReturnType<typeof schema>>;

/** One row, read. */
export interface ImportRow extends Omit<Cells, 'address' | 'licence'> {
  readonly row: number;
  readonly address: string;
  /** A licence's name; where its cell says what the address is instead (`Partagée`), that is its `kind`. */
  readonly licence?: string;
}

/** What the file calls its columns. */
export type Headings = Readonly<Partial<Record<ReadRole, string>>>;

export interface RowsRead {
  readonly rows: readonly ImportRow[];
  readonly headings?: Headings;
  readonly remarks: readonly Remark[];
}

/** Reads every row below a header. */
export function readRows(header: Header, domain?: string): RowsRead {
  const reader = new RowReader(header, domain);
  for (const row of header.rows) if (!isEmpty(row)) reader.read(row);
  reader.tellCounts();
  return reader;
}

class RowReader {
  readonly rows: ImportRow[] = [];
  readonly remarks: Remark[] = [];
  readonly headings: Headings;
  private elsewhere = 0;
  private undecided = 0;
  private prefilled = 0;
  private readonly header: Header;
  private readonly domain: string | undefined;
  private readonly schema: ReturnType<typeof schema>;

  constructor(header: Header, domain: string | undefined) {
    this.header = header;
    this.domain = domain;
    this.schema = schema(domain);
    this.headings = Object.fromEntries(
      [...header.columns].map(([role, column]) => [role, header.headings[column] ?? '']),
    );
  }

  read(row: Row): void {
    if (this.isShifted(row)) {
      this.remarks.push({ kind: 'row', row: row.number, says: SHIFTED });
      return;
    }
    const cells = this.cellsOf(row);
    if (cells.address === undefined) {
      if (Object.keys(cells).every((role) => PREFILLED.has(role))) this.prefilled++;
      else this.remarks.push({ kind: 'row', row: row.number, ...this.columnOf('address'), says: NO_ADDRESS });
      return;
    }
    const read = this.checked(cells, row.number);
    if (!read) return;
    if (this.isElsewhere(read.address.address)) this.elsewhere++;
    else this.take(rowOf(read, row.number), cells.keep === undefined);
  }

  private take(row: ImportRow, saysNothing: boolean): void {
    if (saysNothing) this.undecided++;
    this.rows.push(row);
  }

  /** What is told once for many rows. An answer that is missing drops nothing. */
  tellCounts(): void {
    const keep = this.headings.keep;
    if (keep !== undefined) this.tellCount(this.undecided, UNDECIDED, keep);
    this.tellCount(this.prefilled, BLANK);
    this.tellCount(this.elsewhere, elsewhere(this.domain ?? ''));
  }

  private tellCount(count: number, { en, fr }: Words, column?: string): void {
    if (count === 0) return;
    const says = { en: `${en}: ${count}`, fr: `${fr}\u00A0: ${count}` };
    this.remarks.push({ kind: 'note', ...(column === undefined ? {} : { column }), says });
  }

  /** A separator inside a cell without quotes moves all that follow: a password could then stand anywhere. */
  private isShifted({ cells }: Row): boolean {
    const width = this.header.headings.findLastIndex((heading) => heading !== '') + 1;
    return cells.slice(width).some((cell) => cell.trim() !== '');
  }

  /** The cells with something in them, by what their columns hold; passwords are not among them. */
  private cellsOf({ cells }: Row): Partial<Record<ReadRole, string>> {
    const found: Partial<Record<ReadRole, string>> = {};
    for (const [role, column] of this.header.columns) {
      const cell = cells[column]?.trim() ?? '';
      if (cell !== '' && role !== 'password' && role !== 'ignored') found[role] = cell;
    }
    if (!this.header.columns.has('address') && found.login !== undefined) found.address = found.login;
    return found;
  }

  /** The cells' values, without those that cannot be read. */
  private checked(cells: Partial<Record<ReadRole, string>>, row: number): Cells | undefined {
    const result = this.schema.safeParse(cells);
    if (result.success) return result.data;
    const rest = { ...cells };
    for (const { path, ...issue } of result.error.issues) {
      const role = path[0] as ReadRole;
      const fault = 'params' in issue ? (issue.params as Words) : UNREADABLE;
      const kind = role === 'address' ? 'row' : 'cell';
      if (rest[role] === undefined) continue;
      this.remarks.push({ kind, row, ...this.columnOf(role), says: withCell(cells[role] ?? '', fault) });
      delete rest[role];
    }
    return rest.address === undefined ? undefined : this.schema.safeParse(rest).data;
  }

  private columnOf(role: Role): { readonly column?: string } {
    const { columns, headings } = this.header;
    const index = columns.get(role) ?? (role === 'address' ? columns.get('login') : undefined);
    const column = index === undefined ? '' : (headings[index] ?? '');
    return column === '' ? {} : { column };
  }

  private isElsewhere(found: string): boolean {
    if (this.domain === undefined) return false;
    const [wanted, has] = [comparedDomain(this.domain), domainOf(found)];
    return has !== wanted && !has.endsWith(`.${wanted}`);
  }
}

/** Cells that a form brings along: a row of nothing else is one that nobody filled in. */
const PREFILLED: ReadonlySet<string> = new Set<ReadRole>(['keep', 'licence', 'kind', 'status']);

const UNDECIDED: Words = { en: 'rows that leave it empty, kept', fr: 'lignes où elle est vide, conservées' };
const BLANK: Words = {
  en: 'rows of the form that nobody filled in, skipped',
  fr: 'lignes du formulaire restées vides, sautées',
};
const elsewhere = (domain: string): Words => ({
  en: `addresses of other domains than ${domain}, left out as asked`,
  fr: `adresses d’autres domaines que ${domain}, laissées de côté comme demandé`,
});

const SHIFTED: Words = {
  en: 'has more cells than the header and is left out; put quotes round the cell that holds a separator',
  fr: 'a plus de cellules que l’en-tête et est laissée de côté\u00A0; mettez entre guillemets la cellule qui contient un séparateur',
};
const NO_ADDRESS: Words = {
  en: 'there is no address; write one, or delete the row',
  fr: 'il n’y a pas d’adresse\u00A0; écrivez-en une, ou supprimez la ligne',
};
const UNREADABLE: Words = { en: 'cannot be read', fr: 'est illisible' };

const withCell = (cell: string, { en, fr }: Words): Words => ({
  en: `“${quoted(cell)}” ${en}`,
  fr: `«\u00A0${quoted(cell)}\u00A0» ${fr}`,
});

function rowOf({ address: { address, name }, licence, ...cells }: Cells, row: number): ImportRow {
  const kind = kindOf(licence ?? '') ?? cells.kind;
  const named = kindOf(licence ?? '') === undefined ? licenceOf(licence ?? '') : undefined;
  return {
    ...cells,
    row,
    address,
    ...(cells.name === undefined && name !== undefined ? { name } : {}),
    ...(kind === undefined ? {} : { kind }),
    ...(named === undefined ? {} : { licence: named }),
  };
}
