/**
 * What the rows of a file mean together: which are mailboxes of people, shared ones, aliases and so on, each address once,
 * with every alias and access led to an address that is there. What cannot be led anywhere is told and left out. Pure.
 */
import { compared, domainOf, localPartOf } from '../../language/model/names.ts';
import { AddressBook, addressFrom } from './address-book.ts';
import { addressesIn } from './addresses.ts';
import { folded, type ReadRole } from './columns.ts';
import {
  ALIAS_OF_NOTHING,
  elsewhere,
  leadsNowhere,
  NO_LIST,
  NOT_SHARED,
  noAlias,
  noMember,
  noPerson,
  notFree,
  outside,
} from './entry-words.ts';
import { soundsShared } from './guess-kind.ts';
import type { Remark, Words } from './remark.ts';
import type { Headings, ImportRow } from './rows.ts';
import type { Kind } from './words-of-cells.ts';

/** What an address becomes in the plan. */
export interface Entry extends Omit<ImportRow, 'kind' | 'access' | 'aliases' | 'members' | 'aliasOf'> {
  readonly kind: Kind | 'forward';
  /** Told from its name alone. */
  readonly isGuessed: boolean;
  readonly access: readonly Access[];
  readonly aliases: readonly string[];
  readonly members: readonly string[];
  /** Where an alias or a forward leads. */
  readonly to?: string;
}

export interface Access {
  readonly who: string;
  readonly right: 'full' | 'read';
}

export interface EntriesFound {
  readonly entries: readonly Entry[];
  readonly remarks: readonly Remark[];
}

/** `headings`: what the file calls its columns, for the remarks. */
export function entriesOf(rows: readonly ImportRow[], headings: Headings = {}): EntriesFound {
  const remarks: Remark[] = rows.filter(({ status }) => status === true).map(suspended);
  const once = withoutDuplicates(withOneSpelling(rows), remarks);
  const decided = once.map((row) => ({ ...row, ...decide(row) }));
  const linker = new Linker(decided, remarks, headings);
  return { entries: decided.flatMap((row) => linker.link(row)), remarks };
}

/** The first spelling of a licence or a unit for all of them: `visio` and `Visio` are one. */
function withOneSpelling(rows: readonly ImportRow[]): ImportRow[] {
  const licences = new Spellings();
  const units = new Spellings();
  return rows.map(({ licence, unit, ...row }) => ({
    ...row,
    ...(licence !== undefined && { licence: licences.first(licence) }),
    ...(unit !== undefined && { unit: units.first(unit) }),
  }));
}

class Spellings {
  readonly #first = new Map<string, string>();

  first(written: string): string {
    const known = this.#first.get(folded(written)) ?? written;
    this.#first.set(folded(written), known);
    return known;
  }
}

/** The first row of each address. */
function withoutDuplicates(rows: readonly ImportRow[], remarks: Remark[]): ImportRow[] {
  const first = new Map<string, ImportRow>();
  for (const row of rows) {
    const key = compared(row.address);
    const before = first.get(key);
    if (before) remarks.push(duplicate(row, before));
    else first.set(key, row);
  }
  return [...first.values()];
}

function duplicate(row: ImportRow, before: ImportRow): Remark {
  const isSame = sayings(row) === sayings(before) || sayings(row) === '{}';
  const says = isSame
    ? { en: 'kept once', fr: 'gardée une fois' }
    : {
        en: 'which says something else; this one is left out, correct the file if it is the right one',
        fr: 'qui dit autre chose\u00A0; celle-ci est laissée de côté, corrigez le fichier si c’est la bonne',
      };
  return {
    kind: isSame ? 'note' : 'row',
    row: row.row,
    says: {
      en: `${row.address} is already in row ${before.row}, ${says.en}`,
      fr: `${row.address} est déjà ligne ${before.row}, ${says.fr}`,
    },
  };
}

const sayings = ({ row: _, address: __, ...rest }: ImportRow): string => JSON.stringify(rest);

interface Decision {
  readonly kind: Kind;
  readonly isGuessed: boolean;
}

/** What the file says comes first; then a person's names; then what the address sounds like. */
function decide({ keep, kind, licence, given, family, access, aliasOf, address }: ImportRow): Decision {
  if (keep === false || kind === 'drop') return { kind: 'drop', isGuessed: false };
  if (kind !== undefined) return { kind, isGuessed: false };
  if (licence !== undefined) return { kind: 'personal', isGuessed: false };
  if (aliasOf !== undefined) return { kind: 'alias', isGuessed: false };
  if (given !== undefined && family !== undefined) return { kind: 'personal', isGuessed: false };
  if (access !== undefined) return { kind: 'shared', isGuessed: false };
  return { kind: soundsShared(address) ? 'shared' : 'personal', isGuessed: true };
}

type Decided = ImportRow & Decision;

interface Led {
  readonly kind: 'alias' | 'forward';
  readonly to: string;
}

/** Leads what rows name to the other rows. */
class Linker {
  private readonly book: AddressBook<Decided>;
  private readonly remarks: Remark[];
  private readonly headings: Headings;
  /** Second names given out so far, and every row's own. */
  private readonly taken: Set<string>;
  /** Of the rows that the plan will have: it declares no other. */
  private readonly domains: Set<string>;

  constructor(rows: readonly Decided[], remarks: Remark[], headings: Headings) {
    this.book = new AddressBook(rows);
    this.remarks = remarks;
    this.headings = headings;
    this.taken = new Set(rows.map(({ address }) => compared(address)));
    const written = rows.filter((row) => row.kind !== 'alias' || 'kind' in this.leads(row));
    this.domains = new Set(written.map(({ address }) => domainOf(address)));
  }

  link(row: Decided): Entry[] {
    const { access, aliases, members, aliasOf, ...rest } = row;
    const none = { access: [], aliases: [], members: [] };
    if (row.kind === 'drop') return [{ ...rest, ...none }];
    if (row.kind === 'alias') return this.alias(row).map((led) => ({ ...rest, ...none, ...led }));
    return [
      {
        ...rest,
        access: this.access(row, access),
        aliases: this.aliases(row, aliases),
        members: this.members(row, members),
      },
    ];
  }

  private alias(row: Decided): Led[] {
    const led = this.leads(row);
    if (!('kind' in led)) return this.leaveOut(row, led);
    if (led.kind === 'forward')
      this.remarks.push({ kind: 'note', row: row.row, says: outside(row.address, led.to) });
    return [led];
  }

  /** Follows aliases of aliases to the mailbox at their end; or why there is none. */
  private leads(row: Decided): Led | Words {
    const target = aliasTarget(row);
    if (target === undefined) return ALIAS_OF_NOTHING;
    const wanted = addressFrom(target, domainOf(row.address));
    const end = this.book.endOf(wanted, (found) => (found.kind === 'alias' ? aliasTarget(found) : undefined));
    if (end && end.kind !== 'alias' && end.kind !== 'drop') return { kind: 'alias', to: end.address };
    const isOutside = !end && wanted.includes('@') && domainOf(wanted) !== domainOf(row.address);
    if (!isOutside || addressesIn(wanted).length === 0) return leadsNowhere(wanted);
    return { kind: 'forward', to: wanted };
  }

  private leaveOut(row: Decided, says: Words): [] {
    const { en, fr } = says;
    this.remarks.push({
      kind: 'row',
      row: row.row,
      says: { en: `${row.address} ${en}`, fr: `${row.address} ${fr}` },
    });
    return [];
  }

  private access(row: Decided, cell: string | undefined): Access[] {
    if (cell === undefined) return [];
    if (row.kind !== 'shared') {
      this.cell(row, 'access', NOT_SHARED);
      return [];
    }
    const granted = new Map<string, Access>();
    for (const part of partsOf(cell)) {
      const person = this.book.find(part);
      if (person?.kind === 'personal')
        granted.set(person.address, { who: person.address, right: rightIn(part) });
      else this.cell(row, 'access', noPerson(part, person));
    }
    return [...granted.values()];
  }

  /** A list's, who need not be in the file. */
  private members(row: Decided, cell: string | undefined): string[] {
    if (cell === undefined) return [];
    if (row.kind !== 'list') {
      this.cell(row, 'members', NO_LIST);
      return [];
    }
    return partsOf(cell).flatMap((part) => {
      const found = addressesIn(part);
      const named = found.length > 0 ? found : [this.book.find(part)?.address ?? ''].filter(Boolean);
      if (named.length === 0) this.cell(row, 'members', noMember(part));
      return named;
    });
  }

  /** Other addresses of a mailbox; those that are another's are that one's. */
  private aliases(row: Decided, cell: string | undefined): string[] {
    const found = addressesIn(cell ?? '').filter((alias) => compared(alias) !== compared(row.address));
    const words = (cell ?? '').split(/[\s;,+|]+/).filter((word) => word !== '' && !word.includes('@'));
    const stray = words.filter((word) => word.toLowerCase() !== localPartOf(row.address).toLowerCase());
    if (stray.length > 0) this.cell(row, 'aliases', noAlias(stray.join(' ')));
    return found.filter((alias) => {
      const isFree = !this.taken.has(compared(alias));
      const isHere = this.domains.has(domainOf(alias));
      if (isFree && isHere) this.taken.add(compared(alias));
      else this.cell(row, 'aliases', isFree ? elsewhere(alias) : notFree(alias));
      return isFree && isHere;
    });
  }

  private cell({ row }: Decided, role: ReadRole, says: Words): void {
    const column = this.headings[role];
    this.remarks.push({ kind: 'cell', row, ...(column === undefined ? {} : { column }), says });
  }
}

const partsOf = (cell: string): string[] =>
  cell
    .split(/[;\n,|]| et | and | & /)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** What an alias leads to; a column called just `Alias` may say it too. */
function aliasTarget({ aliasOf, aliases, address }: ImportRow): string | undefined {
  if (aliasOf !== undefined) return aliasOf;
  const others = addressesIn(aliases ?? '').filter((found) => compared(found) !== compared(address));
  return others.length === 1 ? others[0] : undefined;
}

const suspended = ({ row, address }: ImportRow): Remark => ({
  kind: 'note',
  row,
  says: {
    en: `${address} is suspended where the file comes from: taken like the others, drop it if nobody needs it`,
    fr: `${address} est suspendue là d’où vient le fichier\u00A0: prise comme les autres, abandonnez-la si elle ne sert plus`,
  },
});

const rightIn = (part: string): Access['right'] =>
  /\((?:[^)]*\b)?(?:lecture|read|consultation)/i.test(part) ? 'read' : 'full';
