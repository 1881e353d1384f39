import type { Located } from '../../../grammar/tree.ts';
import type { DeclarationOf, EndpointKind } from '../../../grammar/vocabulary.ts';
import { SYSTEMS } from '../facts/kinds.ts';
import { targetOf } from '../model/addresses/target.ts';
import { compared, keyOf } from '../model/names.ts';
import type { Block } from '../model/plan-document.ts';
import type { DefinitionPlace, PlanModel } from '../model/plan-model.ts';
import { defineRule, type Found, plan } from './rule.ts';

/**
 * More addresses of one mailbox, resource or list than the target takes: its own, its aliases and those declared apart. Told
 * once, at the first that is too many.
 */
export const tooManyAliases = defineRule({
  code: 'MP503',
  name: 'too-many-aliases',
  severity: 'error',
  on: ['mailbox', 'shared', 'resource', 'list', 'alias'],
  why: {
    en: 'The target refuses the address that is one too many: mail to it would come back.',
    fr: 'La cible refuse l’adresse de trop\u00A0: le courrier qui lui est envoyé reviendrait.',
  },
  bad: plan`
    plan "A" { target office }
    endpoint office microsoft365 {
      tenant a.onmicrosoft.example
      client 8f2c1d7e secret env GRAPH_SECRET
    }
    domain a.example
    mailbox anna@a.example "Anna" { alias am@a.example, meier@a.example, ⟦anne@a.example⟧ }
    # facts: microsoft365: { addresses: 3 }`,
  good: plan`
    plan "A" { target office }
    endpoint office microsoft365 {
      tenant a.onmicrosoft.example
      client 8f2c1d7e secret env GRAPH_SECRET
    }
    domain a.example
    mailbox anna@a.example "Anna" { alias am@a.example }
    alias meier@a.example -> anna@a.example
    # facts: microsoft365: { addresses: 3 }`,
  check(subject, { model, block }) {
    if (model.narrowestFacts().addresses === undefined) return undefined;
    if (subject.declares === 'alias') return declaredApart(subject, block, model);
    const { alias } = subject.has;
    const own = alias.length > 0 ? 1 + alias.length : 0;
    if (own <= (model.narrowestFacts().addresses ?? 0)) return undefined;
    const limit = limitOf(subject, model);
    const at = limit && alias[limit.most - 1];
    if (!limit || !at) return undefined;
    return found(at, {
      ...limit,
      address: subject.address.value,
      count: own + apartOf(subject, model).length,
    });
  },
  message: {
    en: ({ address, count, most, kind }) =>
      `${address} has ${count} addresses, ${SYSTEMS[kind].en} takes ${most}: from here on they are too many; remove ${count - most}`,
    fr: ({ address, count, most, kind }) =>
      `${address} a ${count} adresses, ${SYSTEMS[kind].fr} en accepte ${most}\u00A0: à partir d’ici il y en a trop\u00A0; retirez-en ${count - most}`,
  },
});

interface Data extends Limit {
  readonly address: string;
  readonly count: number;
}

interface Limit {
  readonly most: number;
  readonly kind: EndpointKind;
}

type Owner =
  | DeclarationOf<'mailbox'>
  | DeclarationOf<'shared'>
  | DeclarationOf<'resource'>
  | DeclarationOf<'list'>;

function found({ start, end }: Located<string>, data: Data, owner?: DefinitionPlace): Found<Data> {
  const related = owner && [{ place: { block: owner.block, span: owner.definition }, what: HERE }];
  return { at: { start, end }, data, ...(related ? { related } : {}) };
}

const HERE = { en: 'it is declared here', fr: 'la déclaration est ici' } as const;

function limitOf(owner: Owner, model: PlanModel): Limit | undefined {
  const target = targetOf(owner, model);
  const most = target?.facts.addresses;
  return target && most !== undefined ? { most, kind: target.kind } : undefined;
}

/** The aliases of an address that are declarations of their own. */
const apartOf = ({ address }: Owner, model: PlanModel) =>
  model.definitionsOf(keyOf('alias-target', address.value));

/** An alias by which its owner comes to have too many, those in the owner's body counted first. */
function declaredApart(
  { address, to }: DeclarationOf<'alias'>,
  block: Block,
  model: PlanModel,
): Found<Data> | undefined {
  const owner = ownerOf(to.value, model);
  const limit = owner && limitOf(owner, model);
  if (!owner || !limit) return undefined;
  const own = 1 + owner.has.alias.length;
  const apart = apartOf(owner, model);
  const count = own + apart.length;
  if (count <= limit.most || own > limit.most || apart[limit.most - own]?.block !== block) return undefined;
  const [place] = model.definitionsOf(keyOf('address', to.value));
  return found(address, { ...limit, address: owner.address.value, count }, place);
}

/** Who is declared under an address, as its own and not as an alias. */
function ownerOf(address: string, model: PlanModel): Owner | undefined {
  const declaration = model.declarationOf(keyOf('address', address));
  if (!declaration || !('address' in declaration) || !('alias' in declaration.has)) return undefined;
  return compared(declaration.address.value) === compared(address) ? (declaration as Owner) : undefined;
}
