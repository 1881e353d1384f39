/** The lot that a command names, held against those that the plan has. */
import { nearest } from '../language/model/editing/nearest.ts';
import { type Cli, CliError, EXIT } from './services.ts';

/** Throws where `lot` is none of `names`, with the nearest one. */
export function requireLotAmong({ t }: Cli, names: readonly string[], lot: string): void {
  if (names.includes(lot)) return;
  const near = nearest(lot, names);
  const hint = near ? t(`; did you mean ${near}?`, `\u00A0; vouliez-vous dire ${near}\u00A0?`) : '';
  const has = names.length > 0 ? t(` (lots: ${names.join(', ')})`, ` (lots\u00A0: ${names.join(', ')})`) : '';
  throw new CliError(
    EXIT.usage,
    t(`the plan has no lot ${lot}${hint || has}`, `le plan n’a pas de lot ${lot}${hint || has}`),
  );
}
