/** What a plan itself says against running a lot today. */
import type { LoadedPlan } from './loaded-plan.ts';
import type { Cli } from './services.ts';

/** Why a lot is on hold, in one line; a hold whose day has come does not count. */
export function holdOf({ t }: Cli, { analysis }: LoadedPlan, lot: string): string | undefined {
  const today = analysis.model.today() ?? '';
  const holds = analysis.model.declared('lot', lot)?.has.hold ?? [];
  const held = holds.find(({ value }) => value.until === undefined || value.until.value > today);
  if (!held) return undefined;
  const { reason, until } = held.value;
  const end = until ? t(` until ${until.value}`, ` jusqu’au ${until.value}`) : '';
  return t(
    `lot ${lot} is on hold${end}: ${reason.value}`,
    `le lot ${lot} est suspendu${end}\u00A0: ${reason.value}`,
  );
}
