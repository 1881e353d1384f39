/** How something stands, as an icon: a shape of its own, with a colour beside it. Words are for whoever shows it. */
import { ThemeColor, ThemeIcon } from 'vscode';

/** What a person is shown of lots, mailboxes and runs. */
export type Shown = 'planned' | 'running' | 'paused' | 'done' | 'failed' | 'gone';

export const standingIcon = (shown: Shown): ThemeIcon => {
  const { icon, color } = ICONS[shown];
  return new ThemeIcon(icon, color === undefined ? undefined : new ThemeColor(color));
};

const ICONS: Readonly<Record<Shown, { readonly icon: string; readonly color?: string }>> = {
  planned: { icon: 'circle-large-outline' },
  running: { icon: 'sync', color: 'charts.blue' },
  paused: { icon: 'debug-pause', color: 'charts.yellow' },
  done: { icon: 'pass-filled', color: 'charts.green' },
  failed: { icon: 'error', color: 'charts.red' },
  gone: { icon: 'debug-disconnect', color: 'charts.yellow' },
};
