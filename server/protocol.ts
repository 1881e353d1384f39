/**
 * What the client and the server say to each other beyond the Language Server Protocol.
 * The only file of the server that the client may import; it imports nothing itself.
 */

/** Sent along with `initialize`. */
export interface InitializationOptions {
  /** The language of messages, where a setting overrides the editor's own. */
  readonly locale?: 'en' | 'fr';
}
