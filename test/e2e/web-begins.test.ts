/** In a browser, on a folder without a plan. A window of an editor of its own: a later one may be left without extensions. */
import { expect } from 'vitest';
import { scenariosIn } from './scenario.ts';

const scenario = scenariosIn({ isWeb: true });

scenario(
  'a browser alone begins a plan in a file of its own',
  { 'notes.md': '# The move\n' },
  async (scene) => {
    const window = await scene.open();
    await window.side('Migration Plan');
    await window.welcomeButton('New File').waitFor();
    await scene.picture(window, 'web-no-plan');
    expect(await window.welcomeButton('New Plan from a Story').count()).toBe(0);
    await window.welcomeButton('New File').click();
    await window.status('Migration Plan').waitFor();
  },
);
