/** A finding as it is published: in words, with a severity, at lines and characters as in the Language Server Protocol. */
import type { Finding } from './checking.ts';
import type { Block, Range } from './model/plan-document.ts';
import type { PlanModel } from './model/plan-model.ts';
import type { Locale, Related, Severity } from './rules/rule.ts';

export interface Diagnostic {
  readonly code: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly path: string;
  readonly range: Range;
  readonly related: readonly { readonly path: string; readonly range: Range; readonly message: string }[];
  /** The finding it was made from, for its fixes. */
  readonly finding: Finding;
}

export interface Publishing {
  readonly severity: Severity;
  /** The first line of the finding's block. */
  readonly line: number;
  readonly locale: Locale;
  readonly model: PlanModel;
}

export function published(finding: Finding, { severity, line, locale, model }: Publishing): Diagnostic {
  const { rule, block, at, data, related } = finding;
  return {
    code: rule.code,
    rule: data.variant ?? rule.name,
    severity,
    message: rule.message[locale](data, model),
    path: block.document.path,
    range: block.document.range({ block, span: at }, line),
    related: [...related, ...stampedFrom(block)].map(({ place, what }) => ({
      path: place.block.document.path,
      range: place.block.document.range(place),
      message: what[locale],
    })),
    finding,
  };
}

/** The declaration in the template that a block was stamped from. */
function stampedFrom({ stamp }: Block): Related[] {
  if (!stamp) return [];
  const { template, source } = stamp;
  return [
    {
      place: source,
      what: { en: `template ${template} says it here`, fr: `le modèle ${template} le dit ici` },
    },
  ];
}
