/** The ledger's tables as this version knows them: their columns, and the names of what a sound ledger has. */

/** In the order they are applied; a name that is released is never changed. */
export const MIGRATIONS = ['2026-11-first', '2026-11-second', '2026-11-third', '2026-12-steps'] as const;

/** Without one of these a ledger would be read wrongly, or count wrongly. */
export const OBJECTS = [
  ...['mailbox', 'folder', 'message', 'step'],
  ...['count_insert', 'count_delete', 'count_update'],
  ...['message_target', 'message_refused'],
] as const;

export interface MailboxTable {
  id: number;
  source_endpoint: string;
  source_mailbox: string;
  target_endpoint: string;
  target_mailbox: string;
  state: string;
  detail: string;
  done: number;
  refused: number;
  bytes: number;
  updated_at: number;
}

export interface FolderTable {
  id: number;
  mailbox_id: number;
  path: string;
  uid_validity: string;
  target: string;
  target_uid_validity: string;
  settled_uid_next: number | null;
  settled_messages: number | null;
  settled_modseq: string | null;
  settled_target: number | null;
  writing_from: number | null;
}

export interface MessageTable {
  folder_id: number;
  uid: number;
  state: 'done' | 'refused';
  target_uid: number | null;
  flags: string;
  size: number;
  sha256: Uint8Array | null;
  refusal: string | null;
}

export interface StepTable {
  endpoint: string;
  key: string;
  state: string;
  target_id: string | null;
  since: number;
}
