/**
 * The commands by their names, in the order of the help. Each is loaded when it is asked for: what one needs, the others would wait
 * for. Knows of none what it does.
 */
import type { Register } from './options.ts';

type Load = () => Promise<Register>;

const COMMANDS: ReadonlyMap<string, Load> = new Map<string, Load>([
  ['check', async () => (await import('./check.ts')).registerCheck],
  ['fmt', async () => (await import('./fmt.ts')).registerFmt],
  ['show', async () => (await import('./show.ts')).registerShow],
  ['explain', async () => (await import('./explain.ts')).registerExplain],
  ['import', async () => (await import('./import.ts')).registerImport],
  ['inventory', async () => (await import('./inventory.ts')).registerInventory],
  ['sheets', async () => (await import('./sheets.ts')).registerSheets],
  ['preflight', async () => (await import('./preflight.ts')).registerPreflight],
  ['dry-run', async () => (await import('./dry-run.ts')).registerDryRun],
  ['run', async () => (await import('./run.ts')).registerRun],
  ['status', async () => (await import('./status.ts')).registerStatus],
  ['tick', async () => (await import('./tick.ts')).registerTick],
  ['watch', async () => (await import('./watch.ts')).registerWatch],
  ['pause', async () => (await import('./steer.ts')).registerPause],
  ['resume', async () => (await import('./steer.ts')).registerResume],
  ['cancel', async () => (await import('./steer.ts')).registerCancel],
  ['verify', async () => (await import('./run.ts')).registerVerify],
  ['try-addresses', async () => (await import('./try-addresses.ts')).registerTryAddresses],
  ['report', async () => (await import('./report.ts')).registerReport],
  ['lsp', async () => (await import('./lsp.ts')).registerLsp],
]);

/** What a command line needs: the command that it names; all of them where it names none, as for help and for a slip of the pen. */
export async function commandsFor(argv: readonly string[]): Promise<readonly Register[]> {
  if (argv[0] === '--version' || argv[0] === '-V') return [];
  const named = COMMANDS.get(firstOperand(argv) ?? '');
  return named ? [await named()] : Promise.all([...COMMANDS.values()].map((load) => load()));
}

/** The first that is neither an option nor the value of one: of those that stand before a command, `--lang` alone takes any. */
const firstOperand = (argv: readonly string[]): string | undefined =>
  argv.find((value, index) => !value.startsWith('-') && argv[index - 1] !== '--lang');
