/**
 * Draws rules as railroad diagrams in SVG, none wider than a page. Knows expressions, and nothing of what they are about.
 * The colours follow the reader's, on a ground of their own, so that the lines are seen on any page.
 */
import { ebnf } from './ebnf.ts';
import type { Expression, Rule } from './expression.ts';
import {
  box,
  branching,
  bypassed,
  captioned,
  escaped,
  line,
  looped,
  row,
  stacked,
  type Track,
} from './track.ts';

export interface Railroad {
  /** Said by a screen reader, as the rules in EBNF are, and not drawn. */
  readonly title: string;
  readonly said: readonly Rule[];
  /** What is drawn, below one another; each in rows, and with its name where there are several. */
  readonly drawn: readonly { readonly name: string; readonly rows: readonly Expression[] }[];
}

const WIDTH = 860;
const PADDING = 18;
const LEAD = 16;
const LABEL = 26;
const BETWEEN = 22;
/** What stands on both sides of a part, at most. */
const AROUND = 96;

export function railroad({ title, said, drawn }: Railroad): string {
  const isOne = drawn.length === 1;
  const most = WIDTH - 2 * (PADDING + LEAD);
  const tracks = drawn.map(({ name, rows }) => ({
    name,
    track: stacked(rows.map((of) => trackOf(of, most))),
  }));
  const width = Math.ceil(Math.max(...tracks.map(({ track }) => track.width)) + 2 * (PADDING + LEAD));
  let y = PADDING;
  const parts = tracks.map(({ name, track }) => {
    const top = y + (isOne ? 0 : LABEL) + track.up;
    const label = isOne ? '' : `<text class="label" x="${PADDING}" y="${y + 10}">${escaped(name)}</text>\n`;
    y = top + track.down + BETWEEN;
    return `${label}${withEnds(track, top)}`;
  });
  return page(title, ebnf(said), [width, Math.ceil(y - BETWEEN + PADDING)], parts.join(''));
}

function withEnds(track: Track, y: number): string {
  const [from, to, end] = [PADDING + LEAD, PADDING + LEAD + track.width, y + track.fall];
  const dot = (x: number, at: number): string => `<circle class="end" cx="${x}" cy="${at}" r="4"/>\n`;
  const lines = line(PADDING, y, LEAD) + line(to, end, LEAD);
  return `${lines}${track.draw(from, y)}${dot(PADDING + 4, y)}${dot(to + LEAD - 4, end)}`;
}

/** The track of an expression, in rows where it would be wider than `most`. */
export function trackOf(of: Expression, most: number): Track {
  const inside = (part: Expression): Track => trackOf(part, most - AROUND / 2);
  switch (of.kind) {
    case 'literal':
      return box(of.text, 'literal');
    case 'characters':
      return box(of.set, 'rule');
    case 'rule':
      return named(of.name, of.role);
    case 'sequence':
      return inRows(
        of.of.map((part) => trackOf(part, most - AROUND)),
        most,
      );
    case 'choice':
      return branching(of.of.map(inside));
    case 'optional':
      return bypassed(inside(of.of));
    case 'repeated':
      return looped(inside(of.of), of.between && inside(of.between));
    case 'noted':
      return noted(of.note, trackOf(of.of, most));
  }
}

const named = (name: string, role: string | undefined): Track =>
  role === undefined || role === name ? box(name, 'rule') : captioned(role, box(name, 'rule'));

/** Whether a thing is only read to be reported is seen; how often it may be given is said beside the diagram. */
function noted(note: string, track: Track): Track {
  if (note === 'reported')
    return { ...track, draw: (x, y) => `<g class="reported">\n${track.draw(x, y)}</g>\n` };
  const shown = note.split('; ').filter((part) => part !== 'once');
  return shown.length === 0 ? track : captioned(shown.join('; '), track);
}

/** One after another, on as many rows as it takes. */
function inRows(tracks: readonly Track[], most: number): Track {
  const rows: Track[][] = [[]];
  for (const track of tracks) {
    const before = rows.at(-1) ?? [];
    const isFull = before.length > 0 && row([...before, track]).width > most;
    if (isFull) rows.push([track]);
    else before.push(track);
  }
  return stacked(rows.map(row));
}

const page = (
  title: string,
  description: string,
  [width, height]: readonly [number, number],
  drawn: string,
) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title description">
<title id="title">${escaped(title)}</title>
<desc id="description">${escaped(description)}</desc>
<style>
.ground { fill: #ffffff; stroke: #d0d7de }
path { fill: none; stroke: #57606a; stroke-width: 1.5 }
text { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace; fill: #1f2328 }
.literal { fill: #ddf4ff; stroke: #0969da }
.rule { fill: #f6f8fa; stroke: #8c959f }
.end { fill: #57606a }
.label { font-weight: bold }
.caption { font-size: 10.5px; fill: #59636e }
.reported .literal { stroke-dasharray: 3 3 }
@media (prefers-color-scheme: dark) {
.ground { fill: #0d1117; stroke: #30363d }
path { stroke: #8b949e }
text { fill: #e6edf3 }
.literal { fill: #0c2d6b; stroke: #58a6ff }
.rule { fill: #161b22; stroke: #6e7681 }
.end { fill: #8b949e }
.caption { fill: #9198a1 }
}
</style>
<rect class="ground" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="7.5"/>
${drawn}</svg>
`;
