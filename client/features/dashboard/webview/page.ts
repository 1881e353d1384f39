/**
 * The dashboard's page: shows the view it is sent, remembers what was chosen, and says what was pressed. Knows no editor but
 * the three words that it has for a page.
 */

import type { FromPage } from '../message.ts';
import type { DashboardView } from '../view/dashboard-view.ts';
import { patch } from './piece.ts';
import { type Choice, showPage } from './show-page.ts';
import { walk } from './walk.ts';

/** What the editor gives a page. */
export interface EditorOfPage {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: Remembered): void;
}

/** What is left of the page while it is hidden. */
interface Remembered {
  readonly choice: Choice;
  readonly scroll: number;
  readonly plan?: string | undefined;
  readonly view?: DashboardView;
}

export class Page {
  private readonly editor: EditorOfPage;
  private readonly board: HTMLElement;
  private readonly spoken: HTMLElement;
  private choice: Choice = { calendar: 'strip' };
  private view: DashboardView | undefined;

  constructor(editor: EditorOfPage, { board, spoken }: { board: HTMLElement; spoken: HTMLElement }) {
    this.editor = editor;
    this.board = board;
    this.spoken = spoken;
  }

  /** Shows what is remembered, and asks for what is so now. */
  open(): void {
    const { choice, view, scroll } = (this.editor.getState() ?? {}) as Partial<Remembered>;
    if (choice) this.choice = choice;
    if (view) this.show(view);
    const { document, board } = this;
    if (scroll !== undefined && document.scrollingElement) document.scrollingElement.scrollTop = scroll;
    board.addEventListener('click', (event) => this.press(event.target));
    board.addEventListener('change', (event) => this.pick(event.target));
    board.addEventListener('keydown', (event) => this.key(event));
    document.addEventListener('scrollend', () => this.remember());
    this.editor.postMessage({ says: 'ready' });
  }

  show(view: DashboardView): void {
    this.view = view;
    this.render();
    if (this.document.documentElement.lang !== view.language)
      this.document.documentElement.lang = view.language;
    if (this.spoken.textContent !== view.spoken) this.spoken.textContent = view.spoken;
    this.remember();
  }

  private get document(): Document {
    return this.board.ownerDocument;
  }

  private render(): void {
    if (!this.view) return;
    const focused = this.document.activeElement;
    patch(this.board, showPage(this.view, this.choice));
    // A row that has moved has lost the focus by it.
    if (focused instanceof HTMLElement && focused.isConnected && this.document.activeElement !== focused)
      focused.focus({ preventScroll: true });
  }

  private press(target: EventTarget | null): void {
    const pressed = target instanceof Element ? target.closest<HTMLElement>('[data-does]') : null;
    const { does, what, id, act, lot, as } = pressed?.dataset ?? {};
    if (does === 'open') this.editor.postMessage({ says: 'open', what, id } as FromPage);
    if (does === 'again') this.editor.postMessage({ says: 'again' });
    if (does === 'act') this.editor.postMessage({ says: 'act', does: act, lot } as FromPage);
    if (does === 'show-as') this.choose({ calendar: as === 'table' ? 'table' : 'strip' });
    if (does === 'choose-lot' && lot !== undefined) this.choose({ lot });
  }

  private pick(target: EventTarget | null): void {
    if (target instanceof HTMLSelectElement && target.dataset['does'] === 'choose')
      this.editor.postMessage({ says: 'choose', plan: target.value });
  }

  private key(event: KeyboardEvent): void {
    const chosen = walk(event);
    if (chosen?.dataset['does'] === 'choose-lot') this.press(chosen);
  }

  private choose(chosen: Partial<Choice>): void {
    this.choice = { ...this.choice, ...chosen };
    this.render();
    this.remember();
  }

  private remember(): void {
    const { choice, view } = this;
    const scroll = this.document.scrollingElement?.scrollTop ?? 0;
    const plan = view?.plans.find(({ isShown }) => isShown)?.id;
    this.editor.setState({ choice, scroll, plan, ...(view && { view }) });
  }
}
