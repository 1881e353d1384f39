/** Folder names as IMAP writes them (RFC 3501, 5.1.3). The one function by which a name reaches the wire in a writing command. */

/** Encodes a decoded folder path. Printable ASCII stands for itself, `&` becomes `&-`, the rest is base64 of UTF-16BE. */
export function encodeFolderName(path: string): string {
  return path.replace(/&|[^\x20-\x7e]+/g, (run) => (run === '&' ? '&-' : `&${base64(run)}-`));
}

function base64(run: string): string {
  return Buffer.from(run, 'utf16le').swap16().toString('base64').replace(/=+$/, '').replaceAll('/', ',');
}
