/** Commands that ask the mail servers something, or tell what is known: what they ask for, what they show. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { DEMO_PASSWORD } from '../../examples/demo/servers.ts';
import { demoServers } from './demo-servers.ts';
import { scenariosIn } from './scenario.ts';

const scenario = scenariosIn();
const plan = demoServers();
const files = () => ({ 'plan.migplan': plan() });

scenario(
  'a secret is asked for once, and kept until it is forgotten',
  files,
  async ({ open, picture, folder }) => {
    const window = await open();
    await window.openPlan('plan.migplan');
    await window.command('Migration Plan: Take inventory of the source');
    const box = window.inputBox('Secret for');
    await box.waitFor();
    expect(await box.getAttribute('type')).toBe('password');
    await picture(window, 'secret');
    await box.fill(DEMO_PASSWORD);
    await window.press('Enter');
    await window.toast('The inventory is there').waitFor();
    await picture(window, 'inventory');
    expect(existsSync(join(folder, 'inventory'))).toBe(true);

    await window.command('Migration Plan: Preflight a wave');
    await window.choice('pilot').waitFor();
    await picture(window, 'pick-lot');
    await window.press('Enter');
    await window.tab('Preflight of lot pilot').waitFor();
    await picture(window, 'preflight');

    await window.command('Migration Plan: Forget secrets');
    await window.choice('MIGPLAN_DEMO_PASSWORD').waitFor();
    await picture(window, 'forget-secrets');
  },
);

scenario('a wrong secret is said, and can be typed again', files, async ({ open, picture }) => {
  const window = await open('light');
  await window.openPlan('plan.migplan');
  await window.command('Migration Plan: Take inventory of the source');
  await window.inputBox('Secret for').fill('not this one');
  await window.press('Enter');
  await window.toast('Type Secrets Again').waitFor();
  await picture(window, 'wrong-secret');
  await window.toast('Type Secrets Again').getByRole('button', { name: 'Type Secrets Again' }).click();
  await window.inputBox('Secret for').fill(DEMO_PASSWORD);
  await window.press('Enter');
  await window.toast('The inventory is there').waitFor();
});

scenario('where each lot stands is told from what was recorded', files, async ({ open, picture }) => {
  const window = await open();
  await window.openPlan('plan.migplan');
  await window.command('Migration Plan: Show status');
  await window.tab('Status').waitFor();
  await picture(window, 'status');
});

scenario('a rule is explained', files, async ({ open, picture }) => {
  const window = await open();
  await window.openPlan('plan.migplan');
  await window.command('Migration Plan: Explain a rule');
  await window.choice('MP001').waitFor();
  await picture(window, 'pick-rule');
  await window.type('MP501');
  await window.choice('MP501').click();
  await window.tab('MP501').waitFor();
  await window.webview().getByText('alias').first().waitFor();
  await picture(window, 'rule');
});

scenario('sheets go out, and are not overwritten unasked', files, async ({ open, picture, folder }) => {
  const window = await open('light');
  await window.openPlan('plan.migplan');
  await window.command('Migration Plan: Export sheets');
  await window.choice('pilot').waitFor();
  await window.press('Enter');
  await window.toast('The sheets of lot pilot are in sheets/pilot').waitFor();
  await picture(window, 'sheets');
  const sheets = readdirSync(join(folder, 'sheets', 'pilot'));
  expect(sheets).toEqual(['school.xlsx']);

  await window.command('Migration Plan: Export sheets');
  await window.choice('pilot').waitFor();
  await window.press('Enter');
  await window.dialogButton('Replace').waitFor();
  await picture(window, 'sheets-there');
  await window.press('Escape');
});
