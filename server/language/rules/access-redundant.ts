import type { Right } from '../../../grammar/vocabulary.ts';
import { type Grant, grantsOf, HOLDS } from '../model/addresses/access.ts';
import { removeItem } from '../model/editing/edits.ts';
import { compared } from '../model/names.ts';
import type { Block } from '../model/plan-document.ts';
import { defineRule, type FixEdit, type Found, plan } from './rule.ts';

/** Access that gives nothing: a shared mailbox's to itself, a right given twice, or one that a larger one holds. */
export const accessRedundant = defineRule({
  code: 'MP602',
  name: 'access-redundant',
  variants: { 'access-to-itself': 'warning', 'access-duplicate': 'warning' },
  severity: 'warning',
  on: 'shared',
  why: {
    en: 'Access that gives nothing is usually a line that was meant for somebody else. That person is still without it.',
    fr: 'Un accès qui ne donne rien est en général une ligne destinée à quelqu’un d’autre. Cette personne ne l’a toujours pas.',
  },
  bad: plan`
    domain a.example
    mailbox anna@a.example "Anna"
    shared contact@a.example "Contact" {
      access anna@a.example full
      access ⟦anna@a.example full⟧, send-as
    }`,
  good: plan`
    domain a.example
    mailbox anna@a.example "Anna"
    shared contact@a.example "Contact" { access anna@a.example full, send-as }`,
  check(shared): Found<Data> | readonly Found<Data>[] | undefined {
    if (shared.has.access.length === 0) return undefined;
    const grants = grantsOf(shared);
    const own = compared(shared.address.value);
    return grants.flatMap((grant, index): Found<Data> | [] => {
      const { who, right } = grant;
      const isOwn = compared(who) === own;
      if (isOwn && grant.named)
        return { at: grant, data: { variant: 'access-to-itself', who, right, larger: right } };
      const larger = isOwn ? undefined : largerIn(grants, index);
      return larger ? { at: grant, data: { variant: 'access-duplicate', who, right, larger } } : [];
    });
  },
  message: {
    en: ({ variant, who, right, larger }) =>
      variant === 'access-to-itself'
        ? `${who} is given access to itself; name the people who open it`
        : `${who} has ${larger} access already${larger === right ? '' : `, which holds ${right}`}; take this out, or name whom it is for`,
    fr: ({ variant, who, right, larger }) =>
      variant === 'access-to-itself'
        ? `${who} reçoit un accès à elle-même\u00A0; nommez les personnes qui l’ouvrent`
        : `${who} a déjà l’accès ${larger}${larger === right ? '' : `, qui comprend ${right}`}\u00A0; retirez celui-ci, ou nommez la personne voulue`,
  },
  fixes: [
    {
      title: { en: () => 'Take it out', fr: () => 'Le retirer' },
      edits({ variant }, { block, span }): FixEdit[] | undefined {
        const shared = block.facts.declaration;
        const grants = shared?.declares === 'shared' ? grantsOf(shared) : [];
        const index = grants.findIndex(({ start }) => start === span.start);
        const [grant, next] = [grants[index], grants[index + 1]];
        if (!grant) return undefined;
        const isLeaned = grant.named !== undefined && next !== undefined && !next.named;
        if (!isLeaned) return removeItem({ block, span });
        if (variant === 'access-to-itself') return removeAllOf(grants, index, block);
        const right = rightBefore(grant, next);
        const hasComment = block.text.slice(right.start, right.end).includes('#');
        return hasComment ? undefined : [{ place: { block, span: right }, text: ' ' }];
      },
    },
  ],
});

interface Data {
  readonly variant: 'access-to-itself' | 'access-duplicate';
  readonly who: string;
  readonly right: Right;
  /** The right that holds it, or the same one. */
  readonly larger: Right;
}

/** The right of the same person that makes one needless: the same before it, or a larger one anywhere. */
function largerIn(grants: readonly Grant[], index: number): Right | undefined {
  const grant = grants[index];
  if (!grant) return undefined;
  const who = compared(grant.who);
  const others = grants.filter((other) => other !== grant && compared(other.who) === who);
  const larger = others.find(({ right }) => HOLDS[right]?.includes(grant.right));
  return (
    larger?.right ?? others.find((other) => other.right === grant.right && other.start < grant.start)?.right
  );
}

/** From the name to the next item's right: `anna full, send-as` is to become `anna send-as`. */
const rightBefore = (grant: Grant, next: Grant): { start: number; end: number } => ({
  start: grant.named?.end ?? grant.start,
  end: next.start,
});

/** An item with those behind it on its line that leave the name out. */
function removeAllOf(grants: readonly Grant[], index: number, block: Block): FixEdit[] | undefined {
  const others = grants.findIndex(({ named }, behind) => behind > index && named !== undefined);
  const all = grants.slice(index, others < 0 ? undefined : others);
  const [first, last] = [all[0], all.at(-1)];
  const isOneList = all.every(
    ({ end }, at) => at === all.length - 1 || /^\s*,\s*$/.test(block.text.slice(end, all[at + 1]?.start)),
  );
  if (!first || !last || !isOneList) return undefined;
  return removeItem({ block, span: { start: first.start, end: last.end } });
}
