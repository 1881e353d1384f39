/**
 * Inlay hints of a stretch of a file: what counts for a mailbox and is written elsewhere. The lot that moves it, how much of its
 * quota its mail takes, the licences that a template brings. Each says where it comes from; what a line says itself is never
 * repeated.
 */
import type { Span } from '../../../grammar/tree.ts';
import type { Declaration, DeclarationOf } from '../../../grammar/vocabulary.ts';
import type { Analysis } from '../analysis.ts';
import { lotOrigin } from '../model/lot-origin.ts';
import { domainOf, keyOf } from '../model/names.ts';
import type { Recipient } from '../model/placed-plan.ts';
import type { Block, Position, Range } from '../model/plan-document.ts';
import type { PlanModel } from '../model/plan-model.ts';
import { OriginWords } from '../model/words/origin-words.ts';
import { PlanWords } from '../model/words/plan-words.ts';

export type HintKind = 'licence' | 'lot' | 'quota';

export interface InlayHint {
  readonly kind: HintKind;
  readonly position: Position;
  readonly text: string;
  /** Where it comes from, as one sentence. */
  readonly why: string;
  /** The declaration that it names. */
  readonly leadsTo?: { readonly path: string; readonly range: Range };
}

export type HintOptions = Readonly<Record<HintKind, boolean>>;

/** The hints from the range's first line to its last, in their order. */
export function inlayHints(
  analysis: Analysis,
  path: string,
  range: Range,
  options: HintOptions,
): InlayHint[] {
  const blocks = analysis.document(path)?.blocksOn(range.start.line, range.end.line) ?? [];
  const hints = new Hints(analysis, options);
  const isAsked = ({ position: { line } }: InlayHint): boolean =>
    line >= range.start.line && line <= range.end.line;
  return [...blocks].flatMap(([block, line]) => hints.of(block, line).filter(isAsked));
}

type Moved = Recipient | DeclarationOf<'resource'>;
type Hint = Omit<InlayHint, 'position'>;

/** The hints of one plan's blocks, in one language. */
class Hints {
  private readonly model: PlanModel;
  private readonly words: PlanWords;
  private readonly origins: OriginWords;
  private readonly options: HintOptions;

  constructor({ model, locale }: Analysis, options: HintOptions) {
    this.model = model;
    this.words = new PlanWords(locale);
    this.origins = new OriginWords(this.words);
    this.options = options;
  }

  of(block: Block, line: number): InlayHint[] {
    const { declaration } = block.facts;
    if (!declaration) return [];
    const at = (offset: number): Position =>
      block.document.range({ block, span: { start: offset, end: offset } }, line).start;
    switch (declaration.declares) {
      case 'mailbox':
      case 'shared':
      case 'resource': {
        const hints = [this.lot(declaration), this.quota(declaration)].filter((hint) => hint !== undefined);
        if (hints.length === 0) return [];
        const position = at(lineEnd(block.text, headEnd(declaration)));
        return hints.map((hint) => ({ ...hint, position }));
      }
      case 'domain':
        return declaration.has.use.flatMap((use) => {
          const hint = this.licences(use.value);
          return hint ? { ...hint, position: at(use.end) } : [];
        });
      default:
        return [];
    }
  }

  private lot(moved: Moved): Hint | undefined {
    const origin = this.options.lot ? lotOrigin(moved, this.model) : undefined;
    if (!origin || origin.by === 'itself') return undefined;
    return {
      kind: 'lot',
      text: `${this.words.say('lot')} ${origin.lot}`,
      why: this.origins.lot(origin, this.model.declared('lot', origin.lot)?.has.date?.value),
      ...this.leadingTo(keyOf('lot', origin.lot)),
    };
  }

  private quota(moved: Moved): Hint | undefined {
    if (!this.options.quota || moved.declares === 'resource') return undefined;
    const quota = this.model.quotaOf(moved);
    const held = quota === undefined ? undefined : this.model.heldBy(moved);
    if (quota === undefined || !held) return undefined;
    const taken = this.model.domainInventory(domainOf(this.model.sourceAddressOf(moved)))?.taken;
    return {
      kind: 'quota',
      text: `${this.words.size(held.bytes)} / ${this.words.size(quota)}`,
      why: this.origins.quotaUse({
        held,
        quota,
        licence: moved.has.quota ? undefined : moved.licence?.value,
        taken,
      }),
    };
  }

  /** The licences that a template's mailboxes take in each domain that uses it. */
  private licences(template: string): Hint | undefined {
    const declared = this.options.licence ? this.model.declared('template', template) : undefined;
    const counts = new Map<string, number>();
    for (const content of declared?.contents ?? []) {
      const licence = licenceOf(content);
      if (licence !== undefined) counts.set(licence, (counts.get(licence) ?? 0) + 1);
    }
    if (counts.size === 0) return undefined;
    return {
      kind: 'licence',
      text: [...counts].map(([name, count]) => `${count} ${name}`).join(', '),
      why: this.origins.templateLicences(template),
      ...this.leadingTo(keyOf('template', template)),
    };
  }

  private leadingTo(key: ReturnType<typeof keyOf>): Pick<InlayHint, 'leadsTo'> {
    const [place] = this.model.definitionsOf(key);
    if (!place) return {};
    const { block, definition } = place;
    const { document } = block;
    return { leadsTo: { path: document.path, range: document.range({ block, span: definition }) } };
  }
}

const licenceOf = (declaration: Declaration): string | undefined =>
  declaration.declares === 'mailbox' || declaration.declares === 'shared'
    ? declaration.licence?.value
    : undefined;

/** Where the last of a declaration's head ends. */
function headEnd(moved: Moved): number {
  const parts: readonly (Span | undefined)[] = [
    moved.address,
    moved.label,
    moved.declares === 'resource' ? moved.kind : moved.licence,
  ];
  return Math.max(...parts.map((part) => part?.end ?? 0));
}

/** The end of the line that an offset is on, without the blanks there. */
function lineEnd(text: string, offset: number): number {
  const [rest = ''] = /^[^\r\n]*/.exec(text.slice(offset)) ?? [];
  return offset + rest.trimEnd().length;
}
