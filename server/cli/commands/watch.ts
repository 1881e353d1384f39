/** `watch`: how a run that is under way goes on, until it ends. Reads a file beside the plan; connects to nothing. */
import type { LiveRun } from '../../running/live/progress-file.ts';
import { ownRecords } from '../own-records.ts';
import { type Cli, EXIT } from '../services.ts';
import { liveRunLines } from '../views/live-run.ts';
import { examples, oneOf, planArgument, type Register } from './options.ts';

/** Milliseconds between two looks, and between two lines where nothing can be redrawn. */
const EVERY = 500;
const LINES_EVERY = 10_000;

export const registerWatch: Register = (program, bind, t) => {
  program
    .command('watch')
    .summary(t('how a run goes on, until it ends', 'suivre une exécution jusqu’à sa fin'))
    .description(
      t(
        'Shows the run of this plan that is under way: what is done, how fast, how long it still takes, what it waits for.',
        'Montre l’exécution en cours de ce plan\u00A0: ce qui est fait, à quelle vitesse, le temps qu’il faut encore, ce qu’elle attend.',
      ),
    )
    .argument('[plan]', planArgument(t), '.')
    .option('--format <format>', 'human, json', 'human')
    .addHelpText('after', examples('watch', 'watch --format json'))
    .action(bind(watch));
};

async function watch(cli: Cli, path: string, { format }: { format: string }): Promise<number> {
  const chosen = oneOf(cli, '--format', format, ['human', 'json']);
  const { services, terminal, signal, t } = cli;
  const { liveRun } = await ownRecords(services, await services.readPlanTexts(path));
  const show = chosen === 'json' ? jsonLines(cli) : terminal.outIsTerminal ? redrawn(cli) : lines(cli);
  let isSeen = false;
  for (let run = await liveRun(); run; run = await liveRun()) {
    isSeen = true;
    show(run);
    await services.clock.wait(EVERY, signal);
    if (signal.aborted) return EXIT.interrupted;
  }
  const ended = isSeen
    ? t('the run has ended', 'l’exécution est finie')
    : t('no run of this plan is under way', 'aucune exécution de ce plan n’est en cours');
  terminal.err(`${ended}\n`);
  return EXIT.done;
}

/** An object a line, each time the run told something new. */
function jsonLines({ terminal }: Cli): (run: LiveRun) => void {
  let last = '';
  return (run) => {
    if (run.at !== last) terminal.out(`${JSON.stringify(run)}\n`);
    last = run.at;
  };
}

/** Each picture in the place of the one before. */
function redrawn(cli: Cli): (run: LiveRun) => void {
  let drawn = 0;
  return (run) => {
    const shown = liveRunLines(cli, run).map((line) => line.slice(0, Math.max(20, cli.terminal.columns - 1)));
    const up = drawn > 0 ? `\u001B[${drawn}A\u001B[J` : '';
    cli.terminal.out(`${up}${shown.join('\n')}\n`);
    drawn = shown.length;
  };
}

/** Now and then, and at once when its state is another. */
function lines(cli: Cli): (run: LiveRun) => void {
  let last: { readonly at: number; readonly state: string } | undefined;
  return (run) => {
    const at = cli.services.clock.now().getTime();
    if (last && last.state === run.state && at - last.at < LINES_EVERY) return;
    last = { at, state: run.state };
    cli.terminal.out(`${liveRunLines(cli, run).join('\n')}\n`);
  };
}
