/** How well what a page shows can be seen: the contrast of each text and shape with what is behind it, as WCAG 2 measures it. */
import type { Locator } from 'playwright-core';
import { colourOf, contrast, over } from '../support/colours.ts';

/** Every text that is fainter than WCAG 2 asks of its size, with its contrast: `3.9 in 99 days`. */
export async function faintTexts(within: Locator): Promise<string[]> {
  const texts = await within.evaluate(textsOf);
  if (texts.length === 0) throw new Error('There is no text to be measured.');
  return faint(texts);
}

/** The same of shapes, as they are named: by a selector, and by `::before` or `::after` where it is drawn there. */
export async function faintShapes(within: Locator, names: readonly string[]): Promise<string[]> {
  return faint(await within.evaluate(shapesOf, names));
}

/** The same of the line round what has the focus; it is an unbroken one, unlike that of what is chosen. */
export async function faintFocus(within: Locator): Promise<string[]> {
  return faint([await within.evaluate(focusOf)]);
}

/** Something that is painted. */
interface Painted {
  readonly name: string;
  readonly colour: string;
  readonly opacity: number;
  /** What it needs: 4.5 where it is a text of usual size. */
  readonly needs: 3 | 4.5;
  /** What is painted behind it, from the page inwards. */
  readonly behind: readonly string[];
}

function faint(all: readonly Painted[]): string[] {
  const found = all
    .map((one) => ({ ...one, contrast: contrastOf(one) }))
    .filter(({ contrast, needs }) => contrast < needs);
  return [...new Set(found.map(({ contrast, name }) => `${contrast.toFixed(1)} ${name}`))];
}

/** In the page: the texts of a part of it as they are shown, those before elements too. What is only read out is left out. */
function textsOf(within: unknown): Painted[] {
  const part = within as Shown;
  const { defaultView } = part.ownerDocument;
  const shown = [...part.querySelectorAll('*')].filter(
    (one) => one.checkVisibility({ visibilityProperty: true }) && one.getBoundingClientRect().width > 1,
  );
  return shown.flatMap((one) => {
    const around: Shown[] = [];
    for (let at: Shown | null = one; at; at = at.parentElement) around.unshift(at);
    const styles = around.map((at) => defaultView.getComputedStyle(at));
    const say = (name: string, { color, fontSize, fontWeight }: Style): Painted => ({
      name,
      colour: color,
      opacity: styles.reduce((product, { opacity }) => product * Number(opacity), 1),
      needs: Number.parseFloat(fontSize) >= (Number(fontWeight) >= 700 ? 18.66 : 24) ? 3 : 4.5,
      behind: styles.map(({ backgroundColor }) => backgroundColor),
    });
    const own = [...one.childNodes].flatMap(({ nodeType, nodeValue }) =>
      nodeType === 3 && nodeValue?.trim() ? [nodeValue.trim()] : [],
    );
    const before = defaultView.getComputedStyle(one, '::before');
    const [, put = ''] = /^"\s*([^\s"][^"]*)"/.exec(before.content) ?? [];
    const style = defaultView.getComputedStyle(one);
    return [...own.map((text) => say(text, style)), ...(put === '' ? [] : [say(put, before)])];
  });
}

/** In the page: what has a border is seen by that, what has none by its filling. One that is not there is told as one that is not seen. */
function shapesOf(within: unknown, names: readonly string[]): Painted[] {
  const part = within as Shown;
  const { defaultView } = part.ownerDocument;
  return names.flatMap((name) => {
    const [selector = '', drawn] = name.split(/(?=::)/);
    const found = [...part.querySelectorAll(selector)];
    if (found.length === 0) return [{ name, colour: 'rgba(0, 0, 0, 0)', opacity: 0, needs: 3, behind: [] }];
    return found.map((one) => {
      const behind: string[] = [];
      for (let at: Shown | null = drawn ? one : one.parentElement; at; at = at.parentElement)
        behind.unshift(defaultView.getComputedStyle(at).backgroundColor);
      const style = defaultView.getComputedStyle(one, drawn);
      const isLined = Number.parseFloat(style.borderInlineStartWidth) > 0;
      const colour = isLined ? style.borderInlineStartColor : style.backgroundColor;
      return { name, colour, opacity: 1, needs: 3 as const, behind };
    });
  });
}

/** In the page: what has the focus there, by its class. */
function focusOf(within: unknown): Painted {
  const { defaultView, activeElement } = (within as Shown).ownerDocument;
  const behind: string[] = [];
  for (let at = activeElement.parentElement; at; at = at.parentElement)
    behind.unshift(defaultView.getComputedStyle(at).backgroundColor);
  const { outlineStyle, outlineColor } = defaultView.getComputedStyle(activeElement);
  const colour = outlineStyle === 'solid' ? outlineColor : 'rgba(0, 0, 0, 0)';
  return { name: `focus on ${activeElement.className}`, colour, opacity: 1, needs: 3, behind };
}

/** What is used of a page: these files are checked without a browser's types. */
interface Shown {
  readonly ownerDocument: { readonly defaultView: Looks; readonly activeElement: Shown };
  readonly className: string;
  readonly parentElement: Shown | null;
  readonly childNodes: Iterable<{ readonly nodeType: number; readonly nodeValue: string | null }>;
  querySelectorAll(selector: string): Iterable<Shown>;
  checkVisibility(options: { readonly visibilityProperty: boolean }): boolean;
  getBoundingClientRect(): { readonly width: number };
}

interface Looks {
  getComputedStyle(of: Shown, part?: string): Style;
}

interface Style {
  readonly color: string;
  readonly backgroundColor: string;
  readonly borderInlineStartColor: string;
  readonly borderInlineStartWidth: string;
  readonly outlineColor: string;
  readonly outlineStyle: string;
  readonly opacity: string;
  readonly fontSize: string;
  readonly fontWeight: string;
  readonly content: string;
}

function contrastOf({ colour, opacity, behind }: Painted): number {
  const paper = behind.map(colourOf).reduce(over, colourOf('#ffffff'));
  const [red, green, blue, alpha] = colourOf(colour);
  return contrast(over(paper, [red, green, blue, alpha * opacity]), paper);
}
