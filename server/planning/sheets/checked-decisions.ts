/**
 * Decisions held against each other and the plan: a licence that is not there, an alias that is taken, a person who is no
 * personal mailbox. What cannot be is left out, by value where the rest of a row stands without it, and told.
 */
import type { Analysis } from '../../language/analysis.ts';
import type { DefinedAs } from '../../language/model/block-facts.ts';
import { nearest } from '../../language/model/editing/nearest.ts';
import { isName } from '../../language/model/editing/written-text.ts';
import { compared, keyOf } from '../../language/model/names.ts';
import { type Text, text } from '../text.ts';
import type { Decision } from './decision.ts';
import { remarkOn, type SheetRemark } from './returned-sheet.ts';
import { addressesOf, type Field, fateOf, granted, grantsIn, listed, type RowValues } from './sheet-row.ts';

export interface Checked {
  readonly decisions: readonly Decision[];
  readonly remarks: readonly SheetRemark[];
}

/** Those decisions, and those values of them, that can be. */
export function checkedDecisions(analysis: Analysis, decisions: readonly Decision[]): Checked {
  const refused: SheetRemark[] = [];
  let left = decisions;
  for (;;) {
    // A row that falls may be what another stands on.
    const checks = left.map((decision) => ({ decision, check: new Check(analysis, left, decision) }));
    const fallen = checks.filter(({ check }) => check.refusal !== undefined);
    if (fallen.length === 0) {
      return {
        decisions: checks.flatMap(({ check }) => check.decision),
        remarks: [...refused, ...checks.flatMap(({ check }) => check.remarks)],
      };
    }
    refused.push(...fallen.flatMap(({ check }) => check.refusal ?? []));
    left = checks.filter(({ check }) => check.refusal === undefined).map(({ decision }) => decision);
  }
}

type Becomes = DefinedAs | undefined;

/** One decision among the others. */
class Check {
  readonly remarks: SheetRemark[] = [];
  readonly refusal: SheetRemark | undefined;
  /** What is left of the decision: nothing where nothing of it changes the plan. */
  readonly decision: readonly Decision[];
  private readonly analysis: Analysis;
  private readonly others: readonly Decision[];
  private readonly asked: Decision;

  constructor(analysis: Analysis, all: readonly Decision[], asked: Decision) {
    this.analysis = analysis;
    this.asked = asked;
    this.others = all.filter((other) => other !== asked);
    const to = {
      ...asked.to,
      licence: this.licence(),
      site: this.site(),
      aliases: this.aliases(),
      access: this.access(),
    };
    this.refusal = this.refused();
    this.decision = isSameRow(asked.from, to) ? [] : [{ ...asked, to }];
  }

  private tell(field: Field, says: Text): void {
    this.remarks.push(remarkOn('cell', this.asked.row, says, field));
  }

  private before(field: Field): string {
    return this.asked.from?.[field] ?? '';
  }

  private licence(): string {
    const { licence } = this.asked.to;
    if (licence === '' || licence === this.before('licence')) return licence;
    if (this.analysis.model.declared('licence', licence)) return licence;
    const known = this.analysis.model.namesOf('licence');
    const hint = didYouMean(licence, known);
    this.tell(
      'licence',
      text(`the plan has no licence ${licence}${hint.en}`, `le plan n’a pas de licence ${licence}${hint.fr}`),
    );
    return this.before('licence');
  }

  private site(): string {
    const { site } = this.asked.to;
    if (site === '' || site === this.before('site')) return site;
    const known = this.sites();
    if (isName(site) && (known.length === 0 || known.includes(site))) return site;
    const hint = didYouMean(site, known);
    this.tell(
      'site',
      text(`the unit has no site ${site}${hint.en}`, `l’unité n’a pas d’implantation ${site}${hint.fr}`),
    );
    return this.before('site');
  }

  private sites(): string[] {
    const { model } = this.analysis;
    const own = model.declared('mailbox', this.asked.address)?.has.unit?.value;
    return model
      .placementOf(this.asked.address, own)
      .units.flatMap((unit) => model.declared('unit', unit)?.has.site ?? [])
      .map(({ value }) => value.id.value);
  }

  private aliases(): string {
    const before = new Set(addressesOf(this.before('aliases')).map(compared));
    const kept = addressesOf(this.asked.to.aliases).filter((alias) => {
      if (before.has(compared(alias))) return true;
      const isTaken = this.isTaken(alias);
      if (isTaken)
        this.tell(
          'aliases',
          text(
            `${alias} is an address of the plan already, and can be no alias as well`,
            `${alias} est déjà une adresse du plan, et ne peut être aussi un alias`,
          ),
        );
      return !isTaken;
    });
    return listed(kept);
  }

  /** Whether the plan has an address already, or another row makes it. */
  private isTaken(alias: string): boolean {
    const key = compared(alias);
    if (key === compared(this.asked.address)) return true;
    const isMade = this.others.some(
      ({ address, to, row }) =>
        compared(address) === key ||
        (row.row < this.asked.row.row && addressesOf(to.aliases).some((other) => compared(other) === key)),
    );
    if (isMade) return true;
    const given = this.others.some(({ from, to }) => gives(from, key) && !gives(to, key));
    return !given && this.analysis.model.definitionsOf(keyOf('address', alias)).length > 0;
  }

  private access(): string {
    const before = new Set(grantsIn(this.before('access')).map(({ who }) => compared(who)));
    const kept = grantsIn(this.asked.to.access).filter(({ who }) => {
      if (before.has(compared(who)) || this.becomes(who) === 'mailbox') return true;
      this.tell(
        'access',
        text(
          `${who} is no personal mailbox of the plan; only people who sign in as themselves open others: give them a row of their own`,
          `${who} n’est pas une boîte personnelle du plan\u00A0; seules les personnes qui se connectent sous leur nom en ouvrent d’autres\u00A0: donnez-leur une ligne`,
        ),
      );
      return false;
    });
    return granted(kept);
  }

  /** Only an alias that leads nowhere falls as a whole. */
  private refused(): SheetRemark | undefined {
    const { to, row, address } = this.asked;
    if (fateOf(to) !== 'alias' || (to.to !== '' && to.to === this.before('to'))) return undefined;
    if (to.to === '')
      return remarkOn(
        'row',
        row,
        text('an alias has to say of which address', 'un alias doit dire de quelle adresse'),
        'to',
      );
    const as = this.becomes(to.to);
    if (as !== undefined && RECEIVES.has(as) && compared(to.to) !== compared(address)) return undefined;
    const says = text(
      `${to.to} is no mailbox of the plan that an alias could lead to`,
      `${to.to} n’est pas une boîte du plan à laquelle un alias puisse mener`,
    );
    return remarkOn('row', row, says, 'to');
  }

  /** What an address is once all decisions are carried out. */
  private becomes(address: string): Becomes {
    const decided = [...this.others, this.asked].find(
      (other) => compared(other.address) === compared(address),
    );
    if (decided) return AS[fateOf(decided.to)];
    return this.analysis.model.definitionsOf(keyOf('address', address))[0]?.definition.as;
  }
}

const AS = {
  personal: 'mailbox',
  shared: 'shared',
  alias: 'alias',
  drop: 'drop',
  undecided: undefined,
} as const satisfies Record<string, Becomes>;

const RECEIVES: ReadonlySet<DefinedAs> = new Set(['mailbox', 'shared', 'resource', 'list']);

const gives = (values: RowValues | undefined, alias: string): boolean =>
  values !== undefined && addressesOf(values.aliases).some((other) => compared(other) === alias);

function isSameRow(from: RowValues | undefined, to: RowValues): boolean {
  return from !== undefined && Object.entries(to).every(([field, value]) => from[field as Field] === value);
}

/** The name that was probably meant, or all there are, as the end of a sentence. */
function didYouMean(written: string, names: readonly string[]): Text {
  const near = nearest(written, [...names]);
  if (near !== undefined) return text(`; did you mean ${near}?`, `\u00A0; vouliez-vous dire ${near}\u00A0?`);
  const some = names.slice(0, 8).join(', ');
  return names.length === 0 ? text('', '') : text(` (it has ${some})`, ` (il y a ${some})`);
}
