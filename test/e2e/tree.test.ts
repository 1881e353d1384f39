/** The plan as a tree, from its lots down to its mailboxes, and the commands that stand beside them. */
import { choirPlan, demoEnvironment } from './choir.ts';
import { scenariosIn } from './scenario.ts';

const scenario = scenariosIn({ environment: demoEnvironment });

scenario(
  'a plan opens from its lots down to its mailboxes',
  { 'plan.migplan': choirPlan },
  async ({ open, picture }) => {
    const window = await open();
    await window.openPlan('plan.migplan');
    await window.side('Migration Plan');
    await window.treeRow('A choir and its music school').waitFor();
    await window.unfold('pilot');
    await window.unfold('The music school');
    await window.unfold('school.example');
    await window.treeRow('hugo.martinez@school.example').waitFor();
    await picture(window, 'tree');
  },
);
