/** What comes from people and goes to them in files: lists that become a plan, sheets that come back, and what is made of a story. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type Answer, filledIn } from '../documents/sheets/filled-in.ts';
import { choirPlan, demoEnvironment } from './choir.ts';
import { scenariosIn } from './scenario.ts';

const scenario = scenariosIn({ environment: demoEnvironment });

scenario('a plan begins with a story', { 'notes.md': '# The move\n' }, async (scene) => {
  const window = await scene.open();
  await window.side('Migration Plan');
  await window.welcomeButton('New Plan from a Spreadsheet').waitFor();
  await scene.picture(window, 'no-plan');
  await window.welcomeButton('New Plan from a Story').click();
  await window.choice('A workshop changes its mail host').waitFor();
  await scene.picture(window, 'new-plan');
  await window.choice('A workshop changes its mail host').click();
  await window.tab('plan.migplan').waitFor();
  await window.lens('Dry run').waitFor();
  await window.command('Problems: Focus on Problems View');
  await window.problem('NEW_MASTER_PASSWORD is not set').waitFor();
  await scene.picture(window, 'new-plan-story');
  expect(await window.squiggle('error').count()).toBe(0);
  expect(planIn(scene.folder)).toContain('atelier.example');
});

const people = `Address;Name;Aliases
leo.brun@atelier.example;Léo Brun;l.brun@atelier.example
mia.chen@atelier.example;Mia Chen;
not an address;Nobody;
`;

scenario(
  'a plan is made of a list, and what cannot be read is told',
  { 'people.csv': people },
  async (scene) => {
    const window = await scene.open('light');
    await window.command('Migration Plan: New plan');
    await window.choice('From a spreadsheet or a list').click();
    await window.choosePath('Which list is the plan made of?', join(scene.folder, 'people.csv'));
    await window.toast('Some rows could not be read').waitFor();
    await window.tab('plan.migplan').waitFor();
    await scene.picture(window, 'new-plan-list');
    await window.command('Problems: Focus on Problems View');
    await window.problem('TARGET_PASSWORD is not set').waitFor();
    // Its people are in a folder that was made a moment ago.
    await window.problem('MP104').waitFor({ state: 'detached' });
    await window.answer('Some rows could not be read', 'Show Log');
    await window.output('people.csv:4').waitFor();
    await scene.picture(window, 'new-plan-log');
  },
);

const answers: readonly Answer[] = [
  { address: 'bela.szabo@choir.example', set: { licence: 'office', phone: '+33 3 29 00 00 01' } },
  { address: 'chloe.petit@choir.example', set: { licence: 'gold' } },
];

scenario('sheets that came back become the plan', { 'plan.migplan': choirPlan }, async (scene) => {
  const window = await scene.open();
  await window.openPlan('plan.migplan');
  await window.command('Migration Plan: Export sheets');
  await window.choice('everyone').click();
  await window.toast('The sheets of lot everyone are in').waitFor();
  const sheet = join(scene.folder, 'sheets', 'everyone', 'choir.xlsx');
  writeFileSync(sheet, await filledIn(readFileSync(sheet), answers));

  await window.command('Migration Plan: Import sheets');
  await window.choosePath('Which sheets came back?', sheet);
  await window.line('licence singer → office').waitFor();
  await scene.picture(window, 'sheets-back');
  expect(planIn(scene.folder)).toBe(choirPlan);

  await window.answer('Nothing has been changed yet', 'Put Them Into the Plan');
  await window.toast('look over what changed').waitFor();
  await window.line('1 address changed').waitFor();
  await window.answer('look over what changed', 'Show Changes');
  await window.line('singer "Béla Szabó"').waitFor();
  await window.line('office "Béla Szabó"').waitFor();
  await scene.picture(window, 'sheets-in');
  expect(planIn(scene.folder)).toBe(
    choirPlan.replace('singer "Béla Szabó"', 'office "Béla Szabó" { phone "+33 3 29 00 00 01" }'),
  );
});

scenario(
  'sheets that change nothing are taken without a question',
  { 'plan.migplan': choirPlan },
  async (scene) => {
    const window = await scene.open();
    await window.openPlan('plan.migplan');
    await window.command('Migration Plan: Export sheets');
    await window.choice('everyone').click();
    await window.toast('The sheets of lot everyone are in').waitFor();
    await window.command('Migration Plan: Import sheets');
    const sheet = join(scene.folder, 'sheets', 'everyone', 'choir.xlsx');
    await window.choosePath('Which sheets came back?', sheet);
    await window.toast('The sheets change nothing').waitFor();
    await scene.picture(window, 'sheets-nothing');
    expect(planIn(scene.folder)).toBe(choirPlan);
    expect(readFileSync(join(scene.folder, '.migplan', 'sheets.jsonl'), 'utf8')).toContain('"returned"');
  },
);

function planIn(folder: string): string {
  return readFileSync(join(folder, 'plan.migplan'), 'utf8');
}
