/**
 * One IMAP command as it stands. imapflow's own `append`, `mailboxCreate` and `messageFlags…` drop flags, subscribe, or hide
 * refusals in silence; its `exec` does none of it, and tells the server's words.
 */
import type { ImapFlow } from 'imapflow';

export interface ExecutedResponse {
  readonly attributes?: readonly { readonly section?: readonly { value?: unknown }[] }[];
}

interface Executing {
  exec(command: string, attributes: readonly unknown[], options?: ExecuteOptions): Promise<Executed>;
}

interface Executed {
  readonly response: ExecutedResponse;
  next(): void;
}

export interface ExecuteOptions {
  readonly untagged: Readonly<Record<string, () => Promise<void>>>;
}

/** Returns the tagged OK; throws imapflow's error, with the server's answer, on NO and BAD. */
export async function execute(
  client: ImapFlow,
  command: string,
  attributes: readonly unknown[],
  options?: ExecuteOptions,
): Promise<ExecutedResponse> {
  const executed = await (client as unknown as Executing).exec(command, attributes, options);
  executed.next();
  return executed.response;
}
