/**
 * Where a message that Gmail shows in several folders is at home, so that it is copied once. Pure: from which folders show it
 * alone, so that it comes out the same at each run.
 */
import type { Folder } from '../../running/ports.ts';

/** One message as one folder shows it. */
export interface GmailMessage {
  readonly uid: number;
  /** X-GM-MSGID: the same in every folder that shows the message. */
  readonly msgid: string;
  /** X-GM-LABELS, decoded: those that Gmail tells besides the folder's own. */
  readonly labels: readonly string[];
}

/** What one folder keeps, and what it leaves to others. */
export interface ShownFolder {
  readonly path: string;
  /** Messages at home here, with all that is told of their other labels; those without any are left out. */
  readonly labels: ReadonlyMap<number, readonly string[]>;
  /** UIDs shown here of messages that are at home in another folder, by that folder. */
  readonly elsewhere: ReadonlyMap<number, string>;
}

/**
 * The order in which folders are asked whether they want a message: what it is for, then the label a person gave it, the deepest
 * first. What the plan leaves out comes after all that it does not, and All Mail last: it has every message but those in Spam and
 * Trash. Views come even later, for a message that is seen nowhere else: All Mail may be hidden from IMAP.
 */
export function homeOrder(folders: readonly Folder[], isLeftOut: (folder: Folder) => boolean): Folder[] {
  // A view that is left out keeps nothing from being copied from where it is.
  const rank = (folder: Folder): number => (isLeftOut(folder) && !isView(folder) ? LEFT_OUT : rankOf(folder));
  return folders.toSorted(
    (one, other) =>
      rank(one) - rank(other) || depthOf(other) - depthOf(one) || byCodeUnits(one.path, other.path),
  );
}

/** Only shows what is elsewhere: Starred is the flag `\Flagged`, Important what Gmail thinks of a message. */
export function isView({ use }: Folder): boolean {
  return use === 'flagged' || use === 'important';
}

const LABEL = 5;
const LEFT_OUT = 6;
const ALL_MAIL = 7;
const VIEW = 8;

function rankOf(folder: Folder): number {
  if (isView(folder)) return VIEW;
  switch (folder.use) {
    case 'inbox':
      return 0;
    case 'sent':
      return 1;
    case 'drafts':
      return 2;
    case 'junk':
      return 3;
    case 'trash':
      return 4;
    case 'all':
      return ALL_MAIL;
    default:
      return LABEL;
  }
}

const depthOf = ({ path, delimiter }: Folder): number =>
  delimiter === '' ? 1 : path.split(delimiter).length;

const byCodeUnits = (one: string, other: string): number => (one < other ? -1 : Number(one > other));

interface Home {
  readonly path: string;
  readonly uid: number;
}

/** Takes folders in `homeOrder`, one after the other. */
export class LabelHomes {
  readonly #homes = new Map<string, Home>();
  readonly #labels = new Map<string, Map<number, readonly string[]>>();

  /** `isLabel`: the folder is a label that a person gave, and worth telling where the message is at home elsewhere. */
  add(path: string, isLabel: boolean, messages: Iterable<GmailMessage>): ShownFolder {
    const labels = new Map<number, readonly string[]>();
    const elsewhere = new Map<number, string>();
    this.#labels.set(path, labels);
    for (const { uid, msgid, labels: told } of messages) {
      const home = this.#homes.get(msgid);
      // Twice in one folder is two messages: what the source shows twice is copied twice.
      if (home === undefined || home.path === path) {
        this.#homes.set(msgid, { path, uid });
        const worth = told.filter((label) => label !== STARRED);
        if (worth.length > 0) labels.set(uid, worth);
      } else {
        elsewhere.set(uid, home.path);
        if (isLabel) this.#tell(home, path);
      }
    }
    return { path, labels, elsewhere };
  }

  /** Gmail tells the labels of a message in Trash too; where it does not, the folder that showed it speaks for it. */
  #tell({ path, uid }: Home, label: string): void {
    const told = this.#labels.get(path);
    const known = told?.get(uid) ?? [];
    if (!known.includes(label)) told?.set(uid, [...known, label]);
  }
}

/** Carried as the flag `\Flagged`. */
const STARRED = '\\Starred';
