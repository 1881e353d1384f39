/** Mail as bytes, in the kinds that a copy can spoil: 8-bit text, HTML, attachments, no identifier, no header at all. */
export interface Letter {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly date: Date;
  readonly text: string;
  /** Left out where there is none, as old mail programs did. */
  readonly id?: string;
}

/** Plain text in the character set given, its bytes as they are: `Content-Transfer-Encoding: 8bit`. */
export function plainLetter(letter: Letter, charset: 'utf-8' | 'iso-8859-1' = 'utf-8'): Buffer {
  const lines = [
    ...headers(letter),
    `Content-Type: text/plain; charset=${charset}`,
    'Content-Transfer-Encoding: 8bit',
  ];
  return message(lines, Buffer.from(crlf(letter.text), charset === 'utf-8' ? 'utf8' : 'latin1'));
}

/** HTML, and a file attached to it. */
export function letterWithFile(
  letter: Letter,
  file: { readonly name: string; readonly type: string; readonly bytes: Buffer },
): Buffer {
  const boundary = `part-${letter.date.getTime().toString(36)}`;
  const body = [
    `--${boundary}`,
    'Content-Type: text/html; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    `<html><body><h1>${letter.subject}</h1>${paragraphs(letter.text)}</body></html>`,
    `--${boundary}`,
    `Content-Type: ${file.type}; name="${file.name}"`,
    `Content-Disposition: attachment; filename="${file.name}"`,
    'Content-Transfer-Encoding: base64',
    '',
    base64Lines(file.bytes),
    `--${boundary}--`,
    '',
  ].join('\r\n');
  return message(
    [...headers(letter), `Content-Type: multipart/mixed; boundary="${boundary}"`],
    Buffer.from(body),
  );
}

/** What some scanners and old imports leave behind. */
export function withoutHeader(text: string): Buffer {
  return Buffer.from(`\r\n${crlf(text)}`);
}

function headers({ from, to, subject, date, id }: Letter): string[] {
  const identity = id === undefined ? [] : [`Message-ID: <${id}@mail.example>`];
  const sent = date.toUTCString().replace('GMT', '+0000');
  return [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${encodedWord(subject)}`,
    `Date: ${sent}`,
    ...identity,
    'MIME-Version: 1.0',
  ];
}

function message(lines: readonly string[], body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), body]);
}

/** RFC 2047, where a header is not plain ASCII. */
function encodedWord(text: string): string {
  return /^[\x20-\x7e]*$/.test(text) ? text : `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;
}

function paragraphs(text: string): string {
  return text
    .trim()
    .split('\n')
    .map((line) => `<p>${line}</p>`)
    .join('\r\n');
}

function base64Lines(bytes: Buffer): string {
  return (bytes.toString('base64').match(/.{1,76}/g) ?? []).join('\r\n');
}

function crlf(text: string): string {
  return text.replaceAll('\n', '\r\n');
}
