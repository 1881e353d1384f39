/** Completion asked for at the cursor of a text, beside a small plan. */
import assert from 'node:assert/strict';
import {
  type Completion,
  type CompletionOptions,
  completion,
} from '../../../server/language/features/completion.ts';
import type { Locale } from '../../../server/language/rules/rule.ts';
import { atCursor } from '../fixture.ts';

export const PLAN = `
//- /plan.migplan
plan "P" { source old; target new; include "*.migplan" }
endpoint old imap { host imap.a.example; login each }
endpoint new microsoft365 { tenant x.example }
licence E1 "Web" { price 2.76 EUR/month; quota 50 GB; seats 120 }
licence E3 { price 8.24 EUR/month }
policy { licence-share E3 <= 1/2 per unit }
unit north "The North" { kind region }
unit east { parent north }
timeline standard { D-7 freeze; D open }
lot first "First ones" { date 2027-01-04 }
lot next { date 2027-02-01 }
template common { shared contact@ "Contact" }
domain a.example { unit north; use common; subdomain sub.a.example }
domain b.example
mailbox anna@a.example E1 "Anna Berg" { was anna@old.example }
mailbox Ben@a.example E3
mailbox anna@b.example E1
shared team@a.example "Team"
list all@b.example
alias anne@a.example -> anna@a.example
drop gone@a.example "agreed"
`;

export interface Asking extends Partial<CompletionOptions> {
  readonly locale?: Locale;
}

export function ask(text: string, { locale = 'en', ...options }: Asking = {}) {
  const fixture = `${PLAN}//- /asked.migplan\n${text}`;
  const { analysis, path, position } = atCursor(fixture, { locale });
  return { analysis, found: completion(analysis, path, position, { hasSnippets: false, ...options }) };
}

export const items = (text: string, asking?: Asking): readonly Completion[] =>
  ask(text, asking).found?.items ?? [];
export const labels = (text: string, asking?: Asking): string[] =>
  items(text, asking).map(({ label }) => label);

/** The text after an item was taken, the cursor's line only; `replace` takes the place of the whole word. */
export function taken(text: string, label: string, how: 'insert' | 'replace' = 'insert'): string {
  const { found } = ask(text);
  const item = found?.items.find((candidate) => candidate.label === label);
  assert(found && item, `${label} is not offered: ${found?.items.map((each) => each.label).join(', ')}`);
  const { start, end } = found[how];
  const line = text.replace('$0', '').split(/\r?\n/)[start.line] ?? '';
  return line.slice(0, start.character) + (item.insert ?? item.label) + line.slice(end.character);
}
