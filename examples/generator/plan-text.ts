/** Writes declarations in the canonical form of the language: what `migplan fmt` would leave as it is. */
const WIDTH = 100;

type Properties = readonly (string | undefined | false)[];

/** `head` alone, with its properties on the same line where they fit, else one a line. */
export function declare(head: string, properties: Properties = []): string {
  const present = written(properties);
  if (present.length === 0) return head;
  const line = `${head} { ${present.join('; ')} }`;
  return line.length <= WIDTH ? line : declareLong(head, present);
}

/** `head` with one property a line. */
export function declareLong(head: string, properties: Properties): string {
  return [`${head} {`, ...written(properties).map((property) => `  ${property}`), '}'].join('\n');
}

/** A string of the language. */
export function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** A file: groups of declarations, a blank line between two groups, none that is empty. */
export function planText(...groups: readonly (string | readonly string[])[]): string {
  const texts = groups.map((group) => (typeof group === 'string' ? group : group.join('\n')));
  return `${texts.filter((text) => text !== '').join('\n\n')}\n`;
}

function written(properties: Properties): string[] {
  return properties.filter((property) => typeof property === 'string');
}
