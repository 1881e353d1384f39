import { mailLoop } from '../model/addresses/mail-loops.ts';
import type { DefinedAs } from '../model/block-facts.ts';
import { domainOf, keyOf } from '../model/names.ts';
import { addressRole } from '../model/words/words.ts';
import { defineRule, plan } from './rule.ts';

/** An alias that leads to another alias, to an address that is dropped or forwarded, or to nothing in the plan. */
export const aliasTarget = defineRule({
  code: 'MP502',
  name: 'alias-target',
  severity: 'error',
  on: 'alias',
  why: {
    en: 'An alias is a second name of one mailbox. Where it leads to none, mail to it comes back.',
    fr: 'Un alias est un second nom d’une boîte. S’il ne mène à aucune, le courrier revient à l’expéditeur.',
  },
  bad: plan`
    domain a.example
    mailbox anna@a.example "Anna"
    alias a@a.example -> anna@a.example
    alias aa@a.example -> ⟦a@a.example⟧`,
  good: plan`
    domain a.example
    mailbox anna@a.example "Anna"
    alias a@a.example -> anna@a.example
    alias aa@a.example -> anna@a.example`,
  check(alias, { model }) {
    const { address, to } = alias;
    const [first] = model.definitionsOf(keyOf('address', to.value));
    const as = first?.definition.as;
    if (as !== undefined && RECIPIENTS.has(as)) return undefined;
    if (as === 'alias' && mailLoop(address.value, model)) return undefined; // told as a circle
    const isElsewhere = domainOf(to.value) !== domainOf(address.value);
    if (as === undefined && isElsewhere && model.aliasScopeOf(alias) === 'domain') return undefined; // told by that rule
    const owner = as === 'alias' || as === 'was' ? ownerOf(first?.block.facts.declaration) : undefined;
    return { at: to, data: { to: to.value, as, owner: owner === address.value ? undefined : owner } };
  },
  message: {
    en: ({ to, as, owner }) =>
      as === undefined
        ? `nothing in this plan is called ${to}; an alias leads to a mailbox, a list or a resource: correct it, or make it a forward`
        : `${to} is ${addressRole(as, 'en')}; an alias leads to a mailbox, a list or a resource${owner ? `: write ${owner}` : ', choose one'}`,
    fr: ({ to, as, owner }) =>
      as === undefined
        ? `rien dans ce plan ne s’appelle ${to}\u00A0; un alias mène à une boîte, une liste ou une ressource\u00A0: corrigez-le, ou faites-en une redirection`
        : `${to} est ${addressRole(as, 'fr')}\u00A0; un alias mène à une boîte, une liste ou une ressource${owner ? `\u00A0: écrivez ${owner}` : ', choisissez-en une'}`,
  },
  fixes: [
    {
      title: {
        en: ({ owner = '' }) => `Lead it to ${owner}`,
        fr: ({ owner = '' }) => `Le faire mener à ${owner}`,
      },
      edits: ({ owner }, place) => (owner === undefined ? undefined : [{ place, text: owner }]),
    },
  ],
});

const RECIPIENTS: ReadonlySet<DefinedAs> = new Set<DefinedAs>(['mailbox', 'shared', 'resource', 'list']);

/** Whose second or old name an address is. */
function ownerOf(declaration: { readonly declares: string } | undefined): string | undefined {
  if (!declaration) return undefined;
  const { address, to } = declaration as { address?: { value: string }; to?: { value: string } };
  return declaration.declares === 'alias' ? to?.value : address?.value;
}
