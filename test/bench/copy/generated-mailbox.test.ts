/** The mail that tools are measured on is the same every time, and is what the design says it is. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  generatedMailbox,
  laterMessages,
  MAILBOX_A,
  MAILBOX_L,
  MAILBOXES_B,
  type Shape,
} from './generated-mailbox.ts';
import type { GeneratedMessage } from './generated-message.ts';
import { sizeOnWire } from './message-content.ts';

interface Sum {
  readonly messages: number;
  readonly bytes: number;
  readonly folders: number;
  readonly hash: string;
}

function sumOf(messages: Iterable<GeneratedMessage>): Sum {
  const hash = createHash('sha256');
  const folders = new Set<string>();
  let bytes = 0;
  let count = 0;
  for (const { content, folder, letters, keywords, receivedAt } of messages) {
    hash.update(content).update(JSON.stringify([folder, letters, keywords, receivedAt]));
    folders.add(folder);
    bytes += sizeOnWire(content);
    count++;
  }
  return { messages: count, bytes, folders: folders.size, hash: hash.digest('hex') };
}

const madeOf = (shape: Shape): Sum => sumOf(generatedMailbox(shape).messages());

test('a mailbox is the same each time it is made, and another for another seed', () => {
  expect(madeOf(MAILBOX_L)).toEqual(madeOf(MAILBOX_L));
  expect(madeOf({ ...MAILBOX_L, seed: 8 }).hash).not.toBe(madeOf(MAILBOX_L).hash);
  expect(sumOf(laterMessages(MAILBOX_L, 20)).hash).toBe(sumOf(laterMessages(MAILBOX_L, 20)).hash);
});

test('A is 5,000 messages and 118 MB in 11 folders, one of them empty', () => {
  const { messages, bytes, folders } = madeOf(MAILBOX_A);
  expect({ messages, folders }).toEqual({ messages: 5_000, folders: 10 });
  expect(Math.abs(bytes - 118e6)).toBeLessThan(1e6);
  expect(generatedMailbox(MAILBOX_A).folders.length).toBe(11);
});

test('B is twenty of 500, L is one, of nearly one size and with no oddities', () => {
  const sums = [...MAILBOXES_B.slice(0, 3), MAILBOX_L].map(madeOf);
  for (const { messages, bytes } of sums) {
    expect(messages).toBe(500);
    expect(Math.abs(bytes - 9.7e6)).toBeLessThan(0.2e6);
  }
});

test('the size on the wire counts CRLF once', () => {
  expect(sizeOnWire(Buffer.from('a\nb\r\n\n'))).toBe('a\r\nb\r\n\r\n'.length);
  expect(sizeOnWire(Buffer.from('no line end'))).toBe(11);
});
