import type { Located } from '../../../grammar/tree.ts';
import type { DeclarationOf, EndpointKind } from '../../../grammar/vocabulary.ts';
import { isTaken, type Refusal, refusalOf, type Use } from '../facts/address-limits.ts';
import type { Facts } from '../facts/facts.ts';
import { SYSTEMS } from '../facts/kinds.ts';
import { addressFault } from '../model/addresses/address-fault.ts';
import { foldedName, hasTwoSpellings, speltOut } from '../model/addresses/name-words.ts';
import { type Target, targetOf } from '../model/addresses/target.ts';
import { addProperty, changeReferences, type TextEdit } from '../model/editing/edits.ts';
import { comparedDomain, keyOf, localPartOf } from '../model/names.ts';
import type { Place } from '../model/plan-document.ts';
import type { PlanModel } from '../model/plan-model.ts';
import { defineRule, type Fix, type Locale, plan } from './rule.ts';

/** A legal address that the mail system it is moved to does not take: accents, signs, length, by what is known of its kind. */
export const addressRefusedByTarget = defineRule({
  code: 'MP202',
  name: 'address-refused-by-target',
  severity: 'error',
  on: ['mailbox', 'shared', 'resource', 'list', 'alias', 'forward'],
  why: {
    en: 'The target would refuse to make it on the day, after its people have been told their new address.',
    fr: 'La cible refuserait de la créer le jour dit, alors que sa nouvelle adresse a déjà été annoncée.',
  },
  bad: plan`
    plan "A" { target office }
    endpoint office microsoft365 {
      tenant a.onmicrosoft.example
      client 8f2c1d7e secret env GRAPH_SECRET
    }
    domain a.example
    mailbox ⟦zoé@a.example⟧ "Zoé Martin"`,
  good: plan`
    plan "A" { target office }
    endpoint office microsoft365 {
      tenant a.onmicrosoft.example
      client 8f2c1d7e secret env GRAPH_SECRET
    }
    domain a.example
    mailbox zoe@a.example "Zoé Martin"`,
  check(subject, { model }) {
    const facts = model.narrowestFacts();
    const use = ACCOUNTS.has(subject.declares) ? 'account' : 'address';
    const aliases = 'alias' in subject.has ? subject.has.alias : NONE;
    if (isTaken(facts, subject.address.value, use) && areTaken(aliases, facts)) return undefined;
    const target = targetOf(subject, model);
    if (!target) return undefined;
    const found = [refused(subject.address, use, target, true)];
    for (const alias of aliases) found.push(refused(alias, 'address', target, false));
    return found.filter((refusal) => refusal !== undefined);
  },
  message: {
    en: ({ address, kind, refusal, use, spelling }) =>
      `${address}: ${reasonIn('en', refusal, SYSTEMS[kind].en, use)}; ${wayOut('en', refusal, spelling)}`,
    fr: ({ address, kind, refusal, use, spelling }) =>
      `${address}\u00A0: ${reasonIn('fr', refusal, SYSTEMS[kind].fr, use)}\u00A0; ${wayOut('fr', refusal, spelling)}`,
  },
  fixes: [written('spelling'), written('otherSpelling')],
});

interface Data {
  readonly address: string;
  readonly kind: EndpointKind;
  readonly use: Use;
  readonly refusal: Refusal;
  /** Whether it is the declaration's own address. */
  readonly isOwn: boolean;
  /** The address as the target takes it, where there is a way to write it; and with German letters spelt out. */
  readonly spelling: string | undefined;
  readonly otherSpelling: string | undefined;
}

const NONE: readonly Located<string>[] = [];

function areTaken(aliases: readonly Located<string>[], facts: Facts): boolean {
  for (const { value } of aliases) if (!isTaken(facts, value, 'address')) return false;
  return true;
}

const ACCOUNTS: ReadonlySet<string> = new Set(['mailbox', 'shared', 'resource']);

function refused(
  { value: address, start, end }: Located<string>,
  use: Use,
  { kind, facts }: Target,
  isOwn: boolean,
): { at: { start: number; end: number }; data: Data } | undefined {
  if (addressFault(address)) return undefined; // no system takes it: that is told by its own rule
  const local = localPartOf(address);
  const written = address.slice(local.length + 1);
  const refusal = refusalOf(facts, local, comparedDomain(written), use);
  if (!refusal) return undefined;
  const spelling = spelt(foldedName(local), written, facts, use);
  const otherSpelling = hasTwoSpellings(local) ? spelt(speltOut(local), written, facts, use) : undefined;
  return { at: { start, end }, data: { address, kind, use, refusal, isOwn, spelling, otherSpelling } };
}

/** What is left of an address without the signs that are refused: an apostrophe goes, another becomes a hyphen. */
function spelt(local: string, domain: string, facts: Facts, use: Use): string | undefined {
  const isFit = (part: string): boolean => refusalOf(facts, part, comparedDomain(domain), use) === undefined;
  const signs = Array.from(local, (sign) => (isFit(`a${sign}a`) ? sign : sign === "'" ? '' : '-')).join('');
  const plain = signs.replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, '');
  return plain !== '' && isFit(plain) ? `${plain}@${domain}` : undefined;
}

function written(which: 'spelling' | 'otherSpelling'): Fix<Data> {
  return {
    title: {
      en: (data) => `Write it ${data[which] ?? ''}`,
      fr: (data) => `L’écrire ${data[which] ?? ''}`,
    },
    edits: (data, place, model) => renamed(data, data[which], place, model),
  };
}

/** The address and whatever names it are rewritten; under its old one it is still found in the source. */
function renamed(
  { address, isOwn }: Data,
  to: string | undefined,
  place: Place,
  model: PlanModel,
): TextEdit[] | undefined {
  if (to === undefined || model.isDefined(keyOf('address', to))) return undefined;
  const key = keyOf('address', address);
  const { block } = place;
  const declaration = block.facts.declaration as DeclarationOf<'mailbox'> | undefined;
  const isHeld = isOwn && declaration && model.inventoryOf(address) !== undefined;
  return [
    { place, text: to },
    ...changeReferences(model.referencesTo(key), key, to),
    ...(isHeld ? [addProperty(block, declaration, `was ${address}`)] : []),
  ];
}

function wayOut(locale: Locale, refusal: Refusal, spelling: string | undefined): string {
  const { write, shorten, choose } = WAYS_OUT[locale];
  return spelling ? `${write} ${spelling}` : 'count' in refusal ? shorten : choose;
}

const WAYS_OUT = {
  en: { write: 'write', shorten: 'shorten it', choose: 'choose another' },
  fr: { write: 'écrivez', shorten: 'raccourcissez-la', choose: 'choisissez-en une autre' },
} as const;

function reasonIn(locale: Locale, refusal: Refusal, system: string, use: Use): string {
  if ('count' in refusal) return REASONS[locale].length(system, use, refusal);
  return REASONS[locale][refusal.why](system, use, refusal.what);
}

const EN_OF: Readonly<Record<Use, string>> = {
  account: 'the address of a mailbox',
  address: 'an address',
};
const FR_OF: Readonly<Record<Use, string>> = { account: 'l’adresse d’une boîte', address: 'une adresse' };

type Long = Extract<Refusal, { readonly count: number }>;

const REASONS = {
  en: {
    letters: (system: string, use: Use, what: string) => `${system} takes no “${what}” in ${EN_OF[use]}`,
    signs: (system: string, use: Use, what: string) => `${system} takes no “${what}” in ${EN_OF[use]}`,
    'begins-with-sign': (system: string, use: Use, what: string) =>
      `in ${system} ${EN_OF[use]} begins with a letter or a digit, not with “${what}”`,
    length: (system: string, use: Use, { why, count, most }: Long) =>
      `it has ${count} octets${why === 'local-part-length' ? ' before its @' : ''}, ${system} takes ${most} for ${EN_OF[use]}`,
  },
  fr: {
    letters: (system: string, use: Use, what: string) =>
      `${system} n’accepte pas «\u00A0${what}\u00A0» dans ${FR_OF[use]}`,
    signs: (system: string, use: Use, what: string) =>
      `${system} n’accepte pas «\u00A0${what}\u00A0» dans ${FR_OF[use]}`,
    'begins-with-sign': (system: string, use: Use, what: string) =>
      `pour ${system}, ${FR_OF[use]} commence par une lettre ou un chiffre, pas par «\u00A0${what}\u00A0»`,
    length: (system: string, use: Use, { why, count, most }: Long) =>
      `elle a ${count} octets${why === 'local-part-length' ? ' avant son @' : ''}, ${system} en accepte ${most} pour ${FR_OF[use]}`,
  },
} as const;
