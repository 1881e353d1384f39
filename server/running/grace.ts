/** Lets what is done be recorded after the person asked to stop, and not for ever. */

const A_MINUTE = 60_000;

/**
 * Runs an action whose signal aborts a minute after `asked` does, and never before: a server that takes its time is no
 * interruption, and one that falls silent is given up by its connection.
 */
export async function withGrace<T>(
  asked: AbortSignal,
  action: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const late = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const begin = () => {
    timer = setTimeout(() => late.abort(), A_MINUTE);
  };
  if (asked.aborted) begin();
  else asked.addEventListener('abort', begin, { once: true });
  try {
    return await action(late.signal);
  } finally {
    asked.removeEventListener('abort', begin);
    clearTimeout(timer);
  }
}
