/**
 * Several folders of one mailbox at a time, each lane with connections of its own to both ends. A further lane that cannot be had is
 * done without; the first failure of a lane stops them all.
 */
import { failureOf } from '../failures.ts';
import type { MailSource, MailTarget } from '../ports.ts';

/** One connection to each end. */
export interface Lane {
  readonly source: MailSource;
  readonly target: MailTarget;
}

export type OpenLane = () => Promise<Lane>;

/** Works off `groups`, each by one lane, item after item. `own` is left open; the lanes of `more` are closed. */
export async function inLanes<T>(
  own: Lane,
  more: readonly OpenLane[],
  groups: readonly (readonly T[])[],
  action: (lane: Lane, item: T) => Promise<void>,
): Promise<void> {
  const waiting = groups.values();
  let failed: { readonly error: unknown } | undefined;
  const workOff = async (lane: Lane): Promise<void> => {
    try {
      for (const group of waiting)
        for (const item of group) {
          if (failed) return;
          await action(lane, item);
        }
    } catch (error) {
      failed ??= { error };
    }
  };
  const further = more.slice(0, Math.max(0, groups.length - 1)).map((open) => onceOpen(open, workOff));
  await Promise.all([workOff(own), ...further]);
  if (failed) throw failed.error;
}

async function onceOpen(open: OpenLane, use: (lane: Lane) => Promise<void>): Promise<void> {
  let lane: Lane;
  try {
    lane = await open();
  } catch (error) {
    // What is wrong with the mailbox is told by the connection it has.
    if (!failureOf(error)) throw error;
    return;
  }
  try {
    await use(lane);
  } finally {
    await Promise.all([lane.source.close(), lane.target.close()]).catch(() => undefined);
  }
}
