/**
 * A description of a thing: a heading, and below it a line for each thing there is to say. In Markdown, with what people wrote
 * shown as written. Knows no plan.
 */
import type { Declaration } from '../../../../grammar/vocabulary.ts';
import type { PlanWords } from '../words/plan-words.ts';

/** What is not known is left out. */
export type Line = string | false | undefined;

export function description(heading: string, lines: readonly Line[]): string {
  const said = lines.filter((line) => typeof line === 'string' && line !== '');
  return [heading, said.map((line) => `- ${line}`).join('\n')].filter(Boolean).join('\n\n');
}

/** `**lot** first · First ones`; a name that is in Markdown already stays so. */
export function heading(
  words: PlanWords,
  what: Declaration['declares'],
  name: string,
  title: string | undefined,
): string {
  const shown = name.startsWith('`') ? name : plain(name);
  return `**${words.say(what)}** ${shown}${title ? ` · ${plain(title)}` : ''}`;
}

/** Written by people: no mark of theirs is taken for Markdown. */
export const plain = (written: string): string =>
  written.replace(/[\\`*_{}[\]()#+!|<>~-]/g, '\\$&').replace(/\s+/g, ' ');

export const code = (written: string): string => `\`${written.replace(/[`\s]/g, '')}\``;

/** What is known of several values, in one line. */
export const together = (parts: readonly Line[], between = ', '): string =>
  parts.filter(Boolean).join(between);
