import type { Located } from '../../../grammar/tree.ts';
import type { DeclarationOf } from '../../../grammar/vocabulary.ts';
import { addDeclaration } from '../model/editing/edits.ts';
import { domainOf, isTemplated, keyOf, localPartOf } from '../model/names.ts';
import type { PlanModel } from '../model/plan-model.ts';
import { defineRule, plan } from './rule.ts';

/**
 * An address that the target is to have, in a domain or sub-domain that the plan has not. Old addresses, forwards and
 * drops are not looked at: by their nature they lie in domains that are left behind.
 */
export const undeclaredDomain = defineRule({
  code: 'MP203',
  name: 'undeclared-domain',
  severity: 'error',
  on: ['mailbox', 'shared', 'resource', 'list', 'alias'],
  why: {
    en: 'The target receives mail only for domains it was given. A domain that is not in the plan is not set up, and its mail does not arrive.',
    fr: 'La cible ne reçoit que pour les domaines qu’on lui a confiés. Un domaine absent du plan n’est pas mis en place, et son courrier n’arrive pas.',
  },
  bad: plan`
    domain a.example
    mailbox ⟦anna@aa.example⟧ "Anna"`,
  good: plan`
    domain a.example { subdomain town.a.example }
    mailbox anna@a.example "Anna"
    mailbox jean@town.a.example "Jean"`,
  check(declaration, { model }) {
    const others = othersOf(declaration, model);
    if (others === undefined && !isUndeclared(declaration.address, model)) return undefined;
    return [declaration.address, ...(others ?? [])]
      .filter((address) => isUndeclared(address, model))
      .map((address) => ({ at: address, data: { address: address.value, domain: domainOf(address.value) } }));
  },
  message: {
    en: ({ domain }, model) => {
      const near = nearestDomain(domain, model);
      const way = canBeDeclared(domain)
        ? `declare it: domain ${domain}`
        : 'write it whole, as in example.org';
      return `the plan has no domain or sub-domain ${domain}${near ? `: did you mean ${near}?` : `; ${way}`}`;
    },
    fr: ({ domain }, model) => {
      const near = nearestDomain(domain, model);
      const way = canBeDeclared(domain)
        ? `déclarez-le\u00A0: domain ${domain}`
        : 'écrivez-le en entier, comme example.org';
      return `le plan n’a pas de domaine ni de sous-domaine ${domain}${near ? `\u00A0: vouliez-vous dire ${near}\u00A0?` : `\u00A0; ${way}`}`;
    },
  },
  fixes: [
    {
      title: {
        en: ({ domain }, model) => `Replace ${domain} by ${nearestDomain(domain, model)}`,
        fr: ({ domain }, model) => `Remplacer ${domain} par ${nearestDomain(domain, model)}`,
      },
      edits({ address, domain }, place, model) {
        const near = nearestDomain(domain, model);
        return near === undefined ? undefined : [{ place, text: `${localPartOf(address)}@${near}` }];
      },
    },
    {
      title: {
        en: ({ domain }) => `Declare the domain ${domain}`,
        fr: ({ domain }) => `Déclarer le domaine ${domain}`,
      },
      edits: ({ domain }, { block }) =>
        canBeDeclared(domain) ? [addDeclaration(block, `domain ${domain}`)] : undefined,
    },
  ],
});

type Addressed = { [K in 'mailbox' | 'shared' | 'resource' | 'list' | 'alias']: DeclarationOf<K> }[
  | 'mailbox'
  | 'shared'
  | 'resource'
  | 'list'
  | 'alias'];

/** Its aliases in other domains of the plan, where it has any and the policy lets them be there and nowhere else. */
function othersOf(declaration: Addressed, model: PlanModel): Located<string>[] | undefined {
  if (declaration.declares === 'alias' || declaration.has.alias.length === 0) return undefined;
  const home = domainOf(declaration.address.value);
  const others = declaration.has.alias.filter(({ value }) => domainOf(value) !== home);
  if (others.length === 0) return undefined;
  const scope = model.aliasScopeOf(declaration);
  return scope === 'domain' || scope === 'any' ? undefined : others;
}

function isUndeclared({ value }: Located<string>, model: PlanModel): boolean {
  const domain = domainOf(value);
  return domain !== '' && !isTemplated(value) && !model.isDefined(keyOf('domain', domain));
}

/** A single label, such as one that is half typed, is read as a name. */
const canBeDeclared = (domain: string): boolean => domain.includes('.');

const nearestDomain = (domain: string, model: PlanModel): string | undefined =>
  model.nearestTo('domain', domain);
