/** What is checked in the editor's own places: the Test Explorer, and tasks whose problems are listed. */
import { demoEnvironment, misspeltPlan } from './choir.ts';
import { demoServers } from './demo-servers.ts';
import { scenariosIn } from './scenario.ts';

const scenario = scenariosIn({ environment: demoEnvironment });
const plan = demoServers();

scenario(
  'a lot’s checks are run, and one that fails says why',
  () => ({ 'plan.migplan': plan() }),
  async ({ open, picture }) => {
    const window = await open();
    await window.openPlan('plan.migplan');
    await window.command('Testing: Focus on Test Explorer View');
    await window.unfold('A choir and its music school');
    await window.unfold('pilot');
    await window.runTest('pilot');
    await window.testResult('Preflight', 'Passed').waitFor();
    await window.testResult('Dry run', 'Passed').waitFor();
    await window.runTest('Verify');
    await window.testResult('Verify', 'Failed').waitFor();
    await picture(window, 'lot-checks');
  },
);

/** The mistake is in a file that nobody has opened. */
const [head = '', tail = ''] = misspeltPlan.split(/(?=mailbox agnes)/);
const split = {
  'plan.migplan': head.replace('  locale en', '  locale en\n  include "people.migplan"'),
  'people.migplan': tail,
};

scenario('a task checks a plan, and lists what it finds', split, async ({ open, picture }) => {
  const window = await open('light');
  await window.openPlan('plan.migplan');
  await window.command('Tasks: Run Task');
  await window.choice('migplan').click();
  await window.choice('migplan: check plan.migplan').click();
  await window.terminal('MP101').waitFor();
  await picture(window, 'task');
  await window.command('Problems: Focus on Problems View');
  await window.problem('singr').waitFor();
  await picture(window, 'task-problems');
});
