import type { Declaration, DeclarationOf } from '../../../grammar/vocabulary.ts';
import { nameWords } from '../model/addresses/name-words.ts';
import { type AddressPattern, addressPattern, isNamedBy } from '../model/addresses/person-names.ts';
import { compared, keyOf, localPartOf } from '../model/names.ts';
import type { DefinitionPlace, PlanModel } from '../model/plan-model.ts';
import { defineRule, plan } from './rule.ts';

/**
 * Two mailboxes of one domain whose addresses are one letter, dot or hyphen apart, told once, at the later in the alphabet.
 * Two people who are each named as their addresses say are two people.
 */
export const lookAlikeAddresses = defineRule({
  code: 'MP208',
  name: 'look-alike-addresses',
  severity: 'warning',
  on: ['mailbox', 'shared'],
  why: {
    en: 'One of the two is often a slip of the pen: somebody is moved twice, the second time into a mailbox that nobody opens. If both are meant, mail goes astray between them.',
    fr: 'L’une des deux est souvent une faute de frappe\u00A0: quelqu’un est migré deux fois, la seconde dans une boîte que personne n’ouvre. Si les deux sont voulues, le courrier se perd entre elles.',
  },
  bad: plan`
    domain a.example
    mailbox camile.dupont@a.example "Camille Dupont"
    mailbox ⟦camille.dupont@a.example⟧ "Camille Dupont"`,
  good: plan`
    domain a.example
    mailbox camille.dupont@a.example "Camille Dupont"
    mailbox camille.dumont@a.example "Camille Dumont"`,
  check(mailbox, { model }) {
    const address = compared(mailbox.address.value);
    const alike = model.lookAlikesOf(address);
    if (alike.length === 0 || !alike.some((other) => other < address)) return undefined;
    const doubtful = alike.flatMap((other) => {
      const [first] = other < address ? model.definitionsOf(keyOf('address', other)) : [];
      return first && !areBothMeant(mailbox, first.block.facts.declaration, model) ? [first] : [];
    });
    const [first] = doubtful;
    if (!first) return undefined;
    const other = writtenIn(first);
    return {
      at: mailbox.address,
      data: { address: mailbox.address.value, other, more: doubtful.length - 1 },
      related: doubtful.map((place) => ({
        place: { block: place.block, span: place.definition },
        what: HERE,
      })),
    };
  },
  message: {
    en: ({ address, other, more }) =>
      `${address} and ${other}${more > 0 ? ` (and ${more} more)` : ''} are one sign apart; drop the one that is a slip, or write an exception if both are meant`,
    fr: ({ address, other, more }) =>
      `${address} et ${other}${more > 0 ? ` (et ${more} de plus)` : ''} ne diffèrent que d’un signe\u00A0; abandonnez celle qui est une faute de frappe, ou écrivez une exception si les deux sont voulues`,
  },
});

const HERE = { en: 'it looks like this one', fr: 'elle ressemble à celle-ci' } as const;

const writtenIn = ({ block, definition }: DefinitionPlace): string =>
  block.text.slice(definition.start, definition.end);

type Mailbox = DeclarationOf<'mailbox'> | DeclarationOf<'shared'>;

/** Whether each of two is called what its address says, and they are not called the same. */
function areBothMeant(one: Mailbox, other: Declaration | undefined, model: PlanModel): boolean {
  if (other?.declares !== 'mailbox' && other?.declares !== 'shared') return false;
  const [first, second] = [lettersOf(calledIn(one)), lettersOf(calledIn(other))];
  return first !== second && isCalledSo(one, model) && isCalledSo(other, model);
}

function isCalledSo(mailbox: Mailbox, model: PlanModel): boolean {
  const local = localPartOf(mailbox.address.value);
  const called = calledIn(mailbox);
  if (called !== '' && lettersOf(local) === lettersOf(called)) return true;
  const { has } = mailbox;
  const names = 'given' in has ? { given: has.given?.value, family: has.family?.value } : {};
  const person = { ...names, label: called };
  return patternsFor(mailbox, model).some((pattern) => isNamedBy(pattern, local, person) === true);
}

/** How addresses are made of names where no policy says it. */
const USUAL_PATTERNS = ['{given.initial}.{family}', '{given.initial}{family}', '{given}.{family}'] as const;

/** The policy's pattern; the usual ones where it has none. */
function patternsFor(mailbox: Mailbox, model: PlanModel): AddressPattern[] {
  const { personal } = model.namingOf(mailbox);
  const written = personal === undefined ? USUAL_PATTERNS : [personal];
  return written.flatMap((text) => addressPattern(text) ?? []);
}

function calledIn({ label, has }: Mailbox): string {
  const isPerson = 'given' in has && has.given && 'family' in has && has.family;
  return isPerson ? `${has.given.value} ${has.family.value}` : (label?.value ?? '');
}

/** The letters of a name in the order of the alphabet of its words: `Dupont Anna` is `anna.dupont`. */
const lettersOf = (name: string): string => (nameWords(name) ?? [name]).toSorted().join('');
