/**
 * Somebody who types in a plan: small edits at random places, each taken back by the next, so that the plan stays what it
 * is for as long as one wishes. Knows the text as an editor does, in lines, and nothing of the language but its look.
 */
import type { Range, TextDocumentContentChangeEvent } from 'vscode-languageserver';
import type { SeededRandom } from '../../examples/generator/seeded-random.ts';

export type Edit = TextDocumentContentChangeEvent & { readonly range: Range };

/** What is typed in a line, if the line is one to type it in. */
export type Habit = (line: string, at: number) => Edit | undefined;

/** Each edit and the one that takes it back, in turn, for ever; one habit after the other. */
export function* typing(
  text: string,
  random: SeededRandom,
  habits: readonly Habit[],
): Generator<Edit, never> {
  const lines = text.split('\n');
  for (;;) {
    for (const habit of habits) {
      const edit = somewhere(lines, random, habit);
      yield edit;
      yield takenBack(edit, lines);
    }
  }
}

/** Replaces the first `wanted` in a text, which is on one line, and back. */
export function replacing(text: string, wanted: string, by: string): [edit: Edit, back: Edit] {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => line.includes(wanted));
  const start = lines[at]?.indexOf(wanted) ?? -1;
  if (start < 0) throw new Error(`no "${wanted}" in the text`);
  const edit = replaced(at, start, start + wanted.length, by);
  return [edit, takenBack(edit, lines)];
}

function somewhere(lines: readonly string[], random: SeededRandom, habit: Habit): Edit {
  const first = random.whole(0, lines.length - 1);
  for (let step = 0; step < lines.length; step++) {
    const at = (first + step) % lines.length;
    const edit = habit(lines[at] ?? '', at);
    if (edit) return edit;
  }
  throw new Error('no place to type in');
}

/** A name that is declared nowhere. */
const aLetterOfALicence: Habit = (line, at) => {
  const found = /^mailbox \S+ E(?=[13] )/.exec(line);
  return found ? inserted(at, found[0].length, 'z') : undefined;
};

/** A string that does not end. */
const aQuote: Habit = (line, at) =>
  /^mailbox .*"$/.test(line) ? replaced(at, line.length - 1, line.length, '') : undefined;

const anAliasElsewhere: Habit = (line, at) => {
  const found = /^mailbox .* \{ /.exec(line);
  return found ? inserted(at, found[0].length, 'alias nouvelle.adresse@ailleurs.example; ') : undefined;
};

/** One more mailbox, whose licence is still to be typed. */
const aMailbox: Habit = (line, at) => {
  const found = /^mailbox [^@]+@(\S+)/.exec(line);
  return found ? inserted(at, 0, `mailbox nouvelle.venue@${found[1]} "Nouvelle Venue"\n`) : undefined;
};

const aLineTwice: Habit = (line, at) =>
  /^mailbox [^{]*$/.test(line) ? inserted(at, 0, `${line}\n`) : undefined;

/** The mailbox is then in a domain that nobody has declared. */
const aLetterOfADomain: Habit = (line, at) => {
  const found = /^mailbox [^@]+@\w\w/.exec(line);
  return found ? inserted(at, found[0].length, 'z') : undefined;
};

const aLetterOfWhoHasAccess: Habit = (line, at) => {
  const found = /^ {2}access \w\w/.exec(line);
  return found ? inserted(at, found[0].length, 'z') : undefined;
};

/** A month that no year has. */
const aDate: Habit = (line, at) => {
  const found = /^forward .* until \d{4}-1(?=2-)/.exec(line);
  return found ? replaced(at, found[0].length, found[0].length + 1, '4') : undefined;
};

/** Each brings a problem that was not there, so that who does not look is found out. */
export const PLAN_HABITS: readonly Habit[] = [
  ...[aLetterOfALicence, aQuote, anAliasElsewhere, aMailbox],
  ...[aLineTwice, aLetterOfADomain, aLetterOfWhoHasAccess, aDate],
];

/** For the same content as records, in YAML or JSON: a letter of a name, and a licence. */
export const RECORD_HABITS: readonly Habit[] = [
  (line, at) => {
    const found = /\bname"?: "?[^",]+/.exec(line);
    return found ? inserted(at, found.index + found[0].length, 'e') : undefined;
  },
  (line, at) => {
    const found = /\blicence"?: "?E(?=1)/.exec(line);
    const end = found ? found.index + found[0].length : 0;
    return found ? replaced(at, end, end + 1, '3') : undefined;
  },
];

const inserted = (line: number, character: number, text: string): Edit =>
  replaced(line, character, character, text);

function replaced(line: number, start: number, end: number, text: string): Edit {
  return { range: { start: { line, character: start }, end: { line, character: end } }, text };
}

/** What undoes an edit within a line of `lines`. */
function takenBack({ range: { start, end }, text }: Edit, lines: readonly string[]): Edit {
  const before = (lines[start.line] ?? '').slice(start.character, end.character);
  const breaks = text.split('\n').length - 1;
  const line = start.line + breaks;
  const character = breaks > 0 ? 0 : start.character + text.length;
  return { range: { start, end: { line, character } }, text: before };
}
