/** Asks two stores at the same time. Knows nothing of mail. */

/** The first failure stops the others, and is thrown once all have ended: calls on one store never overlap. */
export async function atOnce(
  signal: AbortSignal,
  ...tasks: readonly ((signal: AbortSignal) => Promise<unknown>)[]
): Promise<void> {
  const stopping = new AbortController();
  const either = AbortSignal.any([signal, stopping.signal]);
  const failures: unknown[] = [];
  const run = async (task: (signal: AbortSignal) => Promise<unknown>) => {
    try {
      await task(either);
    } catch (error) {
      failures.push(error);
      stopping.abort();
    }
  };
  await Promise.all(tasks.map(run));
  if (failures.length > 0) throw failures[0];
}

/** Both answers. Whatever becomes of one, the other is waited for: whoever asks again must not meet it on its store. */
export async function both<A, B>(one: Promise<A>, other: Promise<B>): Promise<readonly [A, B]> {
  await Promise.allSettled([one, other]);
  return [await one, await other];
}
