/** In a folder that nobody trusts yet, a plan is checked and edited as anywhere, and nothing is run. */
import { expect } from 'vitest';
import { demoEnvironment, misspeltPlan } from './choir.ts';
import { scenariosIn } from './scenario.ts';
import { spotOf } from './spot-of.ts';

const scenario = scenariosIn({
  asksForTrust: true,
  environment: demoEnvironment,
  settings: { 'security.workspace.trust.startupPrompt': 'never' },
});

scenario('a folder that is not trusted', { 'plan.migplan': misspeltPlan }, async ({ open, picture }) => {
  const window = await open();
  await window.openPlan('plan.migplan');
  await window.status('Restricted Mode').waitFor();
  await window.goTo(spotOf(misspeltPlan, 'singr "Béla', 2));
  await window.offerFixes();
  await window.offeredFix('Replace singr').click();
  await window.save();
  await window.palette('>Migration Plan: ');
  await window.choice('Check plans').waitFor();
  await picture(window, 'untrusted');
  expect(await window.choice('Take inventory').count()).toBe(0);
});
