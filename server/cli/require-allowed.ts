/** What a plan itself says against running a lot today. */
import type { LoadedPlan } from './loaded-plan.ts';
import { type Cli, CliError, EXIT } from './services.ts';

/** Throws where the lot is on hold; an expired hold does not count. */
export function requireAllowed({ services, t }: Cli, { analysis }: LoadedPlan, lot: string): void {
  const today = services.clock.now().toISOString().slice(0, 10);
  const holds = analysis.model.declared('lot', lot)?.has.hold ?? [];
  const held = holds.find(({ value }) => value.until === undefined || value.until.value > today);
  if (!held) return;
  const { reason, until } = held.value;
  const end = until ? t(` until ${until.value}`, ` jusqu’au ${until.value}`) : '';
  throw new CliError(
    EXIT.refused,
    t(`lot ${lot} is on hold${end}: ${reason.value}`, `le lot ${lot} est suspendu${end} : ${reason.value}`),
  );
}
