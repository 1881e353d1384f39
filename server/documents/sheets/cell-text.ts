/**
 * A row's values as the cells of a sheet show them, and read again from what people typed there, in either language. What is
 * not understood is told and never guessed. A text that a spreadsheet could take for a formula is written so that it is none.
 */
import type { Right } from '../../../grammar/vocabulary.ts';
import type { Locale } from '../../language/rules/rule.ts';
import {
  addressesOf,
  type Fate,
  type Field,
  type Grant,
  granted,
  grantsIn,
  listed,
  oneLine,
} from '../../planning/sheets/sheet-row.ts';
import { type Text, text } from '../../planning/text.ts';
import { isFault, readAddress, visible } from '../import/addresses.ts';
import { folded } from '../import/columns.ts';
import { quoted } from '../import/remark.ts';
import { kindOf, yesOrNo } from '../import/words-of-cells.ts';

/** What a cell may name: the plan's licences and the unit's sites, whose titles are shown too. */
export interface Choices {
  readonly licences: readonly { readonly name: string; readonly title: string }[];
  readonly sites: readonly { readonly id: string; readonly title: string }[];
}

export const FATE_WORDS: Readonly<Record<Exclude<Fate, 'undecided'>, Text>> = {
  personal: text('personal', 'personnelle'),
  shared: text('shared', 'partagée'),
  alias: text('alias', 'alias'),
  drop: text('not kept', 'non conservée'),
};

const RIGHT_WORDS: Readonly<Record<Right, Text>> = {
  read: text('read', 'lecture'),
  write: text('write', 'écriture'),
  full: text('full', 'complet'),
  'send-as': text('send as', 'envoi en son nom'),
  'send-on-behalf': text('send on behalf', 'envoi de sa part'),
};

/** What a cell shows for a value. */
export function cellText(
  field: Field,
  value: string,
  { locale, sites }: { locale: Locale } & Choices,
): string {
  switch (field) {
    case 'fate':
      return value in FATE_WORDS ? FATE_WORDS[value as keyof typeof FATE_WORDS][locale] : '';
    case 'aliases':
      return addressesOf(value).join('\n');
    case 'access':
      return grantsIn(value)
        .map((grant) => grantText(grant, locale))
        .join('\n');
    case 'site':
      return siteText(sites.find(({ id }) => id === value) ?? { id: value, title: '' });
    default:
      return value;
  }
}

/** A cell takes 32,767 characters; what is longer is changed in the plan. */
const MOST_CHARACTERS = 32_000;

/** Whether no cell holds a value. */
export const isOverlong = (field: Field, value: string, show: { locale: Locale } & Choices): boolean =>
  cellText(field, value, show).length > MOST_CHARACTERS;

/** Said in place of such a value. */
export const OVERLONG = text(
  '(too long for a cell: see the plan)',
  '(trop long pour une cellule\u00A0: voir le plan)',
);

/** Whether a cell says that its value is too long for it, whatever its blanks are: nothing was changed there. */
export const saysOverlong = (cell: string): boolean =>
  [OVERLONG.en, OVERLONG.fr].some((said) => oneLine(said) === oneLine(cell));

/** `anna@a.example: full, send as`; full access alone is not said. */
function grantText({ who, rights }: Grant, locale: Locale): string {
  if (rights.length === 1 && rights[0] === 'full') return who;
  const words = rights.map((right) => RIGHT_WORDS[right][locale]).join(', ');
  return `${who}${locale === 'fr' ? '\u00A0: ' : ': '}${words}`;
}

export const siteText = ({ id, title }: Choices['sites'][number]): string =>
  title === '' ? id : `${id} ${oneLine(title)}`;

/** A value from what a cell says, or what is wrong with it. */
export function cellValue(field: Field, written: string, choices: Choices): string | Text {
  const said = oneLine(written);
  switch (field) {
    case 'fate':
      return said === '' ? 'undecided' : fateIn(said);
    case 'licence':
      return licenceIn(said, choices);
    case 'site':
      return siteIn(said, choices);
    case 'aliases':
      return addressesIn(written);
    case 'access':
      return grantsOfCell(written);
    case 'to':
      return said === '' ? '' : addressIn(said);
    default:
      return said;
  }
}

function fateIn(said: string): Fate | Text {
  const word = folded(said);
  for (const fate of ['personal', 'shared', 'alias', 'drop'] as const) {
    const words = FATE_WORDS[fate];
    if (word === folded(words.en) || word === folded(words.fr)) return fate;
  }
  const kind = kindOf(said);
  if (kind === 'personal' || kind === 'shared' || kind === 'alias' || kind === 'drop') return kind;
  if (yesOrNo(said) === false) return 'drop';
  return text(
    `“${quoted(said)}” is none of personal, shared, alias, not kept`,
    `«\u00A0${quoted(said)}\u00A0» n’est ni personnelle, ni partagée, ni alias, ni non conservée`,
  );
}

/** By its name, or its title. One that the plan does not have is judged with the plan. */
function licenceIn(said: string, { licences }: Choices): string {
  const word = folded(said);
  const found = licences.find(
    ({ name, title }) => name === said || (title !== '' && oneLine(title) === said),
  );
  const alike = licences.filter(({ name, title }) => folded(name) === word || folded(title) === word);
  return found?.name ?? (word !== '' && alike.length === 1 ? (alike[0]?.name ?? said) : said);
}

/** By its number, its title, or both. */
function siteIn(said: string, { sites }: Choices): string {
  const word = folded(said);
  const found = sites.find((site) => site.id === said || siteText(site) === said);
  const alike = sites.filter(({ title }) => title !== '' && folded(title) === word);
  if (found) return found.id;
  const [first = ''] = said.split(' ');
  return alike.length === 1 ? (alike[0]?.id ?? said) : sites.some(({ id }) => id === first) ? first : said;
}

function addressIn(said: string): string | Text {
  const read = readAddress(said);
  return isFault(read)
    ? text(`“${quoted(said)}” ${read.en}`, `«\u00A0${quoted(said)}\u00A0» ${read.fr}`)
    : read.address;
}

/** Addresses parted by line ends, commas, semicolons or blanks; one that cannot be read spoils the cell. */
function addressesIn(written: string): string | Text {
  const words = visible(written)
    .split(/[\s,;]+/)
    .filter((word) => word !== '');
  const read = words.map(addressIn);
  return read.find((each) => typeof each !== 'string') ?? listed(read as string[]);
}

/** A person a line: an address, and behind it what it may do; an address alone has full access. */
function grantsOfCell(written: string): string | Text {
  const grants: Grant[] = [];
  for (const part of peopleIn(written)) {
    const [, before = '', address = '', rights = ''] = PERSON.exec(part) ?? [];
    if (address === '' || (before.trim() !== '' && !/<$/.test(before)))
      return text(
        `“${quoted(part)}” is no address with rights; write one a line, such as anna@a.example: read`,
        `«\u00A0${quoted(part)}\u00A0» n’est pas une adresse suivie de droits\u00A0; écrivez-en une par ligne, comme anna@a.example\u00A0: lecture`,
      );
    const who = addressIn(address);
    const may = rightsIn(rights);
    if (typeof who !== 'string') return who;
    if (!Array.isArray(may)) return may as Text;
    grants.push({ who, rights: may });
  }
  return granted(grants);
}

/** What stands before an address, the address, what stands behind it. */
const PERSON = /^([^@]*?)([^\s,;<>:()]+@[^\s,;<>:()]+)([\s\S]*)$/;

/** Each line, and where several addresses stand on one, each of them with what follows it. */
const peopleIn = (written: string): string[] =>
  written
    .split(/[\r\n;]+/)
    .flatMap((line) => visible(line).split(/[,\s]+(?=[^\s,;<>:()]+@)/))
    .map((part) => part.replace(/^[\s,]+|[\s,]+$/g, ''))
    .filter((part) => part !== '');

function rightsIn(written: string): Right[] | Text {
  const words = written
    .split(/[,+/;:()<>]|\b(?:and|et)\b/)
    .map(folded)
    .filter((word) => word !== '');
  const rights = words.map((word) => RIGHTS_BY_WORD.get(word));
  const unknown = words.find((word) => !RIGHTS_BY_WORD.has(word));
  if (unknown !== undefined)
    return text(
      `“${quoted(unknown)}” is no right: read, write, full, send as, send on behalf`,
      `«\u00A0${quoted(unknown)}\u00A0» n’est pas un droit\u00A0: lecture, écriture, complet, envoi en son nom, envoi de sa part`,
    );
  return rights.length === 0 ? ['full'] : rights.flatMap((right) => right ?? []);
}

const RIGHTS_BY_WORD: ReadonlyMap<string, Right> = new Map(
  (Object.keys(RIGHT_WORDS) as Right[]).flatMap((right) =>
    [right, RIGHT_WORDS[right].en, RIGHT_WORDS[right].fr].map((word) => [folded(word), right] as const),
  ),
);

/**
 * A text that begins as formulas do gets an apostrophe: in a workbook it is a text anyway, but not in the CSV that somebody
 * makes of it (OWASP, "CSV Injection"). Telephone numbers begin with a plus and compute nothing.
 */
export const escaped = (said: string): string => (isLikeFormula(said) ? `'${said}` : said);

/** The text that `escaped` was given. */
export const unescaped = (cell: string): string =>
  cell.startsWith("'") && isLikeFormula(cell.slice(1)) ? cell.slice(1) : cell;

function isLikeFormula(said: string): boolean {
  const bare = said.replace(/^['\s]+/, '');
  return /^[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(bare) && !/^\+[\d\s().-]*$/.test(bare);
}
