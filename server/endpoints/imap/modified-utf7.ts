/** Folder names as IMAP writes them (RFC 3501, 5.1.3). The one pair of functions by which a name reaches the wire or comes from it. */

/** Encodes a decoded folder path. Printable ASCII stands for itself, `&` becomes `&-`, the rest is base64 of UTF-16BE. */
export function encodeFolderName(path: string): string {
  return path.replace(/&|[^\x20-\x7e]+/g, (run) => (run === '&' ? '&-' : `&${base64(run)}-`));
}

function base64(run: string): string {
  return Buffer.from(run, 'utf16le').swap16().toString('base64').replace(/=+$/, '').replaceAll('/', ',');
}

/**
 * The name a server wrote, its bytes given as latin1, as people read it. What is no modified UTF-7 is taken for UTF-8 where it is
 * that, else for what it says: nothing is refused. Whether it can be undone, `encodeFolderName` tells.
 */
export function decodeFolderName(raw: string): string {
  if (/[\x80-\xff]/.test(raw)) return decodeBytes(raw);
  return raw.replace(/&([A-Za-z0-9+,]*)-/g, (written, run: string) =>
    run === '' ? '&' : (utf16(run) ?? written),
  );
}

function decodeBytes(raw: string): string {
  const bytes = Buffer.from(raw, 'latin1');
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? text : raw;
}

function utf16(run: string): string | undefined {
  const bytes = Buffer.from(run.replaceAll(',', '/'), 'base64');
  if (bytes.length % 2 === 1) return undefined;
  return bytes.swap16().toString('utf16le');
}
