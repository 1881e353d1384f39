/**
 * The README's pictures of the editor, light and dark: taken anew into docs/pictures/ by `npm run pictures`, and among all others
 * otherwise, so that a step which no longer leads to its picture is noticed.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { brokenPlan, demoEnvironment } from './choir.ts';
import { demoServers } from './demo-servers.ts';
import type { EditorWindow } from './editor-window.ts';
import { scenariosIn, shots } from './scenario.ts';
import { spotOf } from './spot-of.ts';
import { startWave } from './start-wave.ts';

const folder = process.env['MIGPLAN_PICTURES'] ?? shots;

const scenario = scenariosIn({
  environment: demoEnvironment,
  size: { width: 1100, height: 640 },
  settings: { 'workbench.activityBar.location': 'hidden' },
});
const plan = demoServers();

for (const scheme of ['light', 'dark'] as const) {
  scenario(`a mistake, ${scheme}`, { 'plan.migplan': brokenPlan }, async ({ open }) => {
    const window = await open(scheme);
    await window.openPlan('plan.migplan');
    await window.command('View: Toggle Primary Side Bar Visibility');
    await window.goTo(spotOf(brokenPlan, 'president@school.example', 3));
    await window.squiggle('error').waitFor();
    // What comes late moves the text, and a hover goes with that.
    await window.lens('Dry run').waitFor();
    const hover = await window.hover();
    await hover.getByText('alias of').waitFor();
    await hover.getByText('Checking for quick fixes').waitFor({ state: 'hidden' });
    await keep(window, `editor-mistake-${scheme}`);
  });

  scenario(
    `a wave, ${scheme}`,
    () => ({ 'plan.migplan': plan().replace('connections 4', 'connections 4\n  rate 60 KB/s') }),
    async ({ open }) => {
      const window = await open(scheme);
      await window.openPlan('plan.migplan');
      await window.command('View: Toggle Primary Side Bar Visibility');
      await startWave(window, 'pilot');
      await window.toast(/of 3 mailboxes/).waitFor();
      await window.command('Migration Plan: Show dashboard');
      await window.webview().getByText('hugo.martinez@school.example').first().waitFor();
      await keep(window, `editor-wave-${scheme}`);
      await window.status(/pilot \d\/3/).waitFor({ state: 'detached' });
    },
  );
}

async function keep(window: EditorWindow, name: string): Promise<void> {
  const drawn = await window.page.screenshot({ animations: 'disabled' });
  writeFileSync(join(folder, `${name}.webp`), await webp(window.page, drawn));
}

/** A third of what it takes as PNG: the browser that drew it writes it smaller. */
async function webp(page: Page, drawn: Buffer): Promise<Buffer> {
  const blank = await page.context().newPage();
  const written = await blank.evaluate(smaller, drawn.toString('base64'));
  await blank.close();
  return Buffer.from(written, 'base64');
}

async function smaller(png: string): Promise<string> {
  const page = globalThis as unknown as { readonly document: PictureDocument };
  const image = page.document.createElement('img');
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  const canvas = page.document.createElement('canvas');
  canvas.width = image.width;
  canvas.height = image.height;
  canvas.getContext('2d').drawImage(image, 0, 0);
  return canvas.toDataURL('image/webp', 0.9).split(',')[1] ?? '';
}

/** What is used of a page: these files are checked without a browser's types. */
interface PictureDocument {
  createElement(name: 'img'): {
    src: string;
    readonly width: number;
    readonly height: number;
    decode(): Promise<void>;
  };
  createElement(name: 'canvas'): {
    width: number;
    height: number;
    getContext(kind: '2d'): { drawImage(image: unknown, x: number, y: number): void };
    toDataURL(kind: string, quality: number): string;
  };
}
