/**
 * Dovecot shows a NUL byte as 0x80 in BODY[] and as itself only in BINARY[] (RFC 3516), where it also decodes base64 and
 * quoted-printable parts. So what is taken from BINARY[] is the NUL bytes and nothing else.
 */
import { isUtf8 } from 'node:buffer';

const standIn = 0x80;

/**
 * In UTF-8 the byte is the middle of a letter: it is taken for one, unless the text is no UTF-8 otherwise. A NUL byte within a letter
 * cut in two by it would be missed.
 */
export function mayHoldNulBytes(content: Buffer): boolean {
  return content.includes(standIn) && !isUtf8(content);
}

/**
 * Walks both texts side by side and turns a 0x80 of the body into NUL where the binary text has one. Where they part, a
 * decoded part begins: both are taken up again at the next boundary line (RFC 2046, 5.1.1) that they share.
 */
export function withNulBytes(body: Buffer, binary: Buffer): Buffer {
  const restored = Buffer.from(body);
  let at = 0;
  let other = 0;
  while (at < body.length && other < binary.length) {
    if (body[at] === standIn && binary[other] === 0) restored[at] = 0;
    else if (body[at] !== binary[other]) {
      const meeting = nextMeeting(body, at, binary, other);
      if (meeting === undefined) break;
      [at, other] = meeting;
      continue;
    }
    at++;
    other++;
  }
  return restored;
}

function nextMeeting(body: Buffer, at: number, binary: Buffer, other: number): [number, number] | undefined {
  for (let line = body.indexOf('\r\n--', at); line >= 0; line = body.indexOf('\r\n--', line + 4)) {
    const end = body.indexOf('\r\n', line + 2);
    const boundary = body.subarray(line, end < 0 ? body.length : end);
    const found = binary.indexOf(boundary, other);
    if (found >= 0) return [line, found];
  }
  return undefined;
}
