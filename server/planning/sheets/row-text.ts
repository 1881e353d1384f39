/**
 * A row as a declaration of the plan: written anew, or changed in the text of the declaration that is there, with its comments
 * and in its order. What a row does not speak of, such as a quota, stays. Judges nothing.
 */
import { parseBlock } from '../../../grammar/parser.ts';
import { formatText } from '../../../grammar/print.ts';
import type { Span } from '../../../grammar/tree.ts';
import type { DeclarationOf, Right } from '../../../grammar/vocabulary.ts';
import { type Grant as GrantItem, grantsOf } from '../../language/model/addresses/access.ts';
import {
  addProperty,
  removeItem,
  removeProperties,
  setProperty,
  type TextEdit,
} from '../../language/model/editing/edits.ts';
import { withLineEnds } from '../../language/model/editing/plan-edits.ts';
import { writtenText } from '../../language/model/editing/written-text.ts';
import { compared } from '../../language/model/names.ts';
import { type Block, PlanDocument } from '../../language/model/plan-document.ts';
import { type RowDeclaration, valuesOf } from './planned-row.ts';
import {
  addressesOf,
  FIELDS_OF,
  type Field,
  fateOf,
  type Grant,
  grantsIn,
  type RowValues,
  saysSame,
} from './sheet-row.ts';

/** What a new declaration says beside its row. */
export interface Beside {
  /** It begins empty. */
  readonly isNew?: boolean;
  /** The lot that moves it, where nothing else says so. */
  readonly lot?: string;
}

/** A row's declaration, in canonical form, without a line end. */
export function declarationText(address: string, values: RowValues, beside: Beside = {}): string {
  const { licence, name, to, note } = values;
  const label = name === '' ? '' : ` ${writtenText(name)}`;
  switch (fateOf(values)) {
    case 'personal':
      return withBody(`mailbox ${address}${word(licence)}${label}`, [
        ...PERSON.flatMap((field) => propertyOf(field, values[field])),
        ...addressesOf(values.aliases).map((alias) => `alias ${alias}`),
        ...besides(beside),
      ]);
    case 'shared':
      return withBody(`shared ${address}${word(licence)}${label}`, [
        ...grantsIn(values.access).map(accessLine),
        ...addressesOf(values.aliases).map((alias) => `alias ${alias}`),
        ...besides(beside),
      ]);
    case 'alias':
      return `alias ${address} -> ${to}`;
    case 'drop':
      return `drop ${address}${note === '' ? '' : ` ${writtenText(note)}`}`;
    case 'undecided':
      return '';
  }
}

const besides = ({ isNew = false, lot }: Beside): string[] => [
  ...(lot === undefined ? [] : [`lot ${lot}`]),
  ...(isNew ? ['new'] : []),
];

const word = (name: string): string => (name === '' ? '' : ` ${name}`);

const withBody = (head: string, body: readonly string[]): string =>
  body.length === 0
    ? head
    : formatText(`${head} {\n${body.map((line) => `  ${line}`).join('\n')}\n}\n`).trimEnd();

const PERSON = ['given', 'family', 'title', 'phone', 'site'] as const satisfies readonly Field[];

const propertyOf = (field: Field, value: string): string[] =>
  value === '' ? [] : [`${field} ${field === 'site' ? value : writtenText(value)}`];

const accessLine = ({ who, rights }: Grant): string => `access ${who} ${rights.join(', ')}`;

/** A block's text with its declaration saying what a row says; as it was where it says so already. Lines end as its file's do. */
export function changedText(text: string, values: RowValues, file: PlanDocument): string {
  const { declaration } = only(text);
  const [from, to] = [fateOf(valuesOf(declaration)), fateOf(values)];
  const isRecipient = (fate: typeof from): boolean => fate === 'personal' || fate === 'shared';
  if (!isRecipient(from) || !isRecipient(to))
    return from === to ? amended(text, values, file) : replaced(text, values, file);
  return amended(from === to ? text : retold(text, to === 'shared', file), values, file);
}

/** Field by field, each on the text that the one before has left. */
function amended(text: string, values: RowValues, file: PlanDocument): string {
  let now = text;
  for (const field of FIELDS_OF[fateOf(values)]) {
    // A list is changed by one value at a time, so that no edit lies in another.
    for (let left = MOST_EDITS; left > 0; left--) {
      const { block, declaration } = only(now);
      const edits = editsOf(block, declaration, field, values);
      if (edits.length === 0) break;
      now = withEdits(now, edits, file);
    }
  }
  return now;
}

/** More than any list has; an edit that leads nowhere ends here. */
const MOST_EDITS = 10_000;

function editsOf(block: Block, declaration: RowDeclaration, field: Field, values: RowValues): TextEdit[] {
  const value = values[field];
  if (saysSame(field, valuesOf(declaration)[field], value)) return [];
  switch (declaration.declares) {
    case 'alias':
      return [{ place: { block, span: declaration.to }, text: value }];
    case 'drop':
      return [
        setWord(block, declaration.reason, declaration.address.end, value === '' ? '' : writtenText(value)),
      ];
    case 'mailbox':
    case 'shared':
      return recipientEdits(block, declaration, field, value);
  }
}

type Recipient = DeclarationOf<'mailbox'> | DeclarationOf<'shared'>;

function recipientEdits(block: Block, declaration: Recipient, field: Field, value: string): TextEdit[] {
  const { address, licence, label } = declaration;
  switch (field) {
    case 'licence':
      return [setWord(block, licence, address.end, value)];
    case 'name':
      return [setWord(block, label, (licence ?? address).end, value === '' ? '' : writtenText(value))];
    case 'aliases':
      return aliasEdits(block, declaration, addressesOf(value));
    case 'access':
      return declaration.declares === 'shared' ? accessEdits(block, declaration, grantsIn(value)) : [];
    default:
      return declaration.declares === 'mailbox' ? personEdits(block, declaration, field, value) : [];
  }
}

/** Puts a word at a head in place of one, behind what stands before it where there is none, or takes it out. */
function setWord(block: Block, written: Span | undefined, after: number, value: string): TextEdit {
  if (!written) return { place: { block, span: { start: after, end: after } }, text: ` ${value}` };
  if (value !== '') return { place: { block, span: written }, text: value };
  return { place: { block, span: { start: after, end: written.end } }, text: '' };
}

function personEdits(
  block: Block,
  declaration: DeclarationOf<'mailbox'>,
  field: Field,
  value: string,
): TextEdit[] {
  const known = PERSON.find((each) => each === field);
  if (!known) return [];
  const [property] = propertyOf(field, value);
  if (property === undefined) return removeProperties(block, new Set([field]));
  return [setProperty(block, declaration, declaration.has[known], property)];
}

function aliasEdits(block: Block, declaration: Recipient, wanted: readonly string[]): TextEdit[] {
  const isWanted = (alias: string): boolean => wanted.some((other) => compared(other) === compared(alias));
  const gone = declaration.has.alias.find(({ value }) => !isWanted(value));
  if (gone) return removeItem({ block, span: gone });
  const has = new Set(declaration.has.alias.map(({ value }) => compared(value)));
  const missing = wanted.find((alias) => !has.has(compared(alias)));
  return missing === undefined ? [] : [addProperty(block, declaration, `alias ${missing}`)];
}

/** What `access` says of one person, item by item: the first names them. */
interface Said {
  readonly who: string;
  readonly first: GrantItem;
  readonly others: readonly GrantItem[];
}

function accessEdits(
  block: Block,
  declaration: DeclarationOf<'shared'>,
  wanted: readonly Grant[],
): TextEdit[] {
  const seen = new Set<string>();
  for (const said of saidOf(grantsOf(declaration))) {
    const { who, first, others } = said;
    const person = wanted.find((grant) => compared(grant.who) === compared(who));
    if (!person || seen.has(compared(who)))
      return removeItem({ block, span: { start: first.start, end: (others.at(-1) ?? first).end } });
    seen.add(compared(who));
    const edits = rightsEdits(block, said, person.rights);
    if (edits.length > 0) return edits;
  }
  const missing = wanted.find(({ who }) => !seen.has(compared(who)));
  return missing ? [addProperty(block, declaration, accessLine(missing))] : [];
}

/** One right at a time, each where it stands: between them there may be comments. */
function rightsEdits(block: Block, { first, others }: Said, wanted: readonly Right[]): TextEdit[] {
  const gone = others.find(({ right }) => !wanted.includes(right));
  if (gone) return removeItem({ block, span: gone });
  const has = [first, ...others].map(({ right }) => right);
  const missing = wanted.filter((right) => !has.includes(right));
  if (wanted.includes(first.right)) {
    const { end } = others.at(-1) ?? first;
    const added = missing.map((right) => `, ${right}`).join('');
    return added === '' ? [] : [{ place: { block, span: { start: end, end } }, text: added }];
  }
  // Who is named keeps a right: a missing one, else the next.
  const [next] = others;
  const right = missing[0] ?? next?.right;
  if (!first.named || right === undefined) return [];
  const name = block.text.slice(first.named.start, first.named.end);
  const { start, end } = first;
  const named = { place: { block, span: { start, end } }, text: `${name} ${right}` };
  return missing.length > 0 || !next ? [named] : [named, ...removeItem({ block, span: next })];
}

function saidOf(items: readonly GrantItem[]): Said[] {
  const said: Said[] = [];
  for (const item of items) {
    const last = said.at(-1);
    if (item.named || !last) said.push({ who: item.who, first: item, others: [] });
    else said[said.length - 1] = { ...last, others: [...last.others, item] };
  }
  return said;
}

/** A mailbox as a shared one or the other way round, without what the other does not have. */
function retold(text: string, isShared: boolean, file: PlanDocument): string {
  const { block, declaration } = only(text);
  const keyword = { place: { block, span: declaration.keyword }, text: isShared ? 'shared' : 'mailbox' };
  const edits = [...removeProperties(block, isShared ? OF_PEOPLE : OF_SHARED), keyword];
  return withEdits(text, edits, file);
}

const OF_PEOPLE: ReadonlySet<string> = new Set([...PERSON, 'password']);
const OF_SHARED: ReadonlySet<string> = new Set(['access']);

/** Another declaration in place of the one that is there; comments that stood inside it come before it. */
function replaced(text: string, values: RowValues, file: PlanDocument): string {
  const { declaration, comments } = only(text);
  const { start, end } = declaration;
  const inside = comments.filter((comment) => comment.start > start && comment.end <= end);
  const lines = [
    ...inside.map((comment) => comment.text.trimEnd()),
    declarationText(declaration.address.value, values),
  ];
  return text.slice(0, start) + withLineEnds(lines.join('\n'), file) + text.slice(end);
}

function only(text: string): {
  block: Block;
  declaration: RowDeclaration;
  comments: readonly { readonly start: number; readonly end: number; readonly text: string }[];
} {
  const block = new PlanDocument('', text).firstBlock;
  const declaration = block?.facts.declaration;
  if (!block || !declaration) throw new Error('a row was changed into what is no declaration');
  return {
    block,
    declaration: declaration as unknown as RowDeclaration,
    comments: parseBlock(text).comments,
  };
}

function withEdits(text: string, edits: readonly TextEdit[], file: PlanDocument): string {
  let now = text;
  for (const { place, text: put } of edits.toSorted((a, b) => b.place.span.start - a.place.span.start))
    now = now.slice(0, place.span.start) + withLineEnds(put, file) + now.slice(place.span.end);
  return now;
}
