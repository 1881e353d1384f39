/** Under the high-contrast themes: the trees, a dry run, a report and the walkthrough. The dashboard is looked at in its own scenario. */
import { join } from 'node:path';
import { expect } from 'vitest';
import { demoEnvironment } from './choir.ts';
import { faintTexts } from './contrast.ts';
import { demoServers } from './demo-servers.ts';
import type { EditorWindow } from './editor-window.ts';
import { highContrast } from './high-contrast.ts';
import { recordStopped } from './recorded-runs.ts';
import { scenariosIn } from './scenario.ts';

const scenario = scenariosIn({ environment: demoEnvironment, settings: highContrast });
const plan = demoServers();

for (const scheme of ['light', 'dark'] as const) {
  scenario(
    `what is seen of a plan and its runs, ${scheme}`,
    () => ({ 'plan.migplan': plan() }),
    async ({ open, picture, folder }) => {
      recordStopped(folder);
      const window = await open(scheme);
      await window.openPlan('plan.migplan');
      await window.side('Migration Plan');
      await window.unfold('The school tries it first');
      await window.unfold('The music school');
      await window.unfold('school.example');
      await window.treeRow('hugo.martinez@school.example').waitFor();
      await picture(window, `high-contrast-tree-${scheme}`);
      await window.command('View: Toggle Primary Side Bar Visibility');
      await window.command('Migration Plan: Dry run of a wave');
      await window.choice('pilot').click();
      await window.line('to copy').waitFor();
      await picture(window, `high-contrast-dry-run-${scheme}`);
      expect(await faintTexts(window.lines())).toEqual([]);
      await window.command('Migration Plan: Write a report');
      await window.choosePath('Where does the report go?', join(folder, 'report.md'));
      await window.webview().getByText('hugo.martinez@school.example').first().waitFor();
      await picture(window, `high-contrast-report-${scheme}`);
    },
  );

  scenario(`the walkthrough, ${scheme}`, {}, async ({ open, picture }) => {
    const window = await open(scheme);
    await window.command('View: Toggle Primary Side Bar Visibility');
    await window.command('Welcome: Open Walkthrough');
    await window.choice('A mail migration, from start to finish').click();
    for (const step of ['demo', 'mistake', 'dryRun', 'run', 'dashboard', 'ownPlan']) {
      await showStep(window, step);
      await picture(window, `high-contrast-walkthrough-${step}-${scheme}`);
    }
  });
}

async function showStep(window: EditorWindow, id: string): Promise<void> {
  const step = window.page.locator(`[data-step-id="migplan.migplan#start#${id}"]`);
  await step.waitFor();
  if ((await step.and(window.page.locator('.expanded')).count()) === 0) await step.dispatchEvent('click');
  await step.and(window.page.locator('.expanded')).waitFor();
  await window.webview().locator('svg').waitFor();
}
