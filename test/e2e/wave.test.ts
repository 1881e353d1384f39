/** A wave from the editor: looked at dry, run with its progress in sight, ended and gone on with, found again by another window. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { demoEnvironment } from './choir.ts';
import { demoServers } from './demo-servers.ts';
import { scenariosIn } from './scenario.ts';
import { startWave } from './start-wave.ts';

const scenario = scenariosIn({ environment: demoEnvironment });
const plan = demoServers();

const quick = () => ({ 'plan.migplan': plan() });

/** A wave that can be watched: the pilot's mailboxes take some twenty seconds. */
const slow = () => ({ 'plan.migplan': plan().replace('connections 4', 'connections 4\n  rate 60 KB/s') });

scenario('a dry run stands beside the plan', quick, async ({ open, picture }) => {
  const window = await open();
  await window.openPlan('plan.migplan');
  await window.command('Migration Plan: Dry run of a wave');
  await window.choice('pilot').waitFor();
  await window.press('Enter');
  await window.tab('pilot').waitFor();
  await window.line('to copy').waitFor();
  await picture(window, 'dry-run');
});

scenario('a wave is run, and its outcome is told', quick, async ({ open, picture, folder }) => {
  const window = await open('light');
  await window.openPlan('plan.migplan');
  await startWave(window, 'pilot', () => picture(window, 'run-question'));
  await window.toast('3 of 3 mailboxes complete').waitFor();
  await picture(window, 'run-done');
  await window.answer('3 of 3 mailboxes complete', 'Report');
  await window.choosePath('Where does the report go?', join(folder, 'pilot.md'));
  await window.webview().getByText('hugo.martinez@school.example').first().waitFor();
  await picture(window, 'report');
  await window.command('Migration Plan: Write a report');
  await window.choosePath('Where does the report go?', join(folder, 'report.html'));
  await window.toast('The report is written').waitFor();
  await picture(window, 'report-page');
  expect(readFileSync(join(folder, 'report.html'), 'utf8')).toContain('The school tries it first');
});

scenario('a wave is watched, ended, and gone on with', slow, async ({ open, picture }) => {
  const window = await open();
  await window.openPlan('plan.migplan');
  await startWave(window, 'pilot');
  await window.toast(/of 3 mailboxes/).waitFor();
  await window.command('Migration Plan: Show dashboard');
  await window.webview().getByText('hugo.martinez@school.example').first().waitFor();
  await picture(window, 'run-live');
  await window
    .toast(/of 3 mailboxes/)
    .getByRole('button', { name: 'Cancel' })
    .click();
  await window.toast('What was done is recorded').waitFor();
  await picture(window, 'run-ended');
  await window.toast('What was done is recorded').getByRole('button', { name: 'Run Again' }).click();
  await window.dialogButton('Run').click();
  await window.toast('3 of 3 mailboxes complete').waitFor();
  await picture(window, 'run-again');
});

scenario('a run outlives its window, and the next one finds it', slow, async ({ open, picture, folder }) => {
  const window = await open();
  await window.openPlan('plan.migplan');
  await startWave(window, 'pilot');
  await window.toast(/of 3 mailboxes/).waitFor();
  await window.close();
  const next = await open();
  await next.openPlan('plan.migplan');
  await next.status(/pilot \d\/3/).waitFor();
  await picture(next, 'run-found');
  await next.command('Migration Plan: Run a wave');
  await next.choice('everyone').click();
  await next.toast('a plan has one run at a time').waitFor();
  await picture(next, 'run-one-at-a-time');
  await next.toast('3 of 3 mailboxes complete').waitFor();
  expect(existsSync(join(folder, '.migplan'))).toBe(true);
  expect(globSync('.migplan/**/progress.json', { cwd: folder })).toEqual([]);
});

scenario('two windows watch one run, and either steers it', slow, async ({ open, picture }) => {
  const [one, other] = await Promise.all([open(), open('light')]);
  await Promise.all([one, other].map((window) => window.openPlan('plan.migplan')));
  await startWave(one, 'pilot');
  await other.status(/pilot \d\/3/).waitFor();
  await other.command('Migration Plan: Run a wave');
  await other.choice('everyone').click();
  await other.toast('a plan has one run at a time').waitFor();
  await other.command('Migration Plan: Pause run');
  for (const window of [one, other]) await window.toast(/of 3 mailboxes.* · paused/).waitFor();
  await picture(one, 'run-paused');
  await picture(other, 'run-paused-beside');
  await one.command('Migration Plan: Resume run');
  for (const window of [one, other]) await window.toast('3 of 3 mailboxes complete').waitFor();
  await picture(other, 'run-done-beside');
});

scenario('a plan that is broken meanwhile does not end its run', slow, async ({ open, picture }) => {
  const window = await open();
  await window.openPlan('plan.migplan');
  await startWave(window, 'pilot');
  await window.toast(/of 3 mailboxes/).waitFor();
  await window.goTo({ line: 1, column: 1 });
  await window.type('mailbox ');
  await window.save();
  await window.squiggle('error').waitFor();
  await picture(window, 'run-broken-plan');
  await window.toast('3 of 3 mailboxes complete').waitFor();
  await picture(window, 'run-broken-plan-done');
  await window.command('Migration Plan: Run a wave');
  await window.choice('pilot').click();
  await window.toast('The plan is not run while it has errors').waitFor();
});
