/** Colours as style sheets and browsers write them, one over another, and the contrast of two as WCAG 2 measures it. */

/** Red, green, blue and how much of it covers, each from 0 to 1. */
export type Colour = readonly [red: number, green: number, blue: number, alpha: number];

/** Of `#1c2430`, `rgb(1, 2, 3)`, `rgba(1, 2, 3, 0.5)` and `color(srgb 0.1 0.2 0.3 / 0.5)`. */
export function colourOf(written: string): Colour {
  const [, kind, values = ''] = /^(rgba?|color)\((?:srgb )?(.*)\)$/.exec(written) ?? [];
  const parts = kind === undefined ? inHexadecimal(written) : values.split(/[\s,/]+/).map(Number);
  const scale = kind === 'color' ? 1 : 255;
  const [red, green, blue, alpha = 1] = parts;
  if (red === undefined || green === undefined || blue === undefined)
    throw new Error(`${written} is no colour that is known here.`);
  return [red / scale, green / scale, blue / scale, alpha];
}

const inHexadecimal = (written: string): number[] =>
  /^#[\da-f]{6}$/i.test(written) ? [1, 3, 5].map((at) => Number.parseInt(written.slice(at, at + 2), 16)) : [];

export function over(paper: Colour, [red, green, blue, alpha]: Colour): Colour {
  const mixed = (ink: number, under: number): number => ink * alpha + under * (1 - alpha);
  return [mixed(red, paper[0]), mixed(green, paper[1]), mixed(blue, paper[2]), 1];
}

/** From 1, of what cannot be told apart, to 21. */
export function contrast(one: Colour, other: Colour): number {
  const [dark = 0, light = 0] = [one, other].map(luminance).sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance([red, green, blue]: Colour): number {
  const linear = (part: number): number => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}
