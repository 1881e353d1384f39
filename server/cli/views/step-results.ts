/** What became of steps other than copying mail: a line for what is not done, those that say the same together, a count of the rest. */
import { humanNumber } from '../../language/model/words/quantities.ts';
import type { StepResult } from '../../running/run-result.ts';
import type { Cli } from '../services.ts';
import { KINDS, OUTCOMES } from './names.ts';
import { colon, harmless } from './style.ts';

/** `licence E1 anna@a.example: failed, …`. */
export function stepLine({ locale }: Cli, { kind, key, outcome, problem }: StepResult): string {
  const what = key.slice(key.indexOf(' ') + 1);
  return `${KINDS[kind][locale]} ${what}${colon(locale)}${OUTCOMES[outcome][locale]}${problem ? `. ${harmless(problem)}` : ''}`;
}

const NOT_DONE: ReadonlySet<StepResult['outcome']> = new Set(['failed', 'waiting', 'unreached']);

/** Lines shown of what is not done; the JSON has them all. */
const MOST_LINES = 20;

export function stepResultLines(cli: Cli, steps: readonly StepResult[]): string[] {
  const unwell = steps.filter(({ outcome }) => NOT_DONE.has(outcome));
  const alike = [...Map.groupBy(unwell, ({ outcome, problem }) => `${outcome} ${problem ?? ''}`).values()];
  const lines = alike.map((own) => alikeLine(cli, own));
  const more = lines.length - MOST_LINES;
  const shown = lines.slice(0, MOST_LINES);
  if (more > 0)
    shown.push(
      cli.t(
        `… and ${more} more; --format json has them`,
        `… et ${more} autres\u00A0; --format json les donne`,
      ),
    );
  return [...shown, ...summary(cli, steps)];
}

function alikeLine(cli: Cli, [first, ...others]: readonly StepResult[]): string {
  if (!first) return '';
  const line = stepLine(cli, first);
  if (others.length === 0) return line;
  const count = humanNumber(others.length, cli.locale);
  return `${line} ${cli.t(`(and ${count} more)`, `(et ${count} ${others.length > 1 ? 'autres' : 'autre'})`)}`;
}

function summary({ t, locale }: Cli, steps: readonly StepResult[]): string[] {
  if (steps.length === 0) return [];
  const counts = Map.groupBy(steps, ({ outcome }) => outcome);
  const told = [...counts].map(
    ([outcome, own]) => `${humanNumber(own.length, locale)} ${OUTCOMES[outcome][locale]}`,
  );
  return [t(`besides mail: ${told.join(', ')}`, `hors courrier\u00A0: ${told.join(', ')}`)];
}
