/** What the extension costs: little where a plan is opened, nothing where there is none. */
import { expect } from 'vitest';
import { choirPlan } from './choir.ts';
import { parentOf, stretchOf } from './processes.ts';
import { scenariosIn } from './scenario.ts';
import type { Editor } from './start-editor.ts';

/** What the issue allows. */
const MOST_MILLISECONDS = 150;

const scenario = scenariosIn();

scenario('a folder without plans does not start it', { 'README.md': '# Choir\n' }, async ({ open }) => {
  const window = await open();
  await window.openFile('README.md');
  await window.command('Developer: Show Running Extensions');
  await window.runningExtension('Markdown').first().waitFor();
  expect(await window.runningExtension('Migration Plan').count()).toBe(0);
});

scenario(
  `opening a plan starts it within ${MOST_MILLISECONDS} ms`,
  { 'plan.migplan': choirPlan },
  async (scene) => {
    const window = await scene.open();
    await window.openPlan('plan.migplan');
    await window.command('Developer: Show Running Extensions');
    const row = window.runningExtension('Migration Plan');
    await row.waitFor();
    await scene.picture(window, 'activation');
    const [, measured] = /Activation: (\d+)ms/.exec((await row.textContent()) ?? '') ?? [];
    expect(Number(measured) / waiting(scene.editor)).toBeLessThan(MOST_MILLISECONDS);
  },
);

/**
 * How much longer all takes in the process that extensions run in, for whatever else this machine has to do meanwhile. What the editor
 * has measured, loading the code and calling it, is by the clock.
 */
function waiting(editor: Editor): number {
  return stretchOf(parentOf(editor.languageServers().at(-1) ?? 0));
}
