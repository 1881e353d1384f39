import { domainOf } from '../model/names.ts';
import { defineRule, plan } from './rule.ts';

/** An alias in a domain that is not its mailbox's, where the policy keeps aliases in it. */
export const aliasOutsideDomain = defineRule({
  code: 'MP501',
  name: 'alias-outside-domain',
  severity: 'error',
  on: ['mailbox', 'shared', 'resource', 'list', 'alias'],
  why: {
    en: 'Targets deliver an alias in the domain of its mailbox; one that crosses domains bounces or is refused when accounts are made.',
    fr: 'La cible distribue un alias dans le domaine de sa boîte ; un alias vers un autre domaine est refusé à la création ou renvoie des erreurs.',
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
      .map((alias) => ({ alias, away: domainOf(alias.value) }))
      .filter(({ away }) => away !== home)
      .map(({ alias, away }) => ({
        at: alias,
        data:
          declaration.declares === 'alias' ? { domain: away, other: home } : { domain: home, other: away },
      }));
  },
  message: {
    en: ({ domain, other }) =>
      `an alias stays in its mailbox's domain (${domain}), this one is in ${other}; drop it or make it a forward`,
    fr: ({ domain, other }) =>
      `un alias reste dans le domaine de sa boîte (${domain}), celui-ci est dans ${other} ; retirez-le ou faites-en une redirection`,
  },
});
