/** `pause`, `resume` and `cancel`: steer the run of a plan that is under way in another process, and say when it has obeyed. */
import type { Ask } from '../../running/live/control-file.ts';
import type { LiveRun } from '../../running/live/progress-file.ts';
import { ownRecords } from '../own-records.ts';
import { type Cli, CliError, EXIT } from '../services.ts';
import { liveRunLines } from '../views/live-run.ts';
import { examples, planArgument, type Register } from './options.ts';

/** Milliseconds between two looks at the run. */
const EVERY = 250;

export const registerPause: Register = (program, bind, t) => {
  program
    .command('pause')
    .summary(t('hold a run back', 'mettre une exécution en pause'))
    .description(
      t(
        'The run of this plan that is under way finishes and records what it is at, closes its connections and waits for resume. One that is ended and begun anew is not paused.',
        'L’exécution en cours de ce plan termine et enregistre ce qu’elle fait, ferme ses connexions et attend resume. Arrêtée et relancée, elle n’est plus en pause.',
      ),
    )
    .argument('[plan]', planArgument(t), '.')
    .addHelpText('after', examples('pause'))
    .action(bind((cli: Cli, path: string) => steer(cli, path, 'pause')));
};

export const registerResume: Register = (program, bind, t) => {
  program
    .command('resume')
    .summary(t('let a paused run go on', 'reprendre une exécution en pause'))
    .description(
      t(
        'The run of this plan that is paused opens its mailboxes again and goes on where it was.',
        'L’exécution de ce plan qui est en pause rouvre ses boîtes et reprend où elle en était.',
      ),
    )
    .argument('[plan]', planArgument(t), '.')
    .addHelpText('after', examples('resume'))
    .action(bind((cli: Cli, path: string) => steer(cli, path, 'resume')));
};

export const registerCancel: Register = (program, bind, t) => {
  program
    .command('cancel')
    .summary(t('end a run cleanly', 'arrêter proprement une exécution'))
    .description(
      t(
        'As Ctrl-C does where it runs: what is under way is finished and recorded, and the run ends with exit code 130. Run again to go on.',
        'Comme Ctrl-C là où elle tourne\u00A0: ce qui est en cours est terminé et enregistré, et l’exécution finit avec le code 130. Relancez pour continuer.',
      ),
    )
    .argument('[plan]', planArgument(t), '.')
    .addHelpText('after', examples('cancel'))
    .action(bind((cli: Cli, path: string) => steer(cli, path, 'cancel')));
};

async function steer(cli: Cli, path: string, ask: Ask): Promise<number> {
  const { services, terminal, t } = cli;
  const files = await services.readPlanTexts(path);
  const { folder } = files;
  const run = await (await ownRecords(services, files)).liveRun();
  if (!run)
    throw new CliError(
      EXIT.refused,
      t('no run of this plan is under way', 'aucune exécution de ce plan n’est en cours'),
    );
  await services.askRun(folder, run, ask);
  const after = await obeyed(cli, folder, run, ask);
  if (cli.signal.aborted) return EXIT.interrupted;
  terminal.out(
    `${after ? liveRunLines(cli, after).join('\n') : t('the run has ended', 'l’exécution est finie')}\n`,
  );
  return EXIT.done;
}

/** The run as it is once it has done what was asked; undefined once it has ended. */
async function obeyed(
  { services, signal }: Cli,
  folder: string,
  asked: LiveRun,
  ask: Ask,
): Promise<LiveRun | undefined> {
  for (;;) {
    const run = await services.liveRun(folder);
    if (!run || run.pid !== asked.pid || run.since !== asked.since) return undefined;
    if (ask === 'pause' && run.state === 'paused') return run;
    if (ask === 'resume' && run.state === 'running') return run;
    await services.clock.wait(EVERY, signal);
    if (signal.aborted) return run;
  }
}
