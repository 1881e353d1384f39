/** In a browser, on a folder that is on no disk, as a code host's: a plan is checked, read, mended and renamed by a worker of the window. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { choirPlan, misspeltPlan } from './choir.ts';
import { scenariosIn } from './scenario.ts';
import { spotOf } from './spot-of.ts';

const scenario = scenariosIn({ isWeb: true });

scenario('a browser alone checks and mends a plan', { 'plan.migplan': misspeltPlan }, async (scene) => {
  const window = await scene.open();
  await window.openFromExplorer('plan.migplan');
  await window.goTo(spotOf(misspeltPlan, 'singr "Béla', 2));
  await window.squiggle('error').waitFor();
  expect(scene.editor.languageServers()).toEqual([]);
  const hover = await window.hover();
  await hover.getByText('singr').first().waitFor();
  await scene.picture(window, 'web-mistake');
  await window.offerFixes();
  await window.offeredFix('Replace singr').click();
  await window.save();
  await window.squiggle('error').waitFor({ state: 'detached' });
  await window.goTo(spotOf(choirPlan, 'licence singer', 10));
  await window.rename('voice');
  await window.line('licence voice').waitFor();
  await window.save();
  const written = readFileSync(join(scene.folder, 'plan.migplan'), 'utf8');
  expect(written).toBe(choirPlan.replaceAll(' singer ', ' voice '));
});
