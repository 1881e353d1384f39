/**
 * A description of a part of the page, and the patching of the page to it: what stays the same is not touched, so focus,
 * selection and scrolling are kept. Text only ever becomes text; there is no way to write markup, styles or handlers.
 */

export interface Piece {
  readonly tag: Tag;
  readonly has: Attributes;
  readonly holds: readonly Content[];
}

export type Content = Piece | string;

/** Keyed pieces are known again where their order changes; a nameless one is known by its place. */
export type Attributes = {
  readonly [name in AttributeName | `aria-${string}` | `data-${string}`]?:
    | string
    | number
    | boolean
    | undefined;
} & { readonly key?: string; readonly variables?: Readonly<Record<`--${string}`, number>> };

type AttributeName =
  | 'class'
  | 'id'
  | 'role'
  | 'tabindex'
  | 'title'
  | 'type'
  | 'scope'
  | 'value'
  | 'selected'
  | 'hidden'
  | 'colspan';

type Tag =
  | 'article'
  | 'button'
  | 'caption'
  | 'dd'
  | 'div'
  | 'dl'
  | 'dt'
  | 'footer'
  | 'h1'
  | 'h2'
  | 'h3'
  | 'header'
  | 'label'
  | 'li'
  | 'ol'
  | 'option'
  | 'p'
  | 'section'
  | 'select'
  | 'span'
  | 'strong'
  | 'table'
  | 'tbody'
  | 'td'
  | 'th'
  | 'thead'
  | 'tr'
  | 'ul';

/** What is absent is left out. */
export function piece(tag: Tag, has: Attributes, ...holds: readonly (Content | false | undefined)[]): Piece {
  return { tag, has, holds: holds.filter((one) => one !== undefined && one !== false) };
}

/** Makes the children of an element what is described. */
export function patch(parent: Element, wanted: readonly Content[]): void {
  const keyed = new Map<string, ChildNode>();
  for (const child of parent.childNodes) {
    const key = KEYS.get(child);
    if (key !== undefined) keyed.set(key, child);
  }
  let at: ChildNode | null = parent.firstChild;
  for (const one of wanted) {
    const node = known(one, at, keyed) ?? made(one, parent.ownerDocument);
    if (node === at) at = at.nextSibling;
    else parent.insertBefore(node, at);
    update(node, one);
  }
  while (at) {
    const next: ChildNode | null = at.nextSibling;
    at.remove();
    at = next;
  }
}

const KEYS = new WeakMap<Node, string>();
const VALUES = new WeakMap<Element, Attributes>();

/** The node that is there already for what is described. */
function known(one: Content, at: ChildNode | null, keyed: Map<string, ChildNode>): ChildNode | undefined {
  if (typeof one !== 'string' && one.has.key !== undefined) {
    const node = keyed.get(one.has.key);
    keyed.delete(one.has.key); // a key that comes twice is made anew
    return node;
  }
  const isFree = at !== null && !KEYS.has(at);
  const name = typeof one === 'string' ? '#text' : one.tag;
  return isFree && at.nodeName.toLowerCase() === name ? at : undefined;
}

function made(one: Content, document: Document): ChildNode {
  if (typeof one === 'string') return document.createTextNode(one);
  const node = document.createElement(one.tag);
  if (one.has.key !== undefined) KEYS.set(node, one.has.key);
  return node;
}

function update(node: ChildNode, one: Content): void {
  if (typeof one === 'string') {
    if (node.nodeValue !== one) node.nodeValue = one;
    return;
  }
  const element = node as HTMLElement;
  setAttributes(element, one.has);
  patch(element, one.holds);
}

function setAttributes(element: HTMLElement, has: Attributes): void {
  const had = VALUES.get(element) ?? {};
  VALUES.set(element, has);
  for (const [name, value] of entriesOf(has)) if (entry(had, name) !== value) set(element, name, value);
  for (const [name] of entriesOf(had)) if (entry(has, name) === undefined) element.removeAttribute(name);
  for (const [name, value] of Object.entries(has.variables ?? {})) {
    if (had.variables?.[name as `--${string}`] !== value) element.style.setProperty(name, String(value));
  }
}

type Plain = string | number | boolean | undefined;

const entriesOf = ({ key: _, variables: __, ...plain }: Attributes): [string, Plain][] =>
  Object.entries(plain);

const entry = (has: Attributes, name: string): Plain => (has as Readonly<Record<string, Plain>>)[name];

function set(element: Element, name: string, value: Plain): void {
  if (value === undefined || value === false) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? '' : String(value));
}
