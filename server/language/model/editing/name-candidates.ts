/**
 * The names of a plan that could stand where some letters are typed, each with what tells it from the others. Few are
 * looked at closely, however many there are.
 */
import type { Declaration, DeclarationOf } from '../../../../grammar/vocabulary.ts';
import type { DefinedAs } from '../block-facts.ts';
import { sharesOfLicence } from '../costs/shares.ts';
import { compared, domainOf, type Key, keyOf, type Namespace, nameOf } from '../names.ts';
import type { PlanModel } from '../plan-model.ts';
import { PlanWords } from '../words/plan-words.ts';
import { located } from './line-counter.ts';

/** More are not offered at once: nobody reads them, and editors ask again with more letters. */
export const MOST_OFFERED = 200;

export interface Candidate {
  /** As it is written where it is declared. */
  readonly name: string;
  readonly detail: string;
  /** It stands before the others: it is near to where it is asked for. */
  readonly isNear?: boolean;
}

export interface Candidates {
  readonly found: readonly Candidate[];
  /** There are more than are given. */
  readonly hasMore: boolean;
}

export interface Asked {
  readonly typed: string;
  readonly model: PlanModel;
  readonly locale: 'en' | 'fr';
  /** The address of the declaration that asks, where it has one: its unit has a share of licences, its domain is near. */
  readonly near?: string;
  /** Names that are there already, or could not be meant. */
  readonly without?: ReadonlySet<Key>;
}

/** The names of a namespace that hold what is typed, those that begin with it first. */
export function namesLike(namespace: Namespace, asked: Asked): Candidates {
  const typed = asked.typed.toLowerCase();
  const { model, without } = asked;
  const isOffered = (name: string): boolean => !CODE.test(name) && !without?.has(keyOf(namespace, name));
  const names = [...model.namesBeside(namespace, '')].filter(isOffered);
  const begins = names.filter((name) => name.toLowerCase().startsWith(typed));
  const holds = begins.length > MOST_OFFERED ? [] : names.filter((name) => isWithin(typed, name));
  const shown = [begins.slice(0, MOST_OFFERED), holds.slice(0, Math.max(0, MOST_OFFERED - begins.length))];
  const ordered = namespace === 'rule' ? shown : shown.map((some) => inPlanOrder(namespace, some, model));
  const words = new PlanWords(asked.locale);
  const found = ordered.flat().map((name) => ({
    name: writtenAs(namespace, name, model),
    detail: detailOf(namespace, name, asked, words),
  }));
  return { found, hasMore: begins.length + holds.length > MOST_OFFERED };
}

/** As the plan has them, what templates make last; the index has them in the order in which they were last edited. */
function inPlanOrder(namespace: Namespace, names: readonly string[], model: PlanModel): string[] {
  const places = names.flatMap((name) => {
    const [found] = model.definitionsOf(keyOf(namespace, name));
    return found ? [{ name, place: { block: found.block, span: found.definition } }] : [];
  });
  const [written, stamped] = [false, true].map((isStamped) =>
    located(places.filter(({ place }) => (place.block.stamp !== undefined) === isStamped)),
  );
  return [...(written ?? []), ...(stamped ?? [])].map(({ of }) => of.name);
}

/** A rule's code is another name of a rule that has one already. */
const CODE = /^MP\d{3}$/;

const isWithin = (typed: string, name: string): boolean => name.toLowerCase().indexOf(typed) > 0;

/** A name as its declaration has it: keys of domains and addresses are in lower case. */
function writtenAs(namespace: Namespace, name: string, model: PlanModel): string {
  if (namespace !== 'domain' && namespace !== 'address') return name;
  const [place] = model.definitionsOf(keyOf(namespace, name));
  if (!place || place.block.stamp) return name;
  return place.block.text.slice(place.definition.start, place.definition.end);
}

function detailOf(namespace: Namespace, name: string, asked: Asked, words: PlanWords): string {
  const declaration = asked.model.declarationOf(keyOf(namespace, name));
  const parts = declaration ? partsOf(declaration, asked, words) : [];
  return parts.filter((part) => part !== undefined && part !== '').join(' · ');
}

function partsOf(declaration: Declaration, asked: Asked, words: PlanWords): (string | undefined)[] {
  switch (declaration.declares) {
    case 'endpoint':
      return [declaration.kind.value, declaration.has.host?.value.name.value];
    case 'licence':
      return licence(declaration, asked, words);
    case 'unit':
      return [declaration.title?.value];
    case 'lot':
      return [declaration.has.date?.value, declaration.title?.value];
    case 'timeline':
      return [words.count(declaration.has.D.length, 'step')];
    case 'template':
      return [words.count(declaration.contents.length, 'address')];
    case 'domain':
      return [declaration.has.unit?.value];
    default:
      return [];
  }
}

function licence(
  { name, has }: DeclarationOf<'licence'>,
  asked: Asked,
  words: PlanWords,
): (string | undefined)[] {
  const { model, near } = asked;
  const seats =
    has.seats && left(words, 'seats', has.seats.value, model.totals('licence', name.value).mailboxes);
  const unit = near === undefined ? undefined : model.placementOf(near).unit;
  const shares = sharesOfLicence(name.value, unit, model);
  return [
    has.price && words.money(has.price.value),
    has.quota && words.size(has.quota.value),
    seats,
    ...[...shares.unit, ...shares.plan].map(({ allowed, count }) => left(words, 'share', allowed, count)),
  ];
}

const LEFT = {
  seats: { en: 'seats', fr: 'sièges' },
  share: { en: 'share', fr: 'part' },
} as const;

/** `seats: 12 of 120 left`, `sièges : 12 libres sur 120`. */
function left({ locale }: PlanWords, of: keyof typeof LEFT, all: number, used: number): string {
  const free = Math.max(0, all - used);
  return locale === 'fr'
    ? `${LEFT[of].fr}\u00A0: ${free} ${free < 2 ? 'libre' : 'libres'} sur ${all}`
    : `${LEFT[of].en}: ${free} of ${all} left`;
}

/** What mail can arrive in; `access` is for people alone. */
const RECEIVES: ReadonlySet<DefinedAs> = new Set(['mailbox', 'shared', 'resource', 'list']);

/** Addresses that begin with what is typed, those in the asker's own domain first. */
export function addressesLike(asked: Asked, isForPeople: boolean): Candidates {
  const { model, near = '' } = asked;
  const own = domainOf(near);
  const keys = new Set(own === '' ? [] : beginningIn(own, asked));
  const names: string[] = [];
  const add = (name: string): void => {
    const key = keyOf('address', name);
    const [place] = asked.without?.has(key) ? [] : model.definitionsOf(key);
    const as = place?.definition.as;
    if (as && (isForPeople ? as === 'mailbox' : RECEIVES.has(as)) && name !== compared(near))
      names.push(name);
  };
  for (const name of keys) if (names.length < MOST_OFFERED) add(name);
  let hasMore = asked.typed.length < LETTERS_FOR_ALL;
  for (const key of model.addressesBeginning(asked.typed)) {
    if (names.length >= MOST_OFFERED) {
      hasMore = true;
      break;
    }
    const name = nameOf(key);
    if (!keys.has(name)) add(name);
  }
  const words = new PlanWords(asked.locale);
  const candidate = (name: string): Candidate => ({
    name: writtenAs('address', name, model),
    detail: whose(model.declarationOf(keyOf('address', name)), words),
    isNear: domainOf(name) === own,
  });
  return { found: inPlanOrder('address', names, model).map(candidate), hasMore };
}

/** `mailbox · Anna Berg` */
function whose(declaration: Declaration | undefined, words: PlanWords): string {
  const label = declaration && 'label' in declaration ? declaration.label?.value : undefined;
  return [words.say(declaration?.declares ?? 'mailbox'), label].filter(Boolean).join(' · ');
}

/** With fewer letters not every shelf is looked through. */
const LETTERS_FOR_ALL = 3;

/** A domain with more addresses than this has most of those that begin so, anyway. */
const MOST_SEEN = 5_000;

function* beginningIn(domain: string, { typed, model }: Asked): Generator<string> {
  const wanted = typed.toLowerCase();
  let left = MOST_SEEN;
  for (const name of model.namesBeside('address', `@${domain}`)) {
    if (left-- === 0) return;
    if (name.startsWith(wanted)) yield name;
  }
}

/** What the contents of a template can name in every domain; access is for people alone. */
export function namesInTemplate(
  contents: DeclarationOf<'template'>['contents'],
  isForPeople: boolean,
): ReadonlySet<string> {
  const fitting = contents.filter(({ declares }) => !isForPeople || declares === 'mailbox');
  const own = fitting.map(({ address }) => address.value).filter((address) => address.endsWith('@'));
  return new Set(['{unit.admin}', ...own]);
}

/** Domains that hold what is typed, `first` before the others. */
export function domainsLike(asked: Asked, first = ''): Candidates {
  const { found, hasMore } = namesLike('domain', asked);
  const key = keyOf('domain', first);
  const isTyped = nameOf(key).startsWith(asked.typed.toLowerCase());
  const isOffered = isTyped && asked.model.isDefined(key) && !asked.without?.has(key);
  if (!isOffered) return { found, hasMore };
  const others = found.filter(({ name }) => compared(name) !== nameOf(key));
  const words = new PlanWords(asked.locale);
  const near = { name: writtenAs('domain', nameOf(key), asked.model), isNear: true };
  return { found: [{ ...near, detail: detailOf('domain', nameOf(key), asked, words) }, ...others], hasMore };
}
