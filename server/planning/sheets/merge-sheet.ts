/**
 * A returned sheet against the plan, three ways: what was sent out, what came back, what the plan says now. Whoever changed a
 * value alone is right; where both did, the plan stays and the conflict is told. Every row is answered for: it becomes a
 * decision, says what the plan says already, or there is a remark of it. Writes nothing.
 */
import type { Analysis } from '../../language/analysis.ts';
import { compared, keyOf } from '../../language/model/names.ts';
import { type Text, text } from '../text.ts';
import { checkedDecisions } from './checked-decisions.ts';
import type { Decision } from './decision.ts';
import { plannedRow } from './planned-row.ts';
import { type ReturnedRow, type ReturnedSheet, remarkOn, type SheetRemark } from './returned-sheet.ts';
import {
  type Fate,
  FIELDS,
  FIELDS_OF,
  type Field,
  fateOf,
  type RowValues,
  rowValues,
  saysSame,
} from './sheet-row.ts';
import { homeOf } from './unit-sheets.ts';

export interface Merged {
  readonly decisions: readonly Decision[];
  readonly remarks: readonly SheetRemark[];
}

/** Why nothing of a sheet is taken; nothing where it is a sheet of this plan. */
export function refusalOf(analysis: Analysis, sheet: ReturnedSheet, lot?: string): Text | undefined {
  const plan = analysis.model.declared('plan', '')?.title.value ?? '';
  if (sheet.plan !== plan)
    return text(
      `it was made for the plan “${sheet.plan}”, and this is “${plan}”`,
      `elle a été faite pour le plan «\u00A0${sheet.plan}\u00A0», et celui-ci est «\u00A0${plan}\u00A0»`,
    );
  if (lot !== undefined && sheet.lot !== lot)
    return text(
      `it is of the lot ${sheet.lot}, not of ${lot}`,
      `elle est du lot ${sheet.lot}, et non de ${lot}`,
    );
  if (!analysis.model.declared('lot', sheet.lot))
    return text(`the plan has no lot ${sheet.lot} any more`, `le plan n’a plus de lot ${sheet.lot}`);
  if (sheet.unit !== undefined && !analysis.model.declared('unit', sheet.unit))
    return text(`the plan has no unit ${sheet.unit} any more`, `le plan n’a plus d’unité ${sheet.unit}`);
  return undefined;
}

/** What a sheet changes in the plan, row by row. */
export function mergeSheet(analysis: Analysis, sheet: ReturnedSheet): Merged {
  const remarks: SheetRemark[] = [...sheet.remarks];
  const rows = withoutDuplicates(sheet.rows, remarks);
  const decisions = rows.flatMap((row) => new RowMerge(analysis, sheet, row, remarks).decision());
  remarks.push(...missingRows(sheet));
  const checked = checkedDecisions(analysis, decisions);
  return { decisions: checked.decisions, remarks: inOrder([...remarks, ...checked.remarks], sheet) };
}

function withoutDuplicates(rows: readonly ReturnedRow[], remarks: SheetRemark[]): ReturnedRow[] {
  const first = new Map<string, ReturnedRow>();
  for (const row of rows) {
    const before = first.get(compared(row.address));
    if (before) remarks.push(remarkOn('row', row, duplicateOf(before)));
    else first.set(compared(row.address), row);
  }
  return [...first.values()];
}

const duplicateOf = ({ page, row }: ReturnedRow): Text =>
  text(
    `the address has a row already (${page}, row ${row}), and that one counts; keep one of the two`,
    `l’adresse a déjà une ligne (${page}, ligne ${row}), et c’est celle-là qui compte\u00A0; n’en gardez qu’une`,
  );

/** Rows that were sent out and did not come back: nobody has decided anything about them. */
function missingRows({ sent, rows }: ReturnedSheet): SheetRemark[] {
  const there = new Set(rows.map(({ address }) => compared(address)));
  return [...sent]
    .filter(([key]) => !there.has(key))
    .map(([, { address }]) => ({
      kind: 'row',
      address,
      says: text(
        'its row is gone from the sheet, which decides nothing: the plan stays as it is. To leave an address behind, say so in its row',
        'sa ligne a disparu de la feuille, ce qui ne décide rien\u00A0: le plan reste tel quel. Pour abandonner une adresse, dites-le dans sa ligne',
      ),
    }));
}

function inOrder(remarks: readonly SheetRemark[], { rows }: ReturnedSheet): SheetRemark[] {
  const pages = [...new Set(rows.map(({ page }) => page))];
  const place = ({ page }: SheetRemark): number => (page === undefined ? -1 : pages.indexOf(page));
  return remarks.toSorted((a, b) => place(a) - place(b) || (a.row ?? 0) - (b.row ?? 0));
}

/** One row that came back. */
class RowMerge {
  private readonly analysis: Analysis;
  private readonly sheet: ReturnedSheet;
  private readonly row: ReturnedRow;
  private readonly remarks: SheetRemark[];
  /** What was sent out; a row that was added said nothing then. */
  private readonly sent: RowValues;
  private readonly isAdded: boolean;
  private readonly now: RowValues | undefined;

  constructor(analysis: Analysis, sheet: ReturnedSheet, row: ReturnedRow, remarks: SheetRemark[]) {
    this.analysis = analysis;
    this.sheet = sheet;
    this.row = row;
    this.remarks = remarks;
    const sent = sheet.sent.get(compared(row.address));
    this.isAdded = sent === undefined;
    this.sent = sent?.values ?? rowValues('undecided');
    this.now = plannedRow(analysis, row.address)?.values;
  }

  decision(): Decision[] {
    if (this.isUntouched()) return this.isOpen() ? this.undecided() : [];
    if (this.isSaidAlready()) return [];
    const obstacle = this.obstacle();
    if (obstacle) return this.refused(...obstacle);
    const fate = this.mergedFate();
    if (fate === undefined) return [];
    if (fate === 'undecided') return this.undecided();
    const to = this.completed(this.mergedValues(fate));
    const { now: from } = this;
    if (from && isSameRow(from, to)) return [];
    const address = plannedRow(this.analysis, this.row.address)?.address ?? this.row.address;
    return [{ row: this.row, address, from, to }];
  }

  /** Whether the row came back as it was sent. */
  private isUntouched(): boolean {
    return !this.isAdded && FIELDS.every((field) => saysSame(field, this.said(field), this.sent[field]));
  }

  /** Whether nobody has decided about the address, neither in the sheet nor in the plan. */
  private isOpen(): boolean {
    const isNamed = this.analysis.model.isDefined(keyOf('address', this.row.address));
    return this.sent.fate === 'undecided' && !isNamed;
  }

  /** What the row says of a field; what it has no column for, or cannot be read, it leaves as it was. */
  private said(field: Field): string {
    return this.row.values[field] ?? this.sent[field];
  }

  /** Whether a row that was added says nothing that the plan does not say: the sheet was imported before. */
  private isSaidAlready(): boolean {
    const { now } = this;
    if (!this.isAdded || !now || this.addedFate() !== now.fate) return false;
    return FIELDS_OF[fateOf(now)].every(
      (field) => this.said(field) === '' || saysSame(field, this.said(field), now[field]),
    );
  }

  private obstacle(): [SheetRemark['kind'], Text] | undefined {
    const { address } = this.row;
    const home = homeOf(this.analysis, address);
    // What is new in the unit is moved with the sheet's lot, whoever moves the rest of its domain.
    const isNew = this.isAdded && !this.now;
    const isElsewhere = home.unit !== this.sheet.unit || (home.lot !== this.sheet.lot && !isNew);
    if (!home.isPlanned || isElsewhere)
      return [this.isAdded ? 'row' : 'conflict', notOfThisSheet(this.sheet, home)];
    const [otherwise] = this.now ? [] : this.analysis.model.definitionsOf(keyOf('address', address));
    if (otherwise)
      return [
        this.isAdded ? 'row' : 'conflict',
        text(
          'the plan has this address as something that no sheet changes; change the plan',
          'le plan a cette adresse comme une chose qu’aucune feuille ne change\u00A0; modifiez le plan',
        ),
      ];
    const template = plannedRow(this.analysis, address)?.block.stamp?.template;
    if (template !== undefined)
      return [
        'row',
        text(
          `it comes from the template ${template}, as in other domains; change that, or the domain’s use of it`,
          `elle vient du modèle ${template}, comme dans d’autres domaines\u00A0; changez-le, ou son usage dans le domaine`,
        ),
      ];
    return this.now || this.isAdded || fateOf(this.sent) === 'undecided'
      ? undefined
      : ['conflict', text('the plan does not have it any more', 'le plan ne l’a plus')];
  }

  private refused(kind: SheetRemark['kind'], says: Text): [] {
    this.tell(kind, says);
    return [];
  }

  private tell(kind: SheetRemark['kind'], says: Text, field?: Field): void {
    this.remarks.push(remarkOn(kind, this.row, says, field));
  }

  /** What becomes of the address; nothing where plan and sheet say different things of it. */
  private mergedFate(): Fate | undefined {
    if (this.isAdded && this.row.values.fate === undefined && this.row.columns.fate !== undefined) {
      this.tell('row', text('the row was not added', 'la ligne n’a pas été ajoutée'), 'fate');
      return undefined;
    }
    const said = this.isAdded ? this.addedFate() : fateOf({ fate: this.said('fate') });
    const now = this.now ? fateOf(this.now) : 'undecided';
    if (said === this.sent.fate && !this.isAdded) return now;
    if (said === now || now === this.sent.fate) return said;
    this.tell('conflict', conflict('fate', now), 'fate');
    return undefined;
  }

  /** An added row that does not say it is what its page has. */
  private addedFate(): Fate {
    const written = fateOf({ fate: this.said('fate') });
    return written !== 'undecided' ? written : this.row.isShared ? 'shared' : 'personal';
  }

  private undecided(): [] {
    const said = FIELDS.filter((field) => field !== 'note' && this.said(field) !== this.sent[field]);
    const says = text(
      'nobody has said what becomes of it: personal, shared, alias or not kept',
      'personne n’a dit ce qu’elle devient\u00A0: personnelle, partagée, alias ou non conservée',
    );
    this.tell(said.length > 0 ? 'row' : 'note', says, 'fate');
    this.tellNote('undecided');
    return [];
  }

  private mergedValues(fate: Fate): RowValues {
    const isRetold = this.now !== undefined && fateOf(this.now) !== fate;
    const values = Object.fromEntries(
      FIELDS_OF[fate].map((field) => [field, this.merged(field, fate, isRetold)]),
    );
    for (const field of FIELDS) if (!FIELDS_OF[fate].includes(field)) this.tellUnused(field, fate);
    return rowValues(fate, values);
  }

  /** What is left behind says why, and who is new has a name to show: who reads the plan in a year was not there. */
  private completed(values: RowValues): RowValues {
    const { given, family, name, note } = values;
    if (values.fate === 'personal' && !this.now && name === '')
      return { ...values, name: [given, family].filter((part) => part !== '').join(' ') };
    if (values.fate !== 'drop' || note !== '' || this.now?.fate === 'drop') return values;
    const { unit, lot } = this.sheet;
    const isFrench = this.analysis.model.declared('plan', '')?.has.locale?.value === 'fr';
    const from = unit ?? lot;
    return {
      ...values,
      note: isFrench ? `non conservée d’après la feuille de ${from}` : `not kept, says the sheet of ${from}`,
    };
  }

  private merged(field: Field, fate: Fate, isRetold: boolean): string {
    const said = this.said(field);
    const sent = this.sent[field];
    const now = this.now?.[field] ?? '';
    // Who shares an address gives its licence back, unless the sheet names one anew.
    if (field === 'licence' && fate === 'shared' && isRetold && saysSame(field, said, sent)) return '';
    if (saysSame(field, said, sent) || saysSame(field, said, now)) return now;
    if (saysSame(field, now, sent)) return said;
    this.tell('conflict', conflict(field, now), field);
    return now;
  }

  /** What was written into a cell that means nothing for what the address becomes. */
  private tellUnused(field: Field, fate: Fate): void {
    if (field === 'fate') return;
    if (field === 'note') {
      this.tellNote(fate);
      return;
    }
    const said = this.said(field);
    if (said === '' || saysSame(field, said, this.sent[field])) return;
    this.tell('cell', UNUSED[fate], field);
  }

  /** What people wrote to whoever runs the migration has no place in a plan: it is told. */
  private tellNote(fate: Fate): void {
    const note = this.said('note');
    if (fate === 'drop' || note === '' || note === this.sent.note) return;
    this.tell('note', text(`they note: ${note}`, `remarque\u00A0: ${note}`), 'note');
  }
}

const isSameRow = (one: RowValues, other: RowValues): boolean =>
  FIELDS.every((field) => saysSame(field, one[field], other[field]));

function notOfThisSheet(sheet: ReturnedSheet, { isPlanned, lot, unit }: ReturnType<typeof homeOf>): Text {
  if (!isPlanned)
    return text(
      'its domain is none of the plan’s; an address can only be added in a domain of the unit',
      'son domaine n’est pas du plan\u00A0; on ne peut ajouter une adresse que dans un domaine de l’unité',
    );
  if (unit !== sheet.unit)
    return text(
      `it belongs to ${unit === undefined ? 'no unit' : `the unit ${unit}`}, not to this sheet’s`,
      `elle est ${unit === undefined ? 'sans unité' : `de l’unité ${unit}`}, et non de celle de cette feuille`,
    );
  return text(
    `it is moved by ${lot === undefined ? 'no lot' : `the lot ${lot}`}, not by ${sheet.lot}`,
    `elle est ${lot === undefined ? 'hors de tout lot' : `du lot ${lot}`}, et non de ${sheet.lot}`,
  );
}

const conflict = (field: Field, now: string): Text => {
  const shown = now === '' ? text('nothing', 'rien') : text(now, now);
  return text(
    `the plan was changed after the sheet was sent, and says ${shown.en}; it stays so (${field}). Decide, or send the sheet anew`,
    `le plan a changé après l’envoi de la feuille, et dit ${shown.fr}\u00A0; il reste ainsi (${field}). Décidez, ou renvoyez la feuille`,
  );
};

const UNUSED: Readonly<Record<Fate, Text>> = {
  personal: text(
    'means nothing for a personal mailbox, and was left out; for several people, say shared',
    'sans objet pour une boîte personnelle, et laissé de côté\u00A0; pour plusieurs personnes, dites partagée',
  ),
  shared: text(
    'means nothing for a shared mailbox, and was left out',
    'sans objet pour une boîte partagée, et laissé de côté',
  ),
  alias: text('means nothing for an alias, and was left out', 'sans objet pour un alias, et laissé de côté'),
  drop: text(
    'means nothing for an address that is not kept, and was left out',
    'sans objet pour une adresse non conservée, et laissé de côté',
  ),
  undecided: text('was left out', 'laissé de côté'),
};
