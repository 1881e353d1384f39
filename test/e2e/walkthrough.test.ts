/** What somebody new does who has nothing but the extension: the walkthrough, from a window without a plan to a verified lot. */
import type { EditorWindow } from './editor-window.ts';
import { scenariosIn } from './scenario.ts';

const scenario = scenariosIn();

scenario('from no plan to a verified lot', {}, async ({ open, picture }) => {
  const window = await open();
  // The picture beside a step is drawn where there is room.
  await window.command('View: Toggle Primary Side Bar Visibility');
  await window.command('Welcome: Open Walkthrough');
  await window.choice('A mail migration, from start to finish').click();
  await step(window, 'demo').waitFor();
  await window.webview().locator('svg').waitFor();
  await picture(window, 'walkthrough');

  await take(window, 'demo');
  await window.tab('plan.migplan').waitFor();
  await take(window, 'mistake');
  await window.problem('MP101').waitFor();
  await window.problem('MP101').dblclick();
  await window.squiggle('error').waitFor();
  await picture(window, 'walkthrough-mistake');
  await window.offerFixes();
  await window.offeredFix('Replace singr').click();
  await window.squiggle('error').waitFor({ state: 'detached' });

  await take(window, 'dryRun');
  await window.choice('pilot').click();
  await enterSecret(window);
  await window.tab('dry run').waitFor();
  await window.line('hugo.martinez@school.example').waitFor();
  await picture(window, 'walkthrough-dry-run');

  await take(window, 'run');
  await window.choice('pilot').click();
  await window.dialogButton('Run').click();
  await window.toast('3 of 3 mailboxes complete').waitFor();
  await picture(window, 'walkthrough-verified');

  await window.command('Testing: Focus on Test Explorer View');
  await window.treeRow('A choir and its music school').waitFor();
  await window.command('Test: Run All Tests');
  // The plan, and of each lot what a run of it would come to; a comparison is made only where it is asked for.
  await window.page.locator('.test-explorer .result-summary', { hasText: '5/5' }).waitFor();
  await picture(window, 'test-explorer');
});

const step = ({ page }: EditorWindow, id: string) =>
  page.locator(`[data-step-id="migplan.migplan#start#${id}"]`);

/** Opens a step, and does what it offers. Told so, and not pressed: the page would be scrolled away from under the next one. */
async function take(window: EditorWindow, id: string): Promise<void> {
  const isOpen = await step(window, id).and(window.page.locator('.expanded')).count();
  if (isOpen === 0) await step(window, id).dispatchEvent('click');
  await step(window, id).locator('.monaco-button').dispatchEvent('click');
}

async function enterSecret(window: EditorWindow): Promise<void> {
  await window.inputBox('Secret for').waitFor();
  await window.type('only-for-the-demo');
  await window.press('Enter');
}
