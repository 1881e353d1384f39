/** `inventory`: reads what the source holds and writes it beside the plan, one file a domain. */
import type { DomainInventory, InventoryEntry } from '../../language/model/inventory.ts';
import { compared, domainOf } from '../../language/model/names.ts';
import { humanSize } from '../../language/model/words/quantities.ts';
import type { Endpoint } from '../../planning/migration-plan.ts';
import { type SourceAddress, sourceAddressesOf } from '../../planning/source-addresses.ts';
import { proveLogins, using } from '../../running/ends.ts';
import { describeFailure, failureOf } from '../../running/failures.ts';
import { takeInventory } from '../../running/take-inventory.ts';
import { loadPlan } from '../loaded-plan.ts';
import { type Cli, CliError, EXIT } from '../services.ts';
import { colon } from '../views/style.ts';
import { examples, planArgument, type Register, secretsOption } from './options.ts';

export const registerInventory: Register = (program, bind, t) => {
  program
    .command('inventory')
    .summary(t('read the source and write inventory/*.yaml', 'lire la source et écrire inventory/*.yaml'))
    .description(
      t(
        'Opens every address that the plan names at its source, counts its messages without reading one, and writes one file a domain beside the plan.',
        'Ouvre à la source chaque adresse que le plan nomme, compte ses messages sans en lire un seul, et écrit un fichier par domaine à côté du plan.',
      ),
    )
    .argument('[plan]', planArgument(t), '.')
    .option(...secretsOption(t))
    .option('--domain <domain>', t('this domain only', 'ce domaine seulement'))
    .addHelpText('after', examples('inventory', 'inventory --domain spf55.org'))
    .action(bind(inventory));
};

async function inventory(cli: Cli, path: string, { domain }: { domain?: string }): Promise<number> {
  const { files, analysis } = await loadPlan(cli, path);
  const { addresses, errors } = sourceAddressesOf(analysis, domain);
  const [error] = errors;
  if (error !== undefined) throw new CliError(EXIT.refused, error[cli.locale]);
  if (addresses.length === 0)
    throw new CliError(
      EXIT.usage,
      cli.t('the plan names no address there', 'le plan n’y nomme aucune adresse'),
    );
  const taken = cli.services.clock.now().toISOString().slice(0, 10);
  const { found, missing } = await readAll(cli, files.folder, addresses);
  for (const [domain, entries] of Map.groupBy(found, ([address]) => domainOf(address))) {
    const merged: DomainInventory = { domain, taken, addresses: new Map(entries) };
    cli.terminal.out(`${await cli.services.writeInventory(files.folder, merged)}\n`);
  }
  for (const line of missing) cli.terminal.err(`${line}\n`);
  return missing.length > 0 ? EXIT.incomplete : EXIT.done;
}

interface Read {
  readonly found: [string, InventoryEntry][];
  readonly missing: string[];
}

/** Reads address after address; one that does not open is told and left out, a fault of the whole endpoint ends it. */
async function readAll(cli: Cli, folder: string, addresses: readonly SourceAddress[]): Promise<Read> {
  const ends = cli.services.ends(folder);
  const read: Read = { found: [], missing: [] };
  const open = (endpoint: Endpoint, address: string) => ends.source(endpoint, address, cli.signal);
  const doors = addresses.map(
    ({ address, endpoint }) => ({ side: 'source', endpoint, mailbox: address }) as const,
  );
  await proveLogins(doors, ends, cli.signal);
  for (const { address, endpoint } of addresses) {
    try {
      const entry = await using(open(endpoint, address), (source) => takeInventory(source, cli.signal));
      read.found.push([compared(address), entry]);
      cli.terminal.err(
        `${address}${colon(cli.locale)}${entry.messages} messages, ${humanSize(entry.bytes, cli.locale)}\n`,
      );
    } catch (error) {
      const failure = failureOf(error);
      if (!failure || failure.reach === 'plan' || failure.reach === 'lot') throw error;
      read.missing.push(`${address}${colon(cli.locale)}${describeFailure(failure, cli.locale)}`);
    }
  }
  return read;
}
