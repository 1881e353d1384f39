/** What runs in the dashboard's page: it puts the page together with the editor round it. */
import type { ToPage } from '../message.ts';
import { type EditorOfPage, Page } from './page.ts';

declare function acquireVsCodeApi(): EditorOfPage;

const element = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no #${id} in the page`);
  return found;
};

const page = new Page(acquireVsCodeApi(), { board: element('board'), spoken: element('spoken') });
window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => page.show(data.view));
page.open();
