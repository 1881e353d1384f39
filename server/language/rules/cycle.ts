import type { DeclarationOf } from '../../../grammar/vocabulary.ts';
import { mailLoop } from '../model/addresses/mail-loops.ts';
import { compared, keyOf } from '../model/names.ts';
import type { PlanModel } from '../model/plan-model.ts';
import { defineRule, type Found, plan, type Related } from './rule.ts';

/** Units, lots, aliases or forwards that lead back to where they began: said once, with the whole circle. */
export const cycle = defineRule({
  code: 'MP105',
  name: 'cycle',
  variants: { 'unit-cycle': 'error', 'lot-cycle': 'error', 'alias-cycle': 'error', 'forward-cycle': 'error' },
  severity: 'error',
  on: ['unit', 'lot', 'alias', 'forward', 'mailbox', 'shared'],
  why: {
    en: 'In a circle nothing comes first: a unit above itself has no policy, a lot after itself no date. Mail that goes round comes back after a hundred hops.',
    fr: 'Dans un cercle, rien ne vient d’abord\u00A0: une unité au-dessus d’elle-même n’a pas de politique, un lot après lui-même pas de date. Le courrier qui tourne revient après cent relais.',
  },
  bad: plan`
    unit ⟦east⟧ { parent france }
    unit france { parent east }`,
  good: plan`
    unit east { parent france }
    unit france`,
  check(declaration, { model }) {
    switch (declaration.declares) {
      case 'unit':
      case 'lot':
        return amongNames(declaration, model);
      case 'alias':
      case 'forward':
        return ofMail(declaration, model);
      default:
        return declaration.has.forward.length > 0 ? ofMail(declaration, model) : undefined;
    }
  },
  message: {
    en: ({ variant, loop }) =>
      loop.length === 2
        ? `${loop[0]} leads to itself; ${TO_DO[variant].en}`
        : `${SAYS[variant].en}: ${circle(loop)}; ${TO_DO[variant].en}`,
    fr: ({ variant, loop }) =>
      loop.length === 2
        ? `${itself(variant, loop[0])}\u00A0; ${TO_DO[variant].fr}`
        : `${SAYS[variant].fr}\u00A0: ${circle(loop)}\u00A0; ${TO_DO[variant].fr}`,
  },
});

/** Longer ones are named by their beginning; the related places have more. */
const MOST_NAMED = 12;

const circle = (loop: readonly string[]): string =>
  loop.length > MOST_NAMED
    ? [...loop.slice(0, MOST_NAMED - 1), `… (${loop.length - MOST_NAMED})`, loop.at(-1)].join(' → ')
    : loop.join(' → ');

type Variant = 'unit-cycle' | 'lot-cycle' | 'alias-cycle' | 'forward-cycle';

const SAYS: Readonly<Record<Variant, Related['what']>> = {
  'unit-cycle': {
    en: 'these units are above each other',
    fr: 'ces unités sont au-dessus les unes des autres',
  },
  'lot-cycle': { en: 'these lots wait for each other', fr: 'ces lots s’attendent les uns les autres' },
  'alias-cycle': { en: 'these aliases lead to each other', fr: 'ces alias mènent les uns aux autres' },
  'forward-cycle': { en: 'mail goes round here', fr: 'le courrier tourne en rond' },
};

/** What leads to itself, in French: before its name and behind it, for each has a gender of its own. */
const ITSELF: Readonly<Record<Variant, readonly [string, string]>> = {
  'unit-cycle': ['l’unité', 'est rattachée à elle-même'],
  'lot-cycle': ['le lot', 'vient après lui-même'],
  'alias-cycle': ['l’alias', 'mène à lui-même'],
  'forward-cycle': ['l’adresse', 'est redirigée vers elle-même'],
};

function itself(variant: Variant, name = ''): string {
  const [before, behind] = ITSELF[variant];
  return `${before} ${name} ${behind}`;
}

const TO_DO: Readonly<Record<Variant, Related['what']>> = {
  'unit-cycle': { en: 'take a parent out', fr: 'retirez un parent' },
  'lot-cycle': { en: 'take an "after" out', fr: 'retirez un «\u00A0after\u00A0»' },
  'alias-cycle': { en: 'an alias leads to a mailbox', fr: 'un alias mène à une boîte' },
  'forward-cycle': { en: 'take a forward out', fr: 'retirez une redirection' },
};

interface Loop {
  readonly variant: Variant;
  readonly loop: readonly string[];
}

function amongNames(
  { declares, name }: DeclarationOf<'unit'> | DeclarationOf<'lot'>,
  model: PlanModel,
): Found<Loop>[] {
  const variant: Variant = declares === 'unit' ? 'unit-cycle' : 'lot-cycle';
  return model
    .loopsOf(declares)
    .filter(([first]) => first === name.value)
    .map((loop) => ({
      at: name,
      data: { variant, loop: [...loop, name.value] },
      related: others(loop, declares, model),
    }));
}

type Sender =
  | DeclarationOf<'alias'>
  | DeclarationOf<'forward'>
  | DeclarationOf<'mailbox'>
  | DeclarationOf<'shared'>;

function ofMail({ address }: Sender, model: PlanModel): Found<Loop> | undefined {
  const loop = mailLoop(address.value, model);
  const [first] = loop ?? [];
  if (!loop || first === undefined || first !== compared(address.value)) return undefined;
  const isAlias = (name: string): boolean =>
    model.declarationOf(keyOf('address', name))?.declares === 'alias';
  const variant: Variant = loop.every(isAlias) ? 'alias-cycle' : 'forward-cycle';
  return { at: address, data: { variant, loop: [...loop, first] }, related: others(loop, 'address', model) };
}

/** Where the others of a circle are declared. */
function others(loop: readonly string[], namespace: 'unit' | 'lot' | 'address', model: PlanModel): Related[] {
  return loop.slice(1, MOST_NAMED).flatMap((name) =>
    model
      .definitionsOf(keyOf(namespace, name))
      .slice(0, 1)
      .map(({ block, definition }) => ({
        place: { block, span: definition },
        what: { en: `${name} is declared here`, fr: `${name} est déclaré ici` },
      })),
  );
}
