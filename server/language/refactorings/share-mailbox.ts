/** Turns a person's mailbox into one that several open: for who looks after its unit, or for those whose mail comes to it. */
import type { DeclarationOf } from '../../../grammar/vocabulary.ts';
import { sharingOf } from '../model/editing/sharing.ts';
import { compared, keyOf } from '../model/names.ts';
import type { Block } from '../model/plan-document.ts';
import type { PlanModel } from '../model/plan-model.ts';
import type { Offer, Refactoring, Selection } from './refactoring.ts';

const MOST = 5;

interface Chosen {
  readonly block: Block;
  readonly mailbox: DeclarationOf<'mailbox'>;
}

export const shareMailbox: Refactoring = {
  name: 'share-mailbox',
  kind: 'rewrite',
  /** The first of those selected becomes shared; the others selected with it are who opens it. */
  offers({ blocks, model }: Selection): Offer[] {
    const [first, ...others] = blocks.flatMap((block): Chosen[] => {
      const { declaration } = block.facts;
      return declaration?.declares === 'mailbox' ? [{ block, mailbox: declaration }] : [];
    });
    if (!first) return [];
    if (others.length > 0) return [forAll(first, others, model)];
    return [
      ...candidates(first.mailbox, model).map((who) => forOne(first, who, model)),
      forNobody(first, model),
    ];
  },
};

function forAll(chosen: Chosen, others: readonly Chosen[], model: PlanModel): Offer {
  const who = others.map(({ mailbox }) => mailbox.address.value);
  const own = chosen.mailbox.address.value;
  const isOne = who.length === 1;
  return {
    key: 'all',
    title: {
      en: `Turn ${own} into a shared mailbox with access for ${isOne ? 'the other one' : `the ${who.length} others`}`,
      fr: `Faire de ${own} une boîte partagée, ouverte ${isOne ? 'à l’autre' : `aux ${who.length} autres`}`,
    },
    change: () => shared(chosen, who, model),
  };
}

function forOne(chosen: Chosen, who: string, model: PlanModel): Offer {
  return {
    key: who,
    title: {
      en: `Turn into a shared mailbox with access for ${who}`,
      fr: `En faire une boîte partagée, ouverte à ${who}`,
    },
    change: () => shared(chosen, [who], model),
  };
}

function forNobody(chosen: Chosen, model: PlanModel): Offer {
  return {
    key: '',
    title: {
      en: 'Turn into a shared mailbox: who may open it is to be added',
      fr: 'En faire une boîte partagée\u00A0: reste à dire qui peut l’ouvrir',
    },
    change: () => shared(chosen, [], model),
  };
}

function shared({ block, mailbox }: Chosen, who: readonly string[], model: PlanModel) {
  const isBroken = /[\r\n]/.test(block.text.slice(mailbox.start, mailbox.end));
  const access = who.map((address) => `access ${address} full`).join(isBroken ? '\n  ' : '; ');
  return { edits: sharingOf(block, mailbox, model, who.length > 0 ? access : undefined) };
}

/** Who looks after its unit, the nearest first, and whose aliases or forwards lead to it. */
function candidates({ address, has }: DeclarationOf<'mailbox'>, model: PlanModel): string[] {
  const { units } = model.placementOf(address.value, has.unit?.value);
  const admins = units.flatMap((unit) => model.declared('unit', unit)?.has.admin?.value ?? []);
  const neighbours = model
    .referencesTo(keyOf('address', address.value))
    .flatMap(({ facts }) =>
      facts.declaration?.declares === 'shared' || facts.declaration?.declares === 'list'
        ? peopleIn(facts.declaration)
        : [],
    );
  const isPerson = (who: string): boolean =>
    compared(who) !== compared(address.value) &&
    model.declarationOf(keyOf('address', who))?.declares === 'mailbox';
  const byName = new Map([...admins, ...neighbours].filter(isPerson).map((who) => [compared(who), who]));
  return [...byName.values()].slice(0, MOST);
}

/** Who opens or reads the same thing works with whoever has the mailbox. */
function peopleIn(declaration: DeclarationOf<'shared'> | DeclarationOf<'list'>): string[] {
  return declaration.declares === 'shared'
    ? declaration.has.access.flatMap(({ value }) => value.who?.value ?? [])
    : declaration.has.member.map(({ value }) => value);
}
