import { addBelow, removeItem, removeProperties, removeText } from '../model/editing/edits.ts';
import { domainOf, keyOf, localPartOf } from '../model/names.ts';
import type { Place } from '../model/plan-document.ts';
import { defineRule, type FixEdit, plan } from './rule.ts';

/** An alias in a domain that is not its mailbox's, where the policy keeps aliases in it. */
export const aliasOutsideDomain = defineRule({
  code: 'MP501',
  name: 'alias-outside-domain',
  severity: 'error',
  on: ['mailbox', 'shared', 'resource', 'list', 'alias'],
  why: {
    en: 'Targets deliver an alias in the domain of its mailbox; one that crosses domains bounces or is refused when accounts are made.',
    fr: 'La cible distribue un alias dans le domaine de sa boîte\u00A0; un alias vers un autre domaine est refusé à la création ou renvoie des erreurs.',
  },
  bad: plan`
    policy { alias-scope domain }
    domain a.example
    domain b.example
    mailbox anna@a.example "Anna" {
      alias ⟦anna@b.example⟧
    }`,
  good: plan`
    policy { alias-scope domain }
    domain a.example
    mailbox anna@a.example "Anna" { alias a.nna@a.example }`,
  check(declaration, { model }) {
    const { address } = declaration;
    const aliases = declaration.declares === 'alias' ? [declaration.to] : declaration.has.alias;
    if (aliases.length === 0 || model.aliasScopeOf(declaration) !== 'domain') return undefined;
    const home = domainOf(address.value);
    return aliases
      .filter(({ value }) => domainOf(value) !== home)
      .map((at) => {
        const [alias, owner] =
          declaration.declares === 'alias' ? [address.value, at.value] : [at.value, address.value];
        return { at, data: { alias, owner, domain: domainOf(owner), other: domainOf(alias) } };
      });
  },
  message: {
    en: ({ domain, other }) =>
      `an alias stays in its mailbox's domain (${domain}), this one is in ${other}; drop it or make it a forward`,
    fr: ({ domain, other }) =>
      `un alias reste dans le domaine de sa boîte (${domain}), celui-ci est dans ${other}\u00A0; retirez-le ou faites-en une redirection`,
  },
  fixes: [
    {
      title: {
        en: (found) => `Write ${inItsDomain(found)} instead`,
        fr: (found) => `Écrire plutôt ${inItsDomain(found)}`,
      },
      edits(found, place, model): FixEdit[] | undefined {
        const text = inItsDomain(found);
        if (model.isDefined(keyOf('address', text))) return undefined;
        const { declaration } = place.block.facts;
        const span = declaration?.declares === 'alias' ? declaration.address : place.span;
        return [{ place: { block: place.block, span }, text }];
      },
    },
    {
      title: {
        en: ({ owner }) => `Make it a forward to ${owner}`,
        fr: ({ owner }) => `En faire une redirection vers ${owner}`,
      },
      edits({ alias, owner }, place): FixEdit[] | undefined {
        const { block } = place;
        const { declaration } = block.facts;
        if (declaration?.declares === 'alias')
          return [{ place: { block, span: declaration.keyword }, text: 'forward' }];
        return [...takenOut(place), addBelow(block, `forward ${alias} -> ${owner}`)];
      },
    },
    {
      title: {
        en: ({ alias }) => `Take ${alias} out: what is sent to it no longer arrives`,
        fr: ({ alias }) => `Retirer ${alias}\u00A0: ce qui lui est envoyé n’arrive plus`,
      },
      edits: (_, place): FixEdit[] => takenOut(place),
    },
  ],
});

interface Outside {
  readonly alias: string;
  /** The domain of its mailbox. */
  readonly domain: string;
}

const inItsDomain = ({ alias, domain }: Outside): string => `${localPartOf(alias)}@${domain}`;

/** Takes an alias out of its mailbox, or the whole declaration where it is one. */
function takenOut(place: Place): FixEdit[] {
  const { block } = place;
  const { declaration } = block.facts;
  if (!declaration || declaration.declares === 'alias')
    return declaration ? [removeText({ block, span: declaration })] : [];
  const isOnlyOne = 'alias' in declaration.has && declaration.has.alias.length === 1;
  return isOnlyOne ? removeProperties(block, new Set(['alias'])) : removeItem(place);
}
