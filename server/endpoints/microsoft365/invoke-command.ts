/**
 * Cmdlets of Exchange Online over the service that Microsoft's own PowerShell module talks to. **Microsoft documents and supports it
 * nowhere**: it may change or end any day, and is used only where a plan says `exchange invoke-command`. All that is known of its wire
 * is in this file, from what public administration tools send; whoever replaces it keeps `Cmdlets`.
 */
import * as z from 'zod';
import type { Text } from '../../planning/text.ts';
import { text } from '../../planning/text.ts';
import { granted, ServiceClient, type ServiceClientOptions } from './service-client.ts';

/** For the log and the report of every run that uses it. */
export const UNSUPPORTED: Text = text(
  'Shared mailboxes, rooms, lists, aliases, rights and forwards are set through Exchange’s InvokeCommand, which Microsoft does not support: it may change without notice. Without `exchange invoke-command` in the plan they are handed over as a script.',
  'Boîtes partagées, salles, listes, alias, droits et renvois sont réglés par InvokeCommand d’Exchange, que Microsoft ne prend pas en charge\u00A0: il peut changer sans préavis. Sans `exchange invoke-command` dans le plan, ils sont remis sous forme de script.',
);

export type Parameters = Readonly<Record<string, unknown>>;
export type Row = Readonly<Record<string, unknown>>;

/** Runs cmdlets by name. Throws MailFailure. */
export interface Cmdlets {
  readonly where: Text;
  /** What a cmdlet that changes nothing tells; undefined where it says that there is no such object. */
  look(cmdlet: string, parameters: Parameters, signal: AbortSignal): Promise<readonly Row[] | undefined>;
  run(cmdlet: string, parameters: Parameters, signal: AbortSignal): Promise<void>;
}

/** A multi-valued property that is added to or taken from, as `@{Add=…}` is in PowerShell. */
export const adding = (...values: readonly string[]): Row => ({ '@odata.type': HASH_TABLE, Add: values });
export const removing = (...values: readonly string[]): Row => ({
  '@odata.type': HASH_TABLE,
  Remove: values,
});
const HASH_TABLE = '#Exchange.GenericHashTable';

/** Every organisation has it; requests are taken to where it lives. */
const ANCHOR = 'SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}';

const rowsSchema = z.object({ value: z.array(z.record(z.string(), z.unknown())).default([]) });

const what = {
  read: text('was not read', 'n’a pas été lu'),
  write: text('refused the change', 'a refusé la modification'),
};

export function invokeCommand(options: ServiceClientOptions, tenant: string): Cmdlets {
  const service = new ServiceClient(options);
  const ask = (cmdlet: string, parameters: Parameters, isReading: boolean, signal: AbortSignal) =>
    service.ask(
      {
        method: 'POST',
        path: `/adminapi/beta/${encodeURIComponent(tenant)}/InvokeCommand`,
        headers: {
          'x-responseformat': 'json',
          'x-cmdletname': cmdlet,
          'x-anchormailbox': `UPN:${ANCHOR}@${tenant}`,
        },
        body: { CmdletInput: { CmdletName: cmdlet, Parameters: parameters } },
        isReading,
      },
      isReading ? what.read : what.write,
      signal,
    );
  return {
    where: service.where,
    async look(cmdlet, parameters, signal) {
      const answer = await ask(cmdlet, parameters, true, signal);
      if (isNotFound(answer.refusal?.message)) return undefined;
      return granted(service.where, what.read, answer, rowsSchema).value;
    },
    async run(cmdlet, parameters, signal) {
      const answer = await ask(cmdlet, parameters, false, signal);
      granted(service.where, what.write, answer, z.unknown());
    },
  };
}

/** By the exception's own name: what is said beside it is in the language of the organisation. */
const isNotFound = (message = ''): boolean =>
  /ManagementObjectNotFoundException|UserNotFoundInPermissionEntryException/.test(message);
