/**
 * One stop for the Tab key in a list, and the arrow keys within it. A list says so by `data-walk`: `links` walks its links,
 * `choose` its rows, which are chosen as they are reached.
 */

/** The element that was walked to; undefined where the key is for something else. */
export function walk(event: KeyboardEvent): HTMLElement | undefined {
  const { target, key } = event;
  if (!(target instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const list = target.closest<HTMLElement>('[data-walk]');
  if (!list) return undefined;
  const stops = [...list.querySelectorAll<HTMLElement>(STOPS[list.dataset['walk'] ?? ''] ?? '[data-none]')];
  const to = stops[placeOf(key, stops.indexOf(target), stops.length)];
  if (!to || to === target) return undefined;
  event.preventDefault();
  for (const stop of stops) stop.tabIndex = stop === to ? 0 : -1;
  to.focus();
  return to;
}

const STOPS: Readonly<Record<string, string>> = { links: 'button.link', choose: '[role=option]' };

function placeOf(key: string, at: number, count: number): number {
  if (at < 0) return -1;
  switch (key) {
    case 'ArrowDown':
      return Math.min(count - 1, at + 1);
    case 'ArrowUp':
      return Math.max(0, at - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return -1;
  }
}
