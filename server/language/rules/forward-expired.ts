import type { Located } from '../../../grammar/tree.ts';
import type { DeclarationOf } from '../../../grammar/vocabulary.ts';
import { removeItem, removeText } from '../model/editing/edits.ts';
import type { Place } from '../model/plan-document.ts';
import type { PlanModel } from '../model/plan-model.ts';
import { defineRule, type FixEdit, type Found, plan } from './rule.ts';

/** A forward whose last day is past, or one that ends before its mailbox moves and so never forwards anything. */
export const forwardExpired = defineRule({
  code: 'MP505',
  name: 'forward-expired',
  variants: { 'forward-ends-early': 'warning' },
  severity: 'warning',
  on: ['forward', 'mailbox', 'shared'],
  why: {
    en: 'A forward that has ended misleads: people go on writing to the address, and their mail comes back. One that ends before the move was never of use.',
    fr: 'Une redirection terminée trompe\u00A0: on écrit encore à l’adresse, et le courrier revient. Celle qui finit avant la migration n’aura servi à rien.',
  },
  bad: plan`
    domain a.example
    mailbox anna@a.example "Anna"
    forward anna@old.example -> anna@a.example ⟦until 2025-03-31⟧
    lot all { date 2024-12-09; domain a.example }
    # done: all verify
    # clock: 2025-04-01T08:00Z`,
  good: plan`
    domain a.example
    mailbox anna@a.example "Anna"
    forward anna@old.example -> anna@a.example until 2025-12-31
    lot all { date 2024-12-09; domain a.example }
    # done: all verify
    # clock: 2025-04-01T08:00Z`,
  check(declaration, { model }): readonly Found<Data>[] | Found<Data> | undefined {
    if (declaration.declares === 'forward') {
      const { address, to, until } = declaration;
      return until && ended(until, address.value, () => lotOf(to.value, model), model);
    }
    const { address, has } = declaration;
    if (has.forward.length === 0) return undefined;
    return has.forward.flatMap(
      ({ value: { until } }) =>
        (until && ended(until, address.value, () => model.lotsOf(declaration)[0], model)) ?? [],
    );
  },
  message: {
    en: ({ address, until, lot, date }) =>
      lot === undefined
        ? `the forward of ${address} ended on ${until}; remove it or give it a later day`
        : `the forward of ${address} ends on ${until}, before lot ${lot} moves on ${date}; give it a later day`,
    fr: ({ address, until, lot, date }) =>
      lot === undefined
        ? `${address} n’est plus redirigée depuis le ${until}\u00A0; retirez cette redirection ou repoussez sa fin`
        : `${address} n’est redirigée que jusqu’au ${until}, et le lot ${lot} ne part que le ${date}\u00A0; repoussez la fin de la redirection`,
  },
  fixes: [
    {
      title: {
        en: ({ address }) => `Remove the forward of ${address}`,
        fr: ({ address }) => `Retirer la redirection de ${address}`,
      },
      edits: ({ lot }, place) => (lot === undefined ? removal(place) : undefined),
    },
  ],
});

interface Data {
  readonly variant?: 'forward-ends-early';
  readonly address: string;
  readonly until: string;
  readonly lot?: string;
  readonly date?: string;
}

function ended(
  until: Located<string | undefined>,
  address: string,
  lotName: () => string | undefined,
  model: PlanModel,
): Found<Data> | undefined {
  if (until.value === undefined) return undefined;
  const today = model.today();
  const told = { address, until: until.value };
  if (today !== undefined && until.value < today) return { at: until, data: told };
  const lot = lotName();
  const date = lot === undefined ? undefined : model.declared('lot', lot)?.has.date?.value;
  if (lot === undefined || date === undefined || until.value >= date) return undefined;
  return { at: until, data: { variant: 'forward-ends-early', ...told, lot, date } };
}

/** The lot that moves the mailbox a forward goes to. */
function lotOf(address: string, model: PlanModel): string | undefined {
  const to = model.declared('mailbox', address) ?? model.declared('shared', address);
  return to && model.lotsOf(to)[0];
}

function removal({ block, span }: Place): FixEdit[] | undefined {
  const { declaration } = block.facts;
  if (!declaration || block.stamp) return undefined;
  if (declaration.declares === 'forward') return [removeText({ block, span: declaration })];
  const item = forwardsOf(declaration as DeclarationOf<'mailbox'>).find(
    ({ start, end }) => start <= span.start && span.end <= end,
  );
  return item && removeItem({ block, span: item });
}

const forwardsOf = ({ has }: DeclarationOf<'mailbox'>) => has.forward;
