/** What makes two messages on two systems the same: the SHA-256 of their bytes. The first look costs no body. */
import { createHash } from 'node:crypto';
import type { MessageLook } from './ports.ts';

export function contentHash(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Two messages with different looks are different; with the same look they may be the same. */
export function firstLook({
  messageId,
  date,
  size,
}: Pick<MessageLook, 'messageId' | 'date' | 'size'>): string {
  return `${size} ${messageId} ${date}`;
}
