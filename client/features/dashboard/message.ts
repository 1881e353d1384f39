/** What the dashboard and its page say to each other. What comes from the page is looked at before it is believed. */
import { ACTIONS, type ActionName, type DashboardView } from './view/dashboard-view.ts';

export interface ToPage {
  readonly view: DashboardView;
}

export type FromPage =
  /** The page is there and shows nothing, or the last view that it remembers. */
  | { readonly says: 'ready' }
  /** Look once more, after a look that failed. */
  | { readonly says: 'again' }
  | { readonly says: 'choose'; readonly plan: string }
  | { readonly says: 'open'; readonly what: Opened; readonly id: string }
  | { readonly says: 'act'; readonly does: ActionName; readonly lot: string };

export const OPENED = ['lot', 'unit', 'mailbox', 'log'] as const;
export type Opened = (typeof OPENED)[number];

/** Undefined for what no page of ours would say. */
export function fromPage(message: unknown): FromPage | undefined {
  const { says, plan, what, id, does, lot } = (message ?? {}) as Record<string, unknown>;
  switch (says) {
    case 'ready':
    case 'again':
      return { says };
    case 'choose':
      return typeof plan === 'string' ? { says, plan } : undefined;
    case 'open':
      return isOne(OPENED, what) && typeof id === 'string' ? { says, what, id } : undefined;
    case 'act':
      return isOne(ACTIONS, does) && typeof lot === 'string' ? { says, does, lot } : undefined;
    default:
      return undefined;
  }
}

const isOne = <One extends string>(all: readonly One[], value: unknown): value is One =>
  all.some((one) => one === value);
