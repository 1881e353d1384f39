/** In an editor that speaks French, what the extension says is French too: its commands, what the server finds, and how it is mended. */
import { choirPlan, demoEnvironment, misspeltPlan } from './choir.ts';
import { scenariosIn } from './scenario.ts';
import { spotOf } from './spot-of.ts';

const scenario = scenariosIn({ environment: demoEnvironment, locale: 'fr' });

scenario(
  'une erreur est soulignée, expliquée et corrigée',
  { 'plan.migplan': misspeltPlan },
  async ({ open, picture }) => {
    const window = await open('light');
    await window.openPlan('plan.migplan');
    await window.command('Problems: Focus on Problems View');
    await window.problem('aucune licence ne s’appelle singr').waitFor();
    await window.goTo(spotOf(misspeltPlan, 'singr "Béla', 2));
    await window.offerFixes();
    await window.offeredFix('Remplacer singr').waitFor();
    await picture(window, 'french-mistake');
  },
);

scenario(
  'les commandes ont leur nom français',
  { 'plan.migplan': misspeltPlan },
  async ({ open, picture }) => {
    const window = await open('light');
    await window.openPlan('plan.migplan');
    await window.palette('>Migration Plan');
    await window.choice('Afficher le tableau de bord').waitFor();
    await picture(window, 'french-commands');
  },
);

scenario('le tableau de bord parle français', { 'plan.migplan': choirPlan }, async ({ open, picture }) => {
  const window = await open('light');
  await window.openPlan('plan.migplan');
  await window.command('Migration Plan: Afficher le tableau de bord');
  await window.webview().getByText('The school tries it first').first().waitFor();
  await picture(window, 'french-dashboard');
  await window.side('Plan de migration');
  await window.treeRow('A choir and its music school').waitFor();
  await window.unfold('pilot');
  await picture(window, 'french-tree');
});
