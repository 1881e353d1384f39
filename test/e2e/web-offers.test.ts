/** In a browser, nothing is offered that runs something. A window of an editor of its own: a later one may be left without extensions. */
import { expect } from 'vitest';
import { choirPlan } from './choir.ts';
import { scenariosIn } from './scenario.ts';

const scenario = scenariosIn({ isWeb: true });

scenario('a browser alone runs nothing, and says so', { 'plan.migplan': choirPlan }, async (scene) => {
  const window = await scene.open('light');
  await window.openFromExplorer('plan.migplan');
  await window.side('Migration Plan');
  await window.treeRow('A choir and its music school').waitFor();
  await window.unfold('pilot');
  await scene.picture(window, 'web-tree');
  await window.command('Migration Plan: Show dashboard');
  await window.webview().getByText('The school tries it first').first().waitFor();
  await scene.picture(window, 'web-dashboard');
  await window.palette('>Migration Plan: ');
  await window.choice('Check plans').waitFor();
  await scene.picture(window, 'web-commands');
  const offered = await window.choices();
  expect(offered.filter((row) => row.startsWith('Migration Plan: ')).toSorted()).toEqual(
    [
      'Check plans',
      'Explain a rule…',
      'Focus on Plans View',
      'Focus on Runs View',
      'Restart language server',
      'Show dashboard',
      'Show log',
    ].map((title) => `Migration Plan: ${title}`),
  );
});
