/**
 * What a file shows by itself: what cannot be read, and properties that are unknown, missing, given twice or wrong. Right
 * whatever else its plan says, so that it can be told before anything else has been read.
 */
import { Analysis } from './analysis.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Locale, Rule, SubjectKind } from './rules/rule.ts';

/** The subjects that lie in a declaration's own text. */
const IN_TEXT: ReadonlySet<SubjectKind> = new Set([
  'syntax',
  'unknown-property',
  'duplicate-property',
  'missing-property',
  'wrong-value',
]);

export function firstLook(text: string, rules: readonly Rule[], locale: Locale): readonly Diagnostic[] {
  const inText = rules.filter(({ on }) => on.every((subject) => IN_TEXT.has(subject)));
  const analysis = new Analysis({ rules: inText, locale });
  analysis.open('', text);
  analysis.settle();
  return analysis.diagnostics('').diagnostics;
}
