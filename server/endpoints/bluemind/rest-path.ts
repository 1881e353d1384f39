/** Paths of BlueMind's REST interface, below `/api`. Pure. */

/**
 * Each value is one segment of the path (RFC 3986, 3.3). `:` and `@` stand in a segment as they are, and BlueMind's own clients send
 * them so: `calendar:…` is a container's name, and addresses are looked up by.
 */
export const path = (parts: TemplateStringsArray, ...values: readonly string[]): string =>
  parts.map((part, index) => part + segment(values[index] ?? '')).join('');

const segment = (value: string): string =>
  encodeURIComponent(value).replaceAll('%3A', ':').replaceAll('%40', '@');
