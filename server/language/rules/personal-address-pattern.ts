import type { DeclarationOf } from '../../../grammar/vocabulary.ts';
import { isAmong, isFunction, isLabelOfFunction } from '../model/addresses/function-names.ts';
import {
  addressPattern,
  isNamedBy,
  NAME_PARTS,
  type Person,
  spelling,
} from '../model/addresses/person-names.ts';
import { addProperty, changeReferences, replaceItem } from '../model/editing/edits.ts';
import { domainOf, keyOf, localPartOf } from '../model/names.ts';
import type { Block } from '../model/plan-document.ts';
import type { PlanModel } from '../model/plan-model.ts';
import { defineRule, type FixEdit, type Found, plan } from './rule.ts';

/**
 * A personal mailbox that is not named after its person as `personal-address` says, or a pattern that no name can fill.
 * Addresses that are named after a function are no person's, whoever has them; nor is a mailbox that is called after one.
 */
export const personalAddressPattern = defineRule({
  code: 'MP205',
  name: 'personal-address-pattern',
  severity: 'warning',
  on: ['mailbox', 'policy'],
  why: {
    en: 'People guess addresses by the rule that they know. One that breaks it is written to in vain, and is one more exception to explain.',
    fr: 'On devine les adresses par la règle que l’on connaît. À celle qui n’y obéit pas, on écrit en vain, et il faut l’expliquer.',
  },
  bad: plan`
    policy { personal-address "{given}.{family}" }
    domain a.example
    mailbox ⟦adupont@a.example⟧ "Anna Dupont"
    shared contact@a.example "Contact" { access adupont@a.example full }`,
  good: plan`
    policy { personal-address "{given}.{family}" }
    domain a.example
    mailbox anna.dupont@a.example "Anna Dupont"
    mailbox jean-pierre.lefevre@a.example "Jean-Pierre Lefèvre"
    shared contact@a.example "Contact" { access anna.dupont@a.example full }`,
  check(subject, { model, block }): Found<Data> | undefined {
    return subject.declares === 'policy' ? unreadable(subject) : misnamed(subject, model, block);
  },
  message: {
    en: ({ address, person, wanted, pattern }) =>
      address === undefined
        ? `no address can be made of "${pattern}"; write it with ${NAME_PARTS.join(', ')}, for example "{given}.{family}"`
        : `${address} is not ${pattern}; ${wanted ? `of ${person} that makes ${wanted}: rename it` : `rename it`}, or correct the name`,
    fr: ({ address, person, wanted, pattern }) =>
      address === undefined
        ? `aucune adresse ne se fait de «\u00A0${pattern}\u00A0»\u00A0; écrivez-la avec ${NAME_PARTS.join(', ')}, par exemple "{given}.{family}"`
        : `${address} n’est pas ${pattern}\u00A0; ${wanted ? `pour ${person} cela donne ${wanted}\u00A0: renommez-la` : `renommez-la`}, ou corrigez le nom`,
  },
  fixes: [
    {
      title: {
        en: ({ wanted = '' }) => `Rename it to ${wanted}, wherever it is named`,
        fr: ({ wanted = '' }) => `La renommer en ${wanted}, partout où elle est citée`,
      },
      edits({ address, wanted }, { block, span }, model): FixEdit[] | undefined {
        const mailbox = block.facts.declaration;
        if (!address || !wanted || mailbox?.declares !== 'mailbox' || isInTemplate(address, model))
          return undefined;
        const key = keyOf('address', address);
        return [
          { place: { block, span }, text: wanted },
          ...changeReferences(model.referencesTo(key), key, wanted),
          ...keepOld(mailbox, wanted, block, model),
        ];
      },
    },
  ],
});

interface Data {
  readonly pattern: string;
  /** Absent where it is the pattern that cannot be read. */
  readonly address?: string;
  readonly person?: string;
  /** The free address that the pattern gives; absent where the name gives none, or where it is a guess. */
  readonly wanted?: string;
}

function unreadable({ has }: DeclarationOf<'policy'>): Found<Data> | undefined {
  const written = has['personal-address'];
  if (!written || addressPattern(written.value)) return undefined;
  return { at: written, data: { pattern: written.value } };
}

function misnamed(
  mailbox: DeclarationOf<'mailbox'>,
  model: PlanModel,
  block: Block,
): Found<Data> | undefined {
  const { personal, shared } = model.namingOf(mailbox);
  const pattern = personal === undefined ? undefined : addressPattern(personal);
  if (personal === undefined || !pattern) return undefined;
  const { address, label, has } = mailbox;
  const local = localPartOf(address.value);
  const person: Person = { given: has.given?.value, family: has.family?.value, label: label?.value };
  if (isNamedBy(pattern, local, person) !== false) return undefined;
  if (isFunction(local) || isAmong(shared, local) || isCalledAfterFunction(person)) return undefined;
  const made = isPlain(person) ? spelling(pattern, person) : undefined;
  const wanted = made === undefined ? undefined : freeAddress(made, domainOf(address.value), block, model);
  const name = has.given && has.family ? `${has.given.value} ${has.family.value}` : (label?.value ?? '');
  return {
    at: address,
    data: { pattern: personal, address: address.value, person: name, ...(wanted ? { wanted } : {}) },
  };
}

/** Whether a mailbox without a person's names is called after a function, as `Comité de Lille` is. */
const isCalledAfterFunction = ({ given, family, label = '' }: Person): boolean =>
  !given && !family && isLabelOfFunction(label);

/** Whether it is certain which is the given and which the family name: both are written, or the label is two words. */
const isPlain = ({ given, family, label = '' }: Person): boolean =>
  (!!given && !!family) || label.trim().split(/\s+/).length === 2;

/** More namesakes than a domain has. */
const MOST_NAMESAKES = 99;

/** The address, with a number where another has it already; a second name of the mailbox itself is free. */
function freeAddress(local: string, domain: string, block: Block, model: PlanModel): string | undefined {
  for (let number = 1; number <= MOST_NAMESAKES; number++) {
    const address = `${local}${number === 1 ? '' : number}@${domain}`;
    const taken = model.definitionsOf(keyOf('address', address));
    if (taken.every((place) => place.block === block)) return address;
  }
  return undefined;
}

/** A template's own text is not among the references, and would go on naming the old address. */
const isInTemplate = (address: string, model: PlanModel): boolean =>
  model.referencesTo(keyOf('address', address)).some(({ stamp }) => {
    const { block, span } = stamp?.source ?? {};
    return block?.text.slice(span?.start, span?.end).toLowerCase().includes(address.toLowerCase());
  });

/** The source has its mail under the old address; one that the inventory does not know has none to find. */
function keepOld(
  mailbox: DeclarationOf<'mailbox'>,
  wanted: string,
  block: Block,
  model: PlanModel,
): FixEdit[] {
  const own = block.facts.definitions.find(({ key }) => key === keyOf('address', wanted));
  const source = model.sourceAddressOf(mailbox);
  const isKnown = model.domainInventory(domainOf(source)) === undefined || model.inventoryOf(source);
  const isKept = mailbox.has.was.some(({ value }) => keyOf('address', value) === keyOf('address', source));
  const was = isKnown && !isKept && !mailbox.has.new ? `was ${source}` : undefined;
  if (own) return replaceItem({ block, span: own }, was);
  return was === undefined ? [] : [addProperty(block, mailbox, was)];
}
