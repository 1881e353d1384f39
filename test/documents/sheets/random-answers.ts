/** Random plans of one unit and random answers to their sheets, with what the plan has to mean afterwards. */
import fc from 'fast-check';
import { RIGHTS } from '../../../grammar/vocabulary.ts';
import { cellText, escaped } from '../../../server/documents/sheets/cell-text.ts';
import { writtenText } from '../../../server/language/model/editing/written-text.ts';
import {
  type Fate,
  FIELDS_OF,
  type Field,
  type Grant,
  granted,
  listed,
  type RowValues,
  rowValues,
} from '../../../server/planning/sheets/sheet-row.ts';
import type { Answer } from './filled-in.ts';

const SITES = [
  { id: '12', title: 'Ground "floor"' },
  { id: 'annex', title: '' },
];
const LICENCES = ['E1', 'E3', 'Kiosk'];

/** Texts that cells, formulas, quotes and the plan's own signs come into. */
const said = fc
  .oneof(
    fc.constantFrom(
      '=1+1',
      "'=x",
      '-',
      '@home',
      '+33 3 29',
      "'quoted'",
      'a "b" \\ c',
      '{unit.admin}',
      '# no comment',
      'E1',
    ),
    fc.string({ maxLength: 12 }),
    fc.string({ unit: 'binary', maxLength: 8 }),
    fc.constantFrom('Zoé', '东京', 'O’Neil-Ruiz', 'a;b', '  two  words  '),
  )
  // In a fixture it is the cursor.
  .map((text) => text.replaceAll('$0', '$'));
const maybe = (of: fc.Arbitrary<string>): fc.Arbitrary<string> => fc.oneof(fc.constant(''), of);

export interface Asked {
  readonly address: string;
  readonly before: RowValues;
  readonly after: RowValues;
  /** How its declaration is laid out. */
  readonly isSpread: boolean;
  readonly comment: string;
  /** Whether a comment stands between any two values of a list. */
  readonly isNoted: boolean;
  /** Whether one `access` has everybody. */
  readonly isJoined: boolean;
}

export interface Scene {
  readonly locale: 'en' | 'fr';
  readonly lineEnd: '\n' | '\r\n';
  readonly rows: readonly Asked[];
}

const PEOPLE = ['anna@a.example', 'jean@sub.a.example', 'o.neil@a.example'];

/** Three people stay people, whatever happens: others may be opened by them, or lead to them. */
export const scenes: fc.Arbitrary<Scene> = fc
  .record({
    locale: fc.constantFrom<Scene['locale']>('en', 'fr'),
    lineEnd: fc.constantFrom<Scene['lineEnd']>('\n', '\r\n'),
    others: fc.integer({ min: 0, max: 5 }),
  })
  .chain(({ locale, lineEnd, others }) => {
    const people = PEOPLE.map((address, index) => asked(address, index, ['personal'], ['personal']));
    const rest = Array.from({ length: others }, (_, index) =>
      asked(`box${index}@a.example`, index + PEOPLE.length, FATES, [...FATES]),
    );
    return fc.record({
      locale: fc.constant(locale),
      lineEnd: fc.constant(lineEnd),
      rows: fc.tuple(...people, ...rest),
    });
  });

const FATES = ['personal', 'shared', 'alias', 'drop'] as const;

function asked(
  address: string,
  index: number,
  before: readonly Fate[],
  after: readonly Fate[],
): fc.Arbitrary<Asked> {
  const values = (fates: readonly Fate[]): fc.Arbitrary<RowValues> =>
    fc.constantFrom(...fates).chain((fate) => valuesOf(fate, index));
  return fc.record({
    address: fc.constant(address),
    before: values(before),
    after: values(after),
    isSpread: fc.boolean(),
    comment: fc.constantFrom('', 'kept by the committee', 'migplan is no rule here'),
    isNoted: fc.boolean(),
    isJoined: fc.boolean(),
  });
}

function valuesOf(fate: Fate, index: number): fc.Arbitrary<RowValues> {
  const aliases = fc
    .subarray(['x', 'y', 'z'])
    .map((names) => listed(names.map((name) => `${name}${index}@a.example`)));
  const grants = fc
    .subarray(PEOPLE)
    .chain((people) =>
      fc.tuple(
        ...people.map((who) =>
          fc.subarray([...RIGHTS], { minLength: 1 }).map((rights): Grant => ({ who, rights })),
        ),
      ),
    )
    .map(granted);
  const all: Readonly<Record<Field, fc.Arbitrary<string>>> = {
    fate: fc.constant(fate),
    licence: maybe(fc.constantFrom(...LICENCES)),
    given: maybe(said),
    family: maybe(said),
    name: maybe(said),
    title: maybe(said),
    phone: maybe(said),
    site: maybe(fc.constantFrom(...SITES.map(({ id }) => id))),
    aliases,
    access: grants,
    to: fc.constantFrom(...PEOPLE),
    note: fc.oneof(
      fc.constant('left'),
      said.map((text) => `${text}.`),
    ),
  };
  const own = FIELDS_OF[fate].map((field) => all[field].map((value) => [field, value] as const));
  return fc.tuple(...own).map((pairs) => rowValues(fate, Object.fromEntries(pairs)));
}

/** The plan as it is before anybody answers, in no particular form. */
export function planOf({ locale, lineEnd, rows }: Scene): string {
  const sites = SITES.map(
    ({ id, title }) => `site ${id}${title === '' ? '' : ` ${writtenText(title)}`}`,
  ).join('; ');
  const text = `plan "Random" { locale ${locale} }
${LICENCES.map((name) => `licence ${name}`).join('\n')}
unit u "U" { kind region; ${sites} }
domain a.example { unit u; subdomain sub.a.example }
lot first { date 2027-03-08; unit u }

${rows.map(declarationOf).join('\n')}
# the end
`;
  return text.replaceAll('\n', lineEnd);
}

/** A row's declaration as it is before anybody answers, with its comments, without a line end behind it. */
export function declarationOf({ address, before, isSpread, comment, ...lists }: Asked): string {
  let noted = 0;
  const head = comment === '' ? '' : `# ${comment}\n`;
  const body = bodyOf(before, lists.isJoined).map((line, index) =>
    lists.isNoted && /^(?:alias|access) /.test(line)
      ? line.replaceAll(', ', () => `, # noted of ${address} ${index} ${noted++}\n      `)
      : line,
  );
  const lines = isSpread
    ? body
        .map((line, index) => `    ${line}${index === 0 && comment !== '' ? `   # ${comment}` : ''}\n`)
        .join('')
    : ` ${body.join('; ')} `;
  return `${head}${headOf(address, before)}${body.length === 0 ? '' : ` {${isSpread ? '\n' : ''}${lines}}`}${isSpread ? '\n' : ''}`;
}

function headOf(address: string, { fate, licence, name, to, note }: RowValues): string {
  if (fate === 'alias') return `alias ${address} -> ${to}`;
  if (fate === 'drop') return `drop ${address}${note === '' ? '' : ` ${writtenText(note)}`}`;
  const label = name === '' ? '' : ` ${writtenText(name)}`;
  return `${fate === 'shared' ? 'shared' : 'mailbox'} ${address}${licence === '' ? '' : ` ${licence}`}${label}`;
}

function bodyOf(values: RowValues, isJoined: boolean): string[] {
  if (values.fate === 'alias' || values.fate === 'drop') return [];
  const texts = (['given', 'family', 'title', 'phone'] as const).flatMap((field) =>
    values[field] === '' ? [] : [`${field} ${writtenText(values[field])}`],
  );
  const site = values.site === '' ? [] : [`site ${values.site}`];
  const aliases = values.aliases === '' ? [] : [`alias ${values.aliases.split(' ').join(', ')}`];
  const grants = values.access
    .split(' ')
    .filter((part) => part !== '')
    .map((part) => part.replace('=', ' ').replaceAll('+', ', '));
  const access = isJoined && grants.length > 0 ? [grants.join(', ')] : grants;
  return [...texts, 'quota 3 GB', ...site, ...aliases, ...access.map((each) => `access ${each}`)];
}

/** What people type to turn each row into what it is to be afterwards. */
export function answersOf({ locale, rows }: Scene): Answer[] {
  const show = { locale, licences: [], sites: SITES };
  return rows.map(({ address, before, after }) => {
    const fields: Field[] = ['fate', ...FIELDS_OF[after.fate as Fate]];
    const isShared = before.fate === 'shared';
    const set = fields
      .filter((field) => !isShared || !LACKING.has(field))
      .map((field) => [field, escaped(cellText(field, after[field], show))]);
    return { address, set: Object.fromEntries(set) };
  });
}

/** Columns that the page of shared addresses does not have. */
const LACKING: ReadonlySet<Field> = new Set(['given', 'family', 'title', 'phone', 'site']);

/** What a row means once it was answered: the page of shared addresses does not ask everything. */
export function meant({ before, after }: Asked): RowValues {
  const changed = before.fate !== after.fate;
  const values = { ...after };
  if (before.fate === 'shared') for (const field of LACKING) Object.assign(values, { [field]: '' });
  // Who shares an address gives its licence back, unless the sheet names one anew.
  if (changed && after.fate === 'shared' && before.licence === after.licence) values.licence = '';
  return values;
}
