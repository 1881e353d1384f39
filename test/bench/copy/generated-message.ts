/** A message as a value, with all that a mail store keeps of it. */
export interface GeneratedMessage {
  readonly folder: string;
  /** Lines end in LF, as a Maildir keeps them. */
  readonly content: Buffer;
  /** Maildir's letters: S seen, R answered, F flagged, D draft. */
  readonly letters: string;
  readonly keywords: readonly string[];
  readonly receivedAt: Date;
}
