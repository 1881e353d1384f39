/** The three header fields by which a message is recognised and named in a report. Never throws: any bytes may come. */

export interface HeaderFields {
  readonly messageId: string;
  readonly date: string;
  readonly subject: string;
}

/** Reads the first occurrence of each field from a header block, unfolded (RFC 5322, 2.2.3). */
export function readHeaderFields(block: Buffer | undefined): HeaderFields {
  const lines = (block?.toString('utf8') ?? '').replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  const field = (name: string) => {
    const line = lines.find((candidate) => candidate.toLowerCase().startsWith(`${name}:`));
    return line?.slice(name.length + 1).trim() ?? '';
  };
  return { messageId: field('message-id'), date: field('date'), subject: field('subject') };
}

/** The header block of a whole message: up to the first empty line, and never more than 64 KB of it. */
export function headerBlock(content: Buffer): Buffer {
  const head = content.subarray(0, 65_536);
  const end = head.indexOf('\r\n\r\n');
  return end < 0 ? head : head.subarray(0, end);
}
