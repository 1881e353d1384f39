/** What an administrator does with a plan before anything is run: read it, be told of a mistake, mend it, change it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { brokenPlan, choirPlan, demoEnvironment, misspeltPlan } from './choir.ts';
import { type Files, scenariosIn } from './scenario.ts';
import { spotOf } from './spot-of.ts';
import type { Editor } from './start-editor.ts';

const scenario = scenariosIn({ environment: demoEnvironment });

scenario('a mistake is underlined, listed and explained', plan(brokenPlan), async ({ open, picture }) => {
  const window = await open();
  await window.openPlan('plan.migplan');
  await window.goTo(spotOf(brokenPlan, 'president@school.example', 3));
  await window.squiggle('error').waitFor();
  await window.command('Problems: Focus on Problems View');
  await window.problem('MP501').waitFor();
  await picture(window, 'mistake');
  await window.goTo(spotOf(brokenPlan, 'president@school.example', 3));
  const hover = await window.hover();
  await hover.getByText('an alias stays in its mailbox').waitFor();
  await picture(window, 'mistake-hover');
});

scenario('a mistake is mended by what is offered', plan(misspeltPlan), async ({ open, picture, folder }) => {
  const window = await open('light');
  await window.openPlan('plan.migplan');
  await window.goTo(spotOf(misspeltPlan, 'singr "Béla', 2));
  await window.squiggle('error').waitFor();
  await window.offerFixes();
  await window.offeredFix('singr').waitFor();
  await picture(window, 'fix');
  await window.offeredFix('Replace singr').click();
  await window.save();
  expect(planIn(folder)).toBe(choirPlan);
});

scenario('a mailbox tells what is known of it', plan(choirPlan), async ({ open, picture }) => {
  const window = await open();
  await window.openPlan('plan.migplan');
  await window.goTo(spotOf(choirPlan, 'mailbox agnes.roche', 10));
  const hover = await window.hover();
  await hover.getByText('Agnès Roche').waitFor();
  await picture(window, 'hover-mailbox');
});

scenario('a name is changed wherever it stands', plan(choirPlan), async ({ open, folder }) => {
  const window = await open();
  await window.openPlan('plan.migplan');
  await window.goTo(spotOf(choirPlan, 'licence singer', 10));
  await window.rename('voice');
  await window.line('licence voice').waitFor();
  await window.save();
  expect(planIn(folder)).toBe(choirPlan.replaceAll(' singer ', ' voice '));
});

scenario(
  'what may stand here is offered, with what tells it apart',
  plan(choirPlan),
  async ({ open, picture, folder }) => {
    const window = await open();
    await window.openPlan('plan.migplan');
    await window.goTo(spotOf(choirPlan, 'singer "Béla', 'singer'.length));
    await window.press('Control+Shift+ArrowLeft');
    await window.complete();
    await window.suggestion('office').waitFor();
    await window.suggestion('singer').waitFor();
    await picture(window, 'completion');
    await window.suggestion('office').click();
    await window.line('mailbox bela.szabo@choir.example office').waitFor();
    await window.save();
    expect(planIn(folder)).toBe(choirPlan.replace('singer "Béla', 'office "Béla'));
  },
);

scenario('a name leads to where it is declared', plan(choirPlan), async ({ open }) => {
  const window = await open();
  await window.openPlan('plan.migplan');
  await window.goTo(spotOf(choirPlan, 'singer "Béla'));
  await window.press('F12');
  const { line, column } = spotOf(choirPlan, 'licence singer', 'licence '.length);
  await window.status(`Ln ${line}, Col ${column}`).waitFor();
});

scenario('what a plan declares is in its outline', plan(choirPlan), async ({ open, picture }) => {
  const window = await open();
  await window.openPlan('plan.migplan');
  await window.symbol('agnes');
  await window.choice('agnes.roche@choir.example').waitFor();
  await picture(window, 'outline');
});

scenario(
  'a plan is brought into its form',
  plan(`${choirPlan}\nunit   band   "Band"{\nparent choir\n}\n`),
  async ({ open, folder }) => {
    const window = await open();
    await window.openPlan('plan.migplan');
    await window.goTo({ line: 1, column: 1 });
    await window.command('Format Document');
    await window.tab('plan.migplan').and(window.page.locator('.dirty')).waitFor();
    await window.save();
    expect(planIn(folder)).toBe(`${choirPlan}\nunit band "Band" {\n  parent choir\n}\n`);
  },
);

scenario('a server that crashes is started again, and nothing is lost', plan(misspeltPlan), async (scene) => {
  const window = await scene.open();
  await window.openPlan('plan.migplan');
  await window.command('Problems: Focus on Problems View');
  await window.problem('singr').waitFor();
  await window.goTo({ line: 1, column: 1 });
  await window.type('# Mine: ');
  crash(scene.editor);
  await window.toast('runs again after a crash').waitFor();
  await scene.picture(window, 'server-crash');
  await window.goTo(spotOf(`# Mine: ${misspeltPlan}`, 'singr "Béla', 2));
  await window.offerFixes();
  await window.offeredFix('Replace singr').click();
  await window.save();
  expect(planIn(scene.folder)).toBe(`# Mine: ${choirPlan}`);
});

function plan(text: string): Files {
  return { 'plan.migplan': text };
}

function planIn(folder: string): string {
  return readFileSync(join(folder, 'plan.migplan'), 'utf8');
}

/** As a fault of the program would: without a word. */
function crash(editor: Editor): void {
  const servers = editor.languageServers();
  expect(servers).not.toEqual([]);
  for (const id of servers) process.kill(id, 'SIGKILL');
}
