/**
 * Draws a terminal window with text in it as SVG. Knows the colours that the command line uses, and no command. Every run of
 * one colour is set to its width in columns, so that columns stay aligned in whatever monospace font there is.
 */

export interface TerminalWindow {
  /** Both are said by a screen reader, and not drawn. */
  readonly title: string;
  readonly description: string;
  /** The text, with SGR colour codes. */
  readonly screen: string;
}

/** A run of characters on one line in one style. */
interface Run {
  readonly column: number;
  readonly text: string;
  readonly style: string;
}

const COLUMNS = 104;
const CELL = { width: 8.4, height: 20 } as const;
const PADDING = 20;
const BAR = 36;

/** By SGR code; `0` ends them all. */
const STYLES: Readonly<Record<string, string>> = {
  '1': 'font-weight="bold"',
  '2': 'fill="#8b949e"',
  '31': 'fill="#ff7b72"',
  '32': 'fill="#7ee787"',
  '33': 'fill="#e3b341"',
  '34': 'fill="#79c0ff"',
  '36': 'fill="#76e3ea"',
};

export function terminalWindow({ title, description, screen }: TerminalWindow): string {
  const lines = screen.split('\n').flatMap((line) => wrapped(runsOf(line)));
  const width = round(COLUMNS * CELL.width + 2 * PADDING);
  const height = round(BAR + PADDING + lines.length * CELL.height + PADDING / 2);
  const text = lines.flatMap((runs, row) =>
    runs.filter(({ text }) => text.trim() !== '').map((run) => drawn(run, row)),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title description">
  <title id="title">${escaped(title)}</title>
  <desc id="description">${escaped(description)}</desc>
  <rect width="${width}" height="${height}" rx="8" fill="#161b22"/>
  <rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="7.5" fill="none" stroke="#30363d"/>
  <g fill="#484f58"><circle cx="20" cy="18" r="5.5"/><circle cx="38" cy="18" r="5.5"/><circle cx="56" cy="18" r="5.5"/></g>
  <g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace" font-size="14" fill="#e6edf3" xml:space="preserve">
${text.join('\n')}
  </g>
</svg>
`;
}

function drawn({ column, text, style }: Run, row: number): string {
  const lead = text.length - text.trimStart().length;
  const shown = text.trim();
  const x = round(PADDING + (column + lead) * CELL.width);
  const y = round(BAR + PADDING + row * CELL.height);
  const length = round([...shown].length * CELL.width);
  const attributes = [`x="${x}" y="${y}" textLength="${length}" lengthAdjust="spacingAndGlyphs"`, style];
  return `    <text ${attributes.filter((part) => part !== '').join(' ')}>${escaped(shown)}</text>`;
}

/** A line cut at its colour codes. */
function runsOf(line: string): Run[] {
  const runs: Run[] = [];
  let column = 0;
  let style = '';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what a colour code begins with
  for (const [index, part] of line.split(/\u001B\[(\d+)m/).entries()) {
    if (index % 2 === 1) style = STYLES[part] ?? '';
    else if (part !== '') {
      runs.push({ column, text: part, style });
      column += [...part].length;
    }
  }
  return runs;
}

/** Lines of at most COLUMNS, broken at a space; what goes on is indented. */
function wrapped(runs: readonly Run[]): Run[][] {
  const lines: Run[][] = [[]];
  let shift = 0;
  for (const { column, text, style } of runs) {
    let rest = text;
    let at = column - shift;
    while (at + [...rest].length > COLUMNS) {
      const cut = rest.lastIndexOf(' ', COLUMNS - at);
      if (cut <= 0) break;
      lines.at(-1)?.push({ column: at, text: rest.slice(0, cut), style });
      lines.push([]);
      shift += at + cut + 1 - CONTINUED;
      at = CONTINUED;
      rest = rest.slice(cut + 1);
    }
    lines.at(-1)?.push({ column: at, text: rest, style });
  }
  return lines;
}

const CONTINUED = 4;

const round = (value: number): number => Math.round(value * 10) / 10;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
