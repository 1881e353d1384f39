/**
 * What a validation rule is: its own data (code, name, severity, why, examples, messages, fixes) and a check over one
 * kind of subject. Its page, its test and its registration are made from this; nothing else knows a rule by name.
 */
import type { ReadingProblem } from '../../../grammar/declarations.ts';
import type { Span, SyntaxProblem } from '../../../grammar/tree.ts';
import type { Declaration, DeclarationOf, SeverityLevel } from '../../../grammar/vocabulary.ts';
import type { Definition, Reference, Suppression } from '../model/block-facts.ts';
import type { TextEdit } from '../model/editing/edits.ts';
import type { Block, Place, Stamp } from '../model/plan-document.ts';
import type { PlanModel } from '../model/plan-model.ts';

export type Severity = Exclude<SeverityLevel, 'off'>;
export type Locale = 'en' | 'fr';

/** What a rule can look at: a declaration of one kind, a name, a problem of the text, a suppression, a whole file. */
export type Subjects = { [K in Declaration['declares']]: DeclarationOf<K> } & {
  [P in ReadingProblem['problem']]: Extract<ReadingProblem, { problem: P }>;
} & {
  syntax: SyntaxProblem;
  definition: Definition;
  reference: Reference;
  suppression: Suppression & { readonly used: boolean; readonly isKnownRule: boolean };
  file: { readonly path: string; readonly isInPlan: boolean };
  stamp: Stamp;
};
export type SubjectKind = keyof Subjects;

/** Another place that a diagnostic points to. */
export interface Related {
  readonly place: Place;
  readonly what: Readonly<Record<Locale, string>>;
}

export interface RuleContext {
  readonly model: PlanModel;
  readonly block: Block;
}

/** What a check found: where, what its messages need to say it, and other places to look at. */
export interface Found<D> {
  readonly at: Span;
  readonly data: D;
  readonly related?: readonly Related[];
}

export type FixEdit = TextEdit;

/** A way out that an editor offers. `edits` gives nothing where it does not apply. */
export interface Fix<D> {
  /** Names what it writes: whoever chooses it sees what will stand there. Asked for only where there are edits. */
  readonly title: Readonly<Record<Locale, (data: D, model: PlanModel) => string>>;
  /** Whether it changes nothing of what the plan means, so that it may be applied unasked when a file is saved. */
  isSafe?(data: D): boolean;
  edits(data: D, at: Place, model: PlanModel): readonly FixEdit[] | undefined;
}

export interface RuleDefinition<K extends SubjectKind, D extends object> {
  readonly code: `MP${number}`;
  readonly name: string;
  /** Other names for parts of it that have a severity of their own; a report names its variant in its data. */
  readonly variants?: Readonly<Record<string, Severity>>;
  readonly severity: Severity;
  readonly on: K | readonly K[];
  readonly why: Readonly<Record<Locale, string>>;
  /** A plan with ⟦…⟧ round what is reported; in `good` nothing is. */
  readonly bad: string;
  readonly good: string;
  /** One finding, several, or none. Stands before the messages, whose data is inferred from it. */
  check(subject: Subjects[K], context: RuleContext): Found<D> | readonly Found<D>[] | undefined;
  readonly message: Readonly<Record<Locale, (data: D, model: PlanModel) => string>>;
  readonly fixes?: readonly Fix<D>[];
}

/** A rule as the registry holds it, its own types closed over. */
export interface Rule extends Omit<RuleDefinition<SubjectKind, object>, 'on' | 'check'> {
  readonly on: readonly SubjectKind[];
  check(subject: unknown, context: RuleContext): Found<object> | readonly Found<object>[] | undefined;
}

/** Makes a rule; its data's type is inferred from its check and its messages. */
export function defineRule<K extends SubjectKind, D extends object = object>(
  definition: RuleDefinition<K, D>,
): Rule {
  const on = (Array.isArray(definition.on) ? definition.on : [definition.on]) as readonly SubjectKind[];
  return { ...(definition as unknown as Rule), on };
}

/** A plan in a rule's example: its common indentation is taken away. */
export function plan(strings: TemplateStringsArray, ...values: string[]): string {
  const text = String.raw({ raw: strings.raw }, ...values)
    .replace(/^\n/, '')
    .trimEnd();
  const indents = text.match(/^ *(?=\S)/gm)?.map((indent) => indent.length) ?? [0];
  const shared = Math.min(...indents);
  return `${text.replace(new RegExp(`^ {${shared}}`, 'gm'), '')}\n`;
}
