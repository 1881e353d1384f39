/** One question for a domain's MX and the TTL in its answer, in DNS's own form (RFC 1035, 4.1). Pure: bytes in, bytes out. */

const TYPE_MX = 15;
const CLASS_IN = 1;
const HEADER = 12;

/** Asked of a server of the zone itself, so without recursion. A name is in its ASCII form. */
export function exchangerQuery(name: string, id: number): Buffer {
  const header = Buffer.alloc(HEADER);
  header.writeUInt16BE(id, 0);
  header.writeUInt16BE(1, 4); // one question
  const labels = name.split('.').map((label) => {
    const bytes = Buffer.from(label, 'latin1');
    return Buffer.concat([Buffer.of(bytes.length), bytes]);
  });
  const tail = Buffer.alloc(5); // the root, then type and class
  tail.writeUInt16BE(TYPE_MX, 1);
  tail.writeUInt16BE(CLASS_IN, 3);
  return Buffer.concat([header, ...labels, tail]);
}

/** In seconds; `none` where the server is not one of the zone's, or has no MX. Undefined: this is no answer to the question. */
export function exchangerTtlIn(packet: Buffer, id: number): number | 'none' | undefined {
  if (packet.length < HEADER || packet.readUInt16BE(0) !== id) return undefined;
  const flags = packet.readUInt16BE(2);
  const isAnswer = (flags & 0x8000) !== 0;
  if (!isAnswer) return undefined;
  const isAuthoritative = (flags & 0x0400) !== 0;
  const isRefused = (flags & 0x000f) !== 0;
  if (!isAuthoritative || isRefused) return 'none';
  try {
    return firstTtl(packet);
  } catch (error) {
    if (error instanceof RangeError) return 'none'; // cut off, or no DNS at all
    throw error;
  }
}

/** All records of one name and type have the same (RFC 2181, 5.2). */
function firstTtl(packet: Buffer): number | 'none' {
  let at = HEADER;
  for (let question = packet.readUInt16BE(4); question > 0; question--) at = afterName(packet, at) + 4;
  for (let answer = packet.readUInt16BE(6); answer > 0; answer--) {
    at = afterName(packet, at);
    if (packet.readUInt16BE(at) === TYPE_MX) return packet.readUInt32BE(at + 4);
    at += 10 + packet.readUInt16BE(at + 8);
  }
  return 'none';
}

/** A name is labels up to the root, or up to a pointer to where the rest stands (RFC 1035, 4.1.4). */
function afterName(packet: Buffer, from: number): number {
  let at = from;
  for (;;) {
    const length = packet.readUInt8(at);
    if (length === 0) return at + 1;
    if ((length & 0xc0) === 0xc0) return at + 2;
    at += 1 + length;
  }
}
