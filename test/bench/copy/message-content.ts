/** Messages as mail programs write them, of a wanted size: headers of a delivery, text with accents, base64 attachments. */
import { seeded } from '../../support/odd-mail.ts';

export interface Letter {
  readonly id: string;
  readonly receivedAt: Date;
  /** Bytes on the wire, with CRLF. */
  readonly size: number;
  readonly random: () => number;
}

/** From this size on, most of a message is its attachment. */
const WITH_ATTACHMENT = 12_000;
const BASE64_LINE = 76;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const textLines = madeTextLines();
const base64Lines = madeBase64Lines();

/** What a server that sends CRLF makes of lines that end in LF. */
export function sizeOnWire(content: Buffer): number {
  let size = content.length;
  for (let at = content.indexOf(10); at >= 0; at = content.indexOf(10, at + 1)) {
    if (content[at - 1] !== 13) size++;
  }
  return size;
}

export function ordinaryContent(letter: Letter): Buffer {
  const lines = letter.size < WITH_ATTACHMENT ? textMail(letter) : attachmentMail(letter);
  return Buffer.from(`${lines.join('\n')}\n`);
}

function textMail(letter: Letter): string[] {
  const head = [...header(letter), 'Content-Type: text/plain; charset=utf-8', bits(letter.random), ''];
  return [...head, ...some(textLines, letter.size - sizeOf(head), letter.random)];
}

function bits(random: () => number): string {
  return `Content-Transfer-Encoding: ${random() < 0.5 ? '8bit' : 'binary'}`;
}

function attachmentMail(letter: Letter): string[] {
  const { id, size, random } = letter;
  const boundary = `=_${id}_b`;
  const before = [
    ...header(letter),
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    '',
    'This is a multi-part message in MIME format.',
    `--${boundary}`,
    'Content-Type: text/html; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    ...some(textLines, 1_500, random),
    `--${boundary}`,
    'Content-Type: application/pdf; name="=?utf-8?Q?Relev=C3=A9?="',
    'Content-Disposition: attachment; filename="=?utf-8?Q?Relev=C3=A9?="',
    'Content-Transfer-Encoding: base64',
    '',
  ];
  const after = [`--${boundary}--`];
  return [...before, ...some(base64Lines, size - sizeOf(before) - sizeOf(after), random), ...after];
}

function header({ id, receivedAt, random }: Letter): string[] {
  const date = receivedAt.toUTCString().replace('GMT', '+0000');
  const hops = ['mx.bench.example', 'filter.bench.example', 'store.bench.example'];
  return [
    `Return-Path: <sender${Math.floor(random() * 400)}@partner.example>`,
    ...hops.flatMap((hop) => [
      `Received: from relay.partner.example (relay.partner.example [192.0.2.${Math.floor(random() * 250)}])`,
      `\tby ${hop} (Postfix) with ESMTPS id ${letters(random, 12)}`,
      `\tfor <person@bench.example>; ${date}`,
    ]),
    `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=partner.example; s=k1; bh=${letters(random, 43)}=;`,
    `\tb=${letters(random, 70)}`,
    `Message-ID: <${id}@partner.example>`,
    `Date: ${date}`,
    `From: =?utf-8?Q?Ren=C3=A9e?= <sender@partner.example>`,
    'To: person@bench.example',
    `Subject: =?utf-8?Q?R=C3=A9union?= ${id}`,
    'MIME-Version: 1.0',
    `X-Mailer: Courrier ${Math.floor(random() * 20)}.1`,
  ];
}

/** Lines from some place on, as many as fit. */
function some(lines: readonly string[], bytes: number, random: () => number): string[] {
  const taken: string[] = [];
  let left = bytes;
  for (let at = Math.floor(random() * lines.length); left > 0; at++) {
    const line = lines[at % lines.length] as string;
    left -= Buffer.byteLength(line) + 2;
    taken.push(line);
  }
  return taken;
}

const sizeOf = (lines: readonly string[]): number =>
  lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 2, 0);

function letters(random: () => number, count: number): string {
  let made = '';
  for (let number = 0; number < count; number++) made += ALPHABET[Math.floor(random() * ALPHABET.length)];
  return made;
}

function madeBase64Lines(): string[] {
  const random = seeded(1);
  return Array.from({ length: 20_000 }, () => letters(random, BASE64_LINE));
}

function madeTextLines(): string[] {
  const random = seeded(2);
  const words =
    'la réunion de mardi est déplacée à jeudi the contract is attached œuvre naïve façade 100 € merci à bientôt'.split(
      ' ',
    );
  return Array.from({ length: 5_000 }, () =>
    Array.from(
      { length: 4 + Math.floor(random() * 9) },
      () => words[Math.floor(random() * words.length)],
    ).join(' '),
  );
}
