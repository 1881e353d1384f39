/**
 * The diagnostics of every file as the protocol has them, each under an id that changes with them. Sends them itself to
 * editors that do not ask; the others are only told when they should ask again.
 */
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag, type Range } from 'vscode-languageserver';
import { MAX_PUBLISHED } from '../language/analysis.ts';
import type { Diagnostic as Finding } from '../language/diagnostic.ts';
import { humanNumber } from '../language/model/words/quantities.ts';
import { UNUSABLE_FILE } from '../language/rules/pages.ts';
import type { Locale, Rule, Severity } from '../language/rules/rule.ts';
import type { OpenPlan } from './open-plan.ts';
import type { FileProblem } from './ports.ts';
import type { WorkspaceFile } from './workspace-file.ts';

export interface ReportsOptions {
  readonly locale: Locale;
  /** A rule's page, as a URI. */
  readonly pageOf: (rule: Rule) => string;
  /** How another file is named to the editor. */
  readonly uriOf: (path: string) => string;
  /** What a file shows by itself, whatever its plan. */
  readonly firstLook: (text: string) => readonly Finding[];
  readonly send: ((file: WorkspaceFile, diagnostics: Diagnostic[]) => void) | undefined;
  readonly onFailure: (error: unknown) => void;
}

export class Reports {
  private readonly options: ReportsOptions;
  private readonly revisions = new Map<string, number>();
  private readonly shown = new Set<string>();
  private waiting: (() => void)[] = [];

  constructor(options: ReportsOptions) {
    this.options = options;
  }

  changed(files: readonly WorkspaceFile[]): void {
    for (const file of files) {
      this.revisions.set(file.path, (this.revisions.get(file.path) ?? 0) + 1);
      this.push(file);
    }
    const waiting = this.waiting;
    this.waiting = [];
    for (const resume of waiting) resume();
  }

  /** Until something changes. */
  next(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Changes whenever a file's diagnostics may have. */
  idOf({ path }: WorkspaceFile): string {
    return String(this.revisions.get(path) ?? 0);
  }

  of({ plan, path }: WorkspaceFile): Diagnostic[] {
    if (!plan) return [];
    const name = plan.nameOf(path);
    const { diagnostics, total } = plan.analysis.diagnostics(name);
    const told = diagnostics.map((finding) => this.diagnostic(finding, plan));
    const rest = total - diagnostics.length;
    return rest > 0 ? [...told, this.notShown(rest, lastLine(plan, name))] : told;
  }

  /** What can be told of a file while its plan is still being checked; before that is taken in, what the file shows by itself. */
  soFarOf(file: WorkspaceFile): Diagnostic[] {
    const { plan, path } = file;
    if (plan?.isTaken) return this.of(file);
    const found = this.options.firstLook(plan?.textOf(path) ?? file.text);
    return found.map((finding) => this.byItself(finding));
  }

  diagnostic(finding: Finding, plan: OpenPlan): Diagnostic {
    return {
      ...this.byItself(finding),
      ...(finding.related.length > 0 ? { relatedInformation: this.related(finding, plan) } : {}),
    };
  }

  private byItself(finding: Finding): Diagnostic {
    return {
      code: finding.code,
      codeDescription: { href: this.options.pageOf(finding.finding.rule) },
      source: 'migplan',
      severity: SEVERITIES[finding.severity],
      message: finding.message,
      range: finding.range,
      ...(finding.rule.startsWith('unused-') ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    };
  }

  private related({ related }: Finding, plan: OpenPlan): NonNullable<Diagnostic['relatedInformation']> {
    return related.map(({ path, range, message }) => ({
      location: { uri: this.options.uriOf(plan.pathOf(path)), range },
      message,
    }));
  }

  private notShown(rest: number, range: Range): Diagnostic {
    const number = humanNumber(rest, this.options.locale);
    const isOne = rest === 1;
    return {
      source: 'migplan',
      severity: DiagnosticSeverity.Information,
      range,
      message:
        this.options.locale === 'fr'
          ? `${number} ${isOne ? 'autre problème de ce fichier n’est pas montré' : 'autres problèmes de ce fichier ne sont pas montrés'} (au plus ${MAX_PUBLISHED})\u00A0; «\u00A0migplan check\u00A0» les donne tous`
          : `${number} ${isOne ? 'more problem in this file is' : 'more problems in this file are'} not shown (${MAX_PUBLISHED} at most); "migplan check" lists them all`,
    };
  }

  /** An empty list says something only where there was one. */
  private push(file: WorkspaceFile): void {
    const { send, onFailure } = this.options;
    if (!send) return;
    try {
      const diagnostics = this.of(file);
      if (diagnostics.length === 0 && !this.shown.has(file.path) && !file.isOpen) return;
      if (diagnostics.length > 0) this.shown.add(file.path);
      else this.shown.delete(file.path);
      send(file, diagnostics);
    } catch (error) {
      onFailure(error); // one file's trouble keeps no other from being told
    }
  }
}

/** A file beside a plan that cannot be used, told as an error from where it is wrong to the end of that line. */
export function unusableFile({ line, column, says }: FileProblem, locale: Locale): Diagnostic {
  const start = { line: line - 1, character: column - 1 };
  return {
    ...{ code: UNUSABLE_FILE.code, source: 'migplan', severity: DiagnosticSeverity.Error },
    ...{ message: says[locale], range: { start, end: { line: line - 1, character: END_OF_LINE } } },
  };
}

/** Further than any line: the protocol says that it then ends with its line. */
const END_OF_LINE = 2 ** 31 - 1;

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

function lastLine(plan: OpenPlan, name: string): Range {
  let line = 0;
  for (const block of plan.analysis.document(name)?.blocks() ?? []) line += block.lines;
  return { start: { line, character: 0 }, end: { line, character: 0 } };
}
