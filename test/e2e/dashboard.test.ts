/**
 * The dashboard: before anything has run, with a run that was stopped, and with one under way. In each theme all of its words can
 * be read and its shapes be seen, and nothing sticks out of the page.
 */
import { describe, expect } from 'vitest';
import { choirPlan, demoEnvironment } from './choir.ts';
import { faintFocus, faintShapes, faintTexts } from './contrast.ts';
import { highContrast } from './high-contrast.ts';
import { keepUnderWay, recordStopped } from './recorded-runs.ts';
import { scenariosIn } from './scenario.ts';

const day = (from: number): string => new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10);

/** The pilot has steps that are past, and one that is today. */
const plan = `${choirPlan.replace('2027-03-08', day(-1)).replace('2027-03-22', day(13))}
timeline usual {
  D-7 send-sheets
  D cutover
  D+1 verify
  D+14 retire
}
`;

describe.each([
  { theme: 'plain', settings: {} },
  { theme: 'high-contrast', settings: highContrast },
  { theme: 'forced', settings: {}, colours: 'forced' as const },
])('$theme', ({ theme, settings, colours }) => {
  const scenario = scenariosIn({ environment: demoEnvironment, settings });

  for (const scheme of ['light', 'dark'] as const)
    scenario(`the dashboard, ${scheme}`, { 'plan.migplan': plan }, async ({ open, picture, folder }) => {
      const window = await open(scheme, colours);
      await window.openPlan('plan.migplan');
      await window.command('Migration Plan: Show dashboard');
      const board = window.webview();
      const look = async (name: string, ...shapes: readonly string[]): Promise<void> => {
        await picture(window, `dashboard-${name}-${theme}-${scheme}`);
        expect(await faintTexts(board.locator('body')), name).toEqual([]);
        expect(await faintShapes(board.locator('body'), shapes), name).toEqual([]);
        const { scrollWidth, clientWidth } = await board.locator('html').evaluate(widths);
        expect(scrollWidth, name).toBeLessThanOrEqual(clientWidth);
      };
      await board.getByText('The school tries it first').first().waitFor();
      await look('strip', '.track', '.mark', '.today-line', '.stops li::before', '.stops li::after');
      await board.getByRole('button', { name: 'Timetable' }).click();
      await board.getByRole('columnheader', { name: 'cutover' }).waitFor();
      await look('timetable');
      await board.getByRole('button', { name: 'Strip' }).click();
      // The other view, the chosen lot, and what can be done with it.
      for (let steps = 0; steps < 4; steps++) {
        await window.press('Tab');
        expect(await faintFocus(board.locator('body'))).toEqual([]);
      }
      await picture(window, `dashboard-focus-${theme}-${scheme}`);
      recordStopped(folder);
      await board.getByText('the disk is full').first().waitFor();
      await look('stopped', '.now p.state::before', '.departures [data-tone="due"] .remark::before');
      using _ = keepUnderWay(folder);
      await board.getByText('agnes.roche@choir.example').first().waitFor();
      await look('live', '.now > .bar::before', '.under-way .bar::before', '.now p.state::before');
    });
});

const widths = (page: unknown): HasWidth => {
  const { scrollWidth, clientWidth } = page as HasWidth;
  return { scrollWidth, clientWidth };
};

/** What is used of a page: these files are checked without a browser's types. */
interface HasWidth {
  readonly scrollWidth: number;
  readonly clientWidth: number;
}
