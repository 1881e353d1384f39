/** Writes rules as EBNF, in the notation of the W3C (XML 1.0, section 6). */
import type { Expression, Rule } from './expression.ts';

const COLUMNS = 100;
/** Where notes beside alternatives stand below one another; behind longer ones they stand at their end. */
const NOTES = 56;

export const ebnf = (rules: readonly Rule[]): string => rules.map(written).join('\n');

/** On one line, or with an alternative a line where that would be long or notes stand beside them. */
function written({ name, is }: Rule): string {
  const line = `${name} ::= ${expression(is)}`;
  const branches = is.kind === 'choice' ? is.of : [is];
  const hasNotes = branches.length > 1 && branches.some(({ kind }) => kind === 'noted');
  if (line.length <= COLUMNS && !hasNotes) return line;
  return [name, ...lines(branches)].join('\n');
}

function lines(branches: readonly Expression[]): string[] {
  const rows = branches.map((branch, index) => ({
    text: `    ${index === 0 ? '::=' : '  |'} ${expression(branch.kind === 'noted' ? branch.of : branch)}`,
    note: branch.kind === 'noted' ? `/* ${branch.note} */` : '',
  }));
  const aligned = rows.filter(({ text, note }) => note !== '' && text.length <= NOTES);
  const column = Math.max(0, ...aligned.map(({ text }) => text.length));
  return rows.flatMap(({ text, note }) => {
    const line = `${text.padEnd(note === '' ? 0 : column)} ${note}`;
    if (line.length <= COLUMNS) return [line.trimEnd()];
    return [...folded(text), ...(note === '' ? [] : folded(MARGIN + note))];
  });
}

/** Cut at its spaces; what goes on is indented. */
function folded(line: string): string[] {
  const whole = line.trimEnd();
  const cut = whole.length > COLUMNS ? whole.lastIndexOf(' ', COLUMNS) : -1;
  return cut < MARGIN.length ? [whole] : [whole.slice(0, cut), ...folded(MARGIN + whole.slice(cut + 1))];
}

const MARGIN = ' '.repeat(12);

export function expression(of: Expression): string {
  switch (of.kind) {
    case 'literal':
      return of.text.includes("'") ? `"${of.text}"` : `'${of.text}'`;
    case 'characters':
      return of.set;
    case 'rule':
      return of.name;
    case 'sequence':
      return of.of.map(part).join(' ');
    case 'choice':
      return of.of.map(expression).join(' | ');
    case 'optional':
      return of.of.kind === 'repeated' && !of.of.between ? `${group(of.of.of)}*` : `${group(of.of)}?`;
    case 'repeated':
      return of.between ? `${part(of.of)} ( ${expression(of.between)} ${part(of.of)} )*` : `${group(of.of)}+`;
    case 'noted':
      return `${expression(of.of)} /* ${of.note} */`;
  }
}

/** As a part of a sequence. */
const part = (of: Expression): string => (of.kind === 'choice' ? `( ${expression(of)} )` : expression(of));

/** As what an operator stands behind. */
const group = (of: Expression): string => (GROUPS.has(of.kind) ? `( ${expression(of)} )` : expression(of));

const GROUPS: ReadonlySet<Expression['kind']> = new Set([
  'sequence',
  'choice',
  'optional',
  'repeated',
  'noted',
]);
