/**
 * The tracks of a railroad diagram and how they are joined: each knows its size, and draws itself where it is put. A track
 * is entered at its left end and left at its right one. Knows no grammar.
 */

export interface Track {
  readonly width: number;
  /** How far it reaches above and below the height at which it is entered. */
  readonly up: number;
  readonly down: number;
  /** How much lower it is left than entered. */
  readonly fall: number;
  readonly draw: (x: number, y: number) => string;
}

/** The widths of a character at 13 and 10.5 pixels, in the monospace fonts that there are; text is set to them. */
const CHARACTER = 7.8;
const SMALL = 6.3;
const BOX = { half: 12, padding: 9, corner: 3 } as const;
const CAPTION = 14;
const ARC = 8;
const TURN = 2 * ARC;
const GAP = 12;
const SPACE = 7;

/** Text in a box: round where it is written so in a plan, else the name of a rule. */
export function box(text: string, kind: 'literal' | 'rule'): Track {
  const length = round([...text].length * CHARACTER);
  const width = round(Math.max(length + 2 * BOX.padding, 3 * BOX.half));
  const radius = kind === 'literal' ? BOX.half : BOX.corner;
  const draw = (x: number, y: number): string =>
    `<rect class="${kind}" x="${round(x)}" y="${round(y - BOX.half)}" width="${width}" height="${2 * BOX.half}" rx="${radius}"/>
<text x="${round(x + (width - length) / 2)}" y="${round(y + 4.5)}" textLength="${length}">${escaped(text)}</text>
`;
  return { width, up: BOX.half, down: BOX.half, fall: 0, draw };
}

/** With small words above its beginning. */
export function captioned(words: string, track: Track): Track {
  const length = round([...words].length * SMALL);
  const width = Math.max(track.width, length);
  const draw = (x: number, y: number): string =>
    `<text class="caption" x="${round(x)}" y="${round(y - track.up - 4)}" textLength="${length}">${escaped(words)}</text>
${track.draw(x, y)}${line(x + track.width, y + track.fall, width - track.width)}`;
  return { ...track, width, up: track.up + CAPTION, draw };
}

/** One after another. */
export function row(tracks: readonly Track[]): Track {
  const places = tracks.map((_, index) => placeOf(tracks, index));
  const draw = (x: number, y: number): string =>
    tracks
      .map((track, index) => {
        const [left, top] = places[index] ?? [0, 0];
        return `${index > 0 ? line(x + left - GAP, y + top, GAP) : ''}${track.draw(x + left, y + top)}`;
      })
      .join('');
  const [width, fall] = placeOf(tracks, tracks.length);
  const up = Math.max(0, ...tracks.map((track, index) => track.up - (places[index]?.[1] ?? 0)));
  const down = Math.max(0, ...tracks.map((track, index) => track.down + (places[index]?.[1] ?? 0)));
  return { width: Math.max(0, width - GAP), up, down, fall, draw };
}

function placeOf(tracks: readonly Track[], index: number): readonly [left: number, top: number] {
  const before = tracks.slice(0, index);
  return [before.reduce((x, { width }) => x + width + GAP, 0), before.reduce((y, { fall }) => y + fall, 0)];
}

/** In rows below one another: the end of each is led back to the beginning of the next. */
export function stacked(tracks: readonly Track[]): Track {
  const [first, ...others] = tracks;
  if (!first) return row([]);
  return others.reduce(below, first);
}

function below(above: Track, track: Track): Track {
  const middle = above.down + ARC;
  const top = middle + Math.max(TURN, track.up + SPACE);
  const right = Math.max(above.width, track.width) + ARC;
  const draw = (x: number, y: number): string =>
    `${above.draw(x, y)}${way([x + above.width, y + above.fall], [x + above.width + ARC, y + above.fall], [x + above.width + ARC, y + middle], [x - ARC, y + middle], [x - ARC, y + top], [x, y + top])}${track.draw(x, y + top)}${line(x + track.width, y + top + track.fall, right - track.width)}`;
  return { width: right, up: above.up, down: top + track.down, fall: top + track.fall, draw };
}

/** One of several, the first of them straight on. */
export function branching(tracks: readonly Track[]): Track {
  const inner = Math.max(0, ...tracks.map(({ width }) => width));
  const exit = tracks[0]?.fall ?? 0;
  let top = 0;
  const tops = tracks.map((track, index) => {
    const before = tracks[index - 1];
    if (before) top += before.down + SPACE + track.up;
    return top;
  });
  const draw = (x: number, y: number): string =>
    tracks
      .map((track, index) => {
        const at = y + (tops[index] ?? 0);
        const end = at + track.fall;
        const [left, right] = [x + TURN, x + TURN + inner];
        const filled = line(left + track.width, end, inner - track.width);
        const rails =
          index === 0
            ? line(x, y, TURN) + line(right, end, TURN)
            : way([x, y], [x + ARC, y], [x + ARC, at], [left, at]) +
              way([right, end], [right + ARC, end], [right + ARC, y + exit], [right + TURN, y + exit]);
        return `${rails}${track.draw(left, at)}${filled}`;
      })
      .join('');
  const down = top + (tracks.at(-1)?.down ?? 0);
  return { width: inner + 2 * TURN, up: tracks[0]?.up ?? 0, down, fall: exit, draw };
}

/** With a way past it, above. */
export function bypassed(track: Track): Track {
  const up = track.up + ARC;
  const draw = (x: number, y: number): string => {
    const [right, end] = [x + TURN + track.width, y + track.fall];
    const [rise, set] = [x + ARC, right + ARC];
    const over = way([x, y], [rise, y], [rise, y - up], [set, y - up], [set, end], [right + TURN, end]);
    return `${over}${line(x, y, TURN)}${track.draw(x + TURN, y)}${line(right, end, TURN)}`;
  };
  return { ...track, width: track.width + 2 * TURN, up: up + 1, draw };
}

/** With a way back to its beginning, below; `between` stands on that way. */
export function looped(track: Track, between?: Track): Track {
  const inner = Math.max(track.width, between?.width ?? 0);
  const low = track.down + (between ? between.up + SPACE : ARC);
  const draw = (x: number, y: number): string => {
    const [left, right, end] = [x + ARC, x + ARC + inner, y + track.fall];
    const at = left + (inner - (between?.width ?? 0)) / 2;
    const back = way(
      [right, end],
      [right + ARC, end],
      [right + ARC, y + low],
      [x, y + low],
      [x, y],
      [left, y],
    );
    const straight =
      line(x, y, ARC) + line(left + track.width, end, inner - track.width) + line(right, end, ARC);
    return `${back}${straight}${track.draw(left, y)}${between?.draw(at, y + low) ?? ''}`;
  };
  const down = low + (between?.down ?? 1);
  return { width: inner + 2 * ARC, up: track.up, down, fall: track.fall, draw };
}

type Point = readonly [x: number, y: number];

/** A line that goes straight from point to point, and round the corners between. */
function way(...points: readonly Point[]): string {
  const drawn = points.map((corner, index) => {
    const [before, after] = [points[index - 1], points[index + 1]];
    if (!before) return `M${written(corner)}`;
    return after
      ? `L${written(toward(corner, before))}Q${written(corner)} ${written(toward(corner, after))}`
      : `L${written(corner)}`;
  });
  return `<path d="${drawn.join('')}"/>\n`;
}

const written = ([x, y]: Point): string => `${round(x)} ${round(y)}`;

/** The point where a corner begins, seen from it. */
const toward = ([x, y]: Point, [toX, toY]: Point): Point => [
  x + ARC * Math.sign(toX - x),
  y + ARC * Math.sign(toY - y),
];

export const line = (x: number, y: number, length: number): string =>
  length > 0 ? `<path d="M${round(x)} ${round(y)}h${round(length)}"/>\n` : '';

const round = (value: number): number => Math.round(value * 10) / 10;

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
