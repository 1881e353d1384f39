/**
 * Puts a returned sheet into a plan under analysis: what it changes is edited there, and told. The files are the analysis' own;
 * whoever asked writes them. What no row speaks of keeps its text to the letter.
 */
import type { Analysis } from '../../language/analysis.ts';
import { factsOf } from '../../language/model/block-facts.ts';
import { canonicalForm } from '../../language/model/editing/canonical-form.ts';
import { withLineEnds } from '../../language/model/editing/plan-edits.ts';
import { comparedDomain, domainOf, keyOf } from '../../language/model/names.ts';
import type { Block, PlanDocument, TextChange } from '../../language/model/plan-document.ts';
import { text } from '../text.ts';
import type { Decision } from './decision.ts';
import { mergeSheet } from './merge-sheet.ts';
import { plannedRow } from './planned-row.ts';
import { type ReturnedSheet, remarkOn, type SheetRemark } from './returned-sheet.ts';
import { changedText, declarationText } from './row-text.ts';
import { FIELDS, type Field, saysSame } from './sheet-row.ts';
import { homeOf } from './unit-sheets.ts';

/** A change of one address, as people are told of it. */
export interface SheetChange {
  readonly page: string;
  readonly row: number;
  readonly address: string;
  readonly changes: readonly { readonly field: Field; readonly from: string; readonly to: string }[];
  /** The plan's file that says it. */
  readonly path: string;
}

export interface SheetImport {
  readonly changes: readonly SheetChange[];
  readonly remarks: readonly SheetRemark[];
}

/** Changes the plan as the sheet says; settled afterwards. */
export function importSheet(analysis: Analysis, sheet: ReturnedSheet): SheetImport {
  const { decisions, remarks } = mergeSheet(analysis, sheet);
  const edits = new PlanEdits(analysis, sheet.lot);
  const changes: SheetChange[] = [];
  const homeless: SheetRemark[] = [];
  for (const decision of decisions) {
    const path = edits.take(decision);
    if (path === undefined) homeless.push(remarkOn('row', decision.row, NO_PLACE));
    else changes.push(changeOf(decision, path));
  }
  edits.apply();
  return { changes, remarks: [...remarks, ...homeless] };
}

const NO_PLACE = text(
  'the plan has no file where its domain is declared',
  'le plan n’a pas de fichier où son domaine soit déclaré',
);

function changeOf({ row, address, from, to }: Decision, path: string): SheetChange {
  const changes = FIELDS.map((field) => ({ field, from: from?.[field] ?? '', to: to[field] })).filter(
    ({ field, from, to }) => !saysSame(field, from, to),
  );
  return { page: row.page, row: row.row, address, path, changes };
}

/** The texts that blocks come to, until all are known: an edit of one would move the others. */
class PlanEdits {
  private readonly analysis: Analysis;
  private readonly lot: string;
  private readonly changed = new Map<Block, string>();
  private readonly below = new Map<Block, string[]>();

  constructor(analysis: Analysis, lot: string) {
    this.analysis = analysis;
    this.lot = lot;
  }

  /** Takes a decision in; the file that it changes, or nothing where it has no place in any. */
  take({ address, to, from }: Decision): string | undefined {
    const planned = plannedRow(this.analysis, address);
    if (planned) {
      const { block } = planned;
      this.changed.set(block, changedText(this.changed.get(block) ?? block.text, to, block.document));
      return block.document.path;
    }
    const anchor = this.anchorFor(address, to.fate === 'personal' ? 'mailbox' : to.fate);
    if (!anchor) return undefined;
    const beside = {
      isNew: from === undefined && this.isNotInSource(address),
      ...(homeOf(this.analysis, address).lot === this.lot ? {} : { lot: this.lot }),
    };
    this.below.set(anchor, [...(this.below.get(anchor) ?? []), declarationText(address, to, beside)]);
    return anchor.document.path;
  }

  /** Whether the source is known not to have it: without an inventory nobody knows, and its mail would be left behind. */
  private isNotInSource(address: string): boolean {
    const { model } = this.analysis;
    return model.domainInventory(domainOf(address)) !== undefined && model.inventoryOf(address) === undefined;
  }

  /** The block that a new declaration comes below: the last of its kind in its domain, else the last, else the domain's. */
  private anchorFor(address: string, kind: string): Block | undefined {
    const { model } = this.analysis;
    const domain = domainOf(address);
    const home = model
      .definitionsOf(keyOf('domain', domain))
      .find(({ block }) => block.facts.declaration?.declares === 'domain')?.block;
    const beside = home && [...home.document.blocks()].filter((block) => isOfDomain(block, domain));
    const alike = beside?.filter(({ facts }) => facts.declaration?.declares === kind);
    return alike?.at(-1) ?? beside?.at(-1) ?? home;
  }

  apply(): void {
    const paths = Map.groupBy(new Set([...this.changed.keys(), ...this.below.keys()]), pathOf);
    for (const path of paths.keys()) this.rewrite(path);
    if (paths.size > 0) this.analysis.settle();
  }

  /** Block by block, the last first, so that none moves another: in a file of thousands nothing else is read or checked again. */
  private rewrite(path: string): void {
    const document = this.analysis.document(path);
    if (!document) return;
    const blocks = [...document.blocks()].filter((block) => this.changed.has(block) || this.below.has(block));
    const lines = document.linesOf(blocks);
    const last = [...document.blocks()].at(-1);
    const changes = blocks.toReversed().map((block): TextChange => {
      const line = lines.get(block) ?? 0;
      const end = { line: line + block.lines, character: block === last ? Number.MAX_SAFE_INTEGER : 0 };
      return { range: { start: { line, character: 0 }, end }, text: this.textOf(block, block === last) };
    });
    this.analysis.edit(path, changes);
  }

  /** A block in canonical form stays in it, any other in its own. */
  private textOf(block: Block, isLast: boolean): string {
    const changed = this.changed.get(block) ?? block.text;
    const isCanonical = changed !== block.text && canonicalForm(block, isLast) === block.text;
    const text = isCanonical ? canonicalForm({ text: changed, document: block.document }, isLast) : changed;
    const below = this.below.get(block) ?? [];
    return below.length === 0 ? text : withBelow(text, below, block.document);
  }
}

const pathOf = ({ document }: Block): string => document.path;

function isOfDomain({ facts: { declaration } }: Block, domain: string): boolean {
  return declaration !== undefined && 'address' in declaration && declaration.declares !== 'forward'
    ? comparedDomain(domain) === domainOf(declaration.address.value)
    : false;
}

/** Declarations on the lines below a block's own; one of another kind after a blank line. */
function withBelow(text: string, declarations: readonly string[], document: PlanDocument): string {
  const { declares = '', end = text.length } = factsOf(text).declaration ?? {};
  const at = end + text.slice(end).search(/[\r\n]|$/);
  const lines = declarations.map((declaration, index) => {
    const before = declarations[index - 1]?.split(' ')[0] ?? declares;
    return declaration.startsWith(`${before} `) ? `\n${declaration}` : `\n\n${declaration}`;
  });
  const added = withLineEnds(lines.join('') + (at === text.length ? '\n' : ''), document);
  return text.slice(0, at) + added + text.slice(at);
}
