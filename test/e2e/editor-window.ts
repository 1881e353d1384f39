/**
 * One window of the editor, as a person has it before them: its palette, its text, what it shows. Nothing here waits for a time; each
 * step waits for what it needs to see.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { BrowserContext, FrameLocator, Locator, Page } from 'playwright-core';

/** A line and a column as the editor counts them, from one. */
export interface Spot {
  readonly line: number;
  readonly column: number;
}

export class EditorWindow {
  /** What went wrong in the window's own scripts. */
  readonly errors: string[] = [];
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    page.on('pageerror', (error) => this.errors.push(error.stack ?? error.message));
  }

  /** Opens a folder, and comes back when the window has been drawn. */
  static async open(context: BrowserContext, url: string, folder: string): Promise<EditorWindow> {
    const window = new EditorWindow(await context.newPage());
    await window.page.goto(`${url}/?folder=${encodeURIComponent(folder)}`, { waitUntil: 'commit' });
    await window.page.locator('.monaco-workbench .part.statusbar').waitFor();
    return window;
  }

  /**
   * Waits for a file of a folder that an extension shows. An editor in a browser starts its extensions a second time now and then, and may
   * be left without them (microsoft/vscode#164736): the page is asked for anew.
   */
  async shows(file: string): Promise<void> {
    for (let tries = 0; tries < 3; tries++) {
      const isThere = await this.treeRow(file)
        .waitFor({ timeout: 20_000 })
        .then(
          () => true,
          () => false,
        );
      if (isThere) return;
      await this.page.reload({ waitUntil: 'commit' });
    }
    await this.treeRow(file).waitFor();
  }

  // What is done.

  async command(title: string): Promise<void> {
    await until(
      () => this.palette(`>${title}`),
      () => this.choice(title).waitFor({ timeout: 3_000 }),
    );
    await this.choice(title).click();
  }

  async openFile(name: string): Promise<void> {
    await this.palette(name);
    await this.choice(name).waitFor();
    await this.page.keyboard.press('Enter');
    await this.page.locator(`.tab.active[data-resource-name="${basename(name)}"]`).waitFor();
    await this.page.locator('.part.editor .monaco-editor.focused').first().waitFor();
  }

  /** Opens a file of a plan, and comes back when the server has told what it declares. */
  async openPlan(path: string): Promise<void> {
    await this.openFile(path);
    await this.breadcrumb(path.split('/').length).waitFor();
  }

  /** The same where there is no index to search. */
  async openFromExplorer(name: string): Promise<void> {
    await this.treeRow(name).dblclick();
    await this.breadcrumb(1).waitFor();
  }

  async goTo({ line, column }: Spot): Promise<void> {
    await this.page.keyboard.press('Control+1');
    await this.palette(`:${line}:${column}`);
    await this.page.keyboard.press('Enter');
    await this.quickInput().waitFor({ state: 'hidden' });
    await this.status(`Ln ${line}, Col ${column}`).waitFor();
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Saves what was just changed. */
  async save(): Promise<void> {
    await this.page.locator('.tab.active.dirty').waitFor();
    await this.press('Control+s');
    await this.page.locator('.tab.active:not(.dirty)').waitFor();
  }

  async hover(): Promise<Locator> {
    await this.command('Show or Focus Hover');
    const hover = this.page.locator('.monaco-editor-hover:visible, .monaco-hover:visible').first();
    await hover.waitFor();
    return hover;
  }

  /** Opens the list of what may be typed; the palette cannot, since it takes the focus. */
  async complete(): Promise<void> {
    await this.press('Control+Space');
    await this.suggestion().first().waitFor();
  }

  /** Opens what the light bulb offers here. */
  async offerFixes(): Promise<void> {
    await until(
      () => this.press('Escape', 'Control+.'),
      () => this.offeredFix('').waitFor({ timeout: 3_000 }),
    );
  }

  /** Shows what stands beside the editors, by the name of its icon. */
  async side(name: string): Promise<void> {
    // A number may stand on the icon.
    await this.page.locator(`.activitybar .action-item:has(a[aria-label^="${name}"])`).click();
    await this.page.locator('.part.sidebar .composite.title', { hasText: name }).waitFor();
  }

  /** Opens a row of the tree. */
  async unfold(text: string): Promise<void> {
    const row = this.treeRow(text);
    await row.waitFor();
    if ((await row.getAttribute('aria-expanded')) === 'false')
      await row.locator('.monaco-tl-twistie').click();
  }

  /** Runs a row of the Test Explorer, and what is below it. */
  async runTest(text: string): Promise<void> {
    await this.treeRow(text).hover();
    await this.treeRow(text)
      .getByRole('button', { name: /^Run Test/ })
      .click();
  }

  /** As a person closes it: whatever it started goes on. */
  async close(): Promise<void> {
    await this.page.close({ runBeforeUnload: false });
  }

  async rename(to: string): Promise<void> {
    await this.press('F2');
    const box = this.page.locator('.rename-box input');
    await box.waitFor();
    await box.fill(to);
    await this.press('Enter');
    await box.waitFor({ state: 'hidden' });
  }

  /** Looks for a symbol of the file. */
  async symbol(text: string): Promise<void> {
    await this.palette(`@${text}`);
  }

  /** Anew, where it is open: its rows are those of the moment in which it was filled. */
  async palette(text: string): Promise<void> {
    if (await this.quickInput().isVisible()) await this.press('Escape');
    await until(
      () => this.press('F1'),
      () => this.quickInput().waitFor({ timeout: 2_000 }),
    );
    await this.quickInput().fill(text);
  }

  /** Gives a dialog of files the path that it asks for: of a file that is there, or of one that is to be made in the folder it shows. */
  async choosePath(title: string, path: string): Promise<void> {
    const box = this.inputBox(title);
    await box.waitFor();
    // The dialog puts a path there itself until it has listed the folder.
    await this.choice('..').waitFor();
    await box.fill(path);
    // While it lists the folder that was typed, Enter is for a row of the old one, and may leave it busy for good.
    if (existsSync(path)) await this.choice(basename(path)).waitFor();
    await this.press('Enter');
    await box.waitFor({ state: 'hidden' });
  }

  /** Presses what a notification offers. */
  async answer(told: string | RegExp, offered: string): Promise<void> {
    await this.toast(told).getByRole('button', { name: offered }).click();
  }

  // What is seen.

  quickInput(): Locator {
    return this.page.locator('.quick-input-widget:visible input[type="text"]').first();
  }

  /** A row of what the palette, or a command, lets one choose from. */
  choice(text: string | RegExp): Locator {
    return this.page.locator('.quick-input-widget:visible .monaco-list-row', { hasText: text }).first();
  }

  /** All the rows of it that are seen. */
  choices(): Promise<string[]> {
    return this.page
      .locator('.quick-input-widget:visible .quick-input-list-label .label-name')
      .allTextContents();
  }

  /** A step of the path above the text: folders, the file, and behind it where the cursor is in what it declares. */
  breadcrumb(index: number): Locator {
    return this.page.locator('.breadcrumbs-control .monaco-breadcrumb-item').nth(index);
  }

  line(text: string | RegExp): Locator {
    return this.page.locator('.part.editor .view-line', { hasText: nonBreaking(text) }).first();
  }

  /** All that is seen of the text which was opened last. */
  lines(): Locator {
    return this.page.locator('.part.editor .view-lines').last();
  }

  squiggle(kind: 'error' | 'warning' | 'info' | 'hint'): Locator {
    return this.page.locator(`.monaco-editor .squiggly-${kind}`).first();
  }

  problem(text: string | RegExp): Locator {
    return this.page.locator('.markers-panel-container .monaco-list-row', { hasText: text });
  }

  /** A line of what the output panel shows. */
  output(text: string | RegExp): Locator {
    return this.page.locator('.part.panel .view-line', { hasText: nonBreaking(text) }).first();
  }

  /** What is written in a terminal. */
  terminal(text: string): Locator {
    return this.page.locator('.terminal-wrapper.active .xterm-rows', { hasText: text });
  }

  suggestion(text: string | RegExp = ''): Locator {
    return this.page.locator('.suggest-widget.visible .monaco-list-row', { hasText: text });
  }

  offeredFix(text: string | RegExp): Locator {
    return this.page.locator('.action-widget .monaco-list-row.action', { hasText: text }).first();
  }

  /** What a command asks to be typed. */
  inputBox(title: string | RegExp): Locator {
    return this.page.locator('.quick-input-widget:visible', { hasText: title }).locator('input').first();
  }

  lens(text: string | RegExp): Locator {
    return this.page.locator('.codelens-decoration a:visible', { hasText: text }).first();
  }

  status(text: string | RegExp): Locator {
    return this.page.locator('.part.statusbar .statusbar-item', { hasText: text }).first();
  }

  toast(text: string | RegExp): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item', { hasText: text }).first();
  }

  /** What a view offers to be pressed where it has nothing to show. */
  welcomeButton(name: string): Locator {
    return this.page.locator('.part.sidebar').getByRole('button', { name });
  }

  /** A button of a question that nothing goes on without. */
  dialogButton(name: string): Locator {
    return this.page.locator('.monaco-dialog-box').getByRole('button', { name, exact: true });
  }

  tab(text: string | RegExp): Locator {
    return this.page.locator('.tabs-container .tab', { hasText: text }).first();
  }

  treeRow(text: string | RegExp): Locator {
    return this.page.locator('.part.sidebar .monaco-list-row', { hasText: text }).first();
  }

  /** A row of the Test Explorer, once it has come to this. */
  testResult(text: string, result: 'Passed' | 'Failed'): Locator {
    return this.page.locator(`.test-explorer .monaco-list-row[aria-label*="(${result}"]`, { hasText: text });
  }

  /** A row of `Developer: Show Running Extensions`. */
  runningExtension(name: string): Locator {
    return this.page.locator('.runtime-extensions-editor .monaco-list-row', { hasText: name });
  }

  webview(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').last().frameLocator('iframe#active-frame');
  }

  async picture(path: string): Promise<void> {
    writeFileSync(path, await this.page.screenshot({ animations: 'disabled' }));
  }
}

/** Does something until it is seen: a window that is still starting, or a server that is, swallows keys. */
async function until(act: () => Promise<void>, seen: () => Promise<void>, tries = 30): Promise<void> {
  await act();
  const failure = await seen().then(
    () => undefined,
    (error: unknown) => error,
  );
  if (failure === undefined) return;
  if (tries === 1) throw failure;
  await until(act, seen, tries - 1);
}

/** The editor draws each space of a line as one that does not break. */
function nonBreaking(text: string | RegExp): string | RegExp {
  return typeof text === 'string' ? text.replaceAll(' ', '\u00a0') : text;
}
