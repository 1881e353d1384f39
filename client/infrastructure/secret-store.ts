/**
 * The secrets of plans: each asked for once, kept where the editor keeps secrets, and handed to whoever starts a process. They are in
 * no setting and no log, and nothing here shows one. Each is kept with where it goes: a plan that somebody leads elsewhere has to ask
 * for it again. What this machine has by now counts before what was kept while it was lacking.
 */
import { type Disposable, l10n, type SecretStorage, window } from 'vscode';
import type { KeptSecret, SecretInfo } from '../../server/protocol.ts';
import type { Secrets } from './migplan-process.ts';

export type AskForSecrets = (plan: string) => Promise<readonly SecretInfo[]>;

export interface SecretStore {
  /** Those that are kept for a plan. Those that are lacking are asked for; undefined where the person would rather not. */
  askedFor(plan: string): Promise<Secrets | undefined>;
  /** Those that are kept; nobody is asked. */
  kept(plan: string): Promise<Secrets>;
  /** Of those with these keys, which are kept, and what each was typed for. */
  keptAmong(plan: string, keys: readonly string[]): Promise<readonly KeptSecret[]>;
  /** Told of each plan of which a secret is kept or forgotten, in any window. */
  onChange(hear: (plan: string) => void): Disposable;
  /** Lets the person choose which to type anew; false where none was. */
  askAnew(plan: string): Promise<boolean>;
  /** Lets the person choose which to forget: how many were, or undefined where the person would rather not. */
  forget(plan: string): Promise<number | undefined>;
}

export function secretStore(storage: SecretStorage, named: AskForSecrets): SecretStore {
  const place = (plan: string, { key }: SecretInfo): string => JSON.stringify([plan, key]);
  const storedOf = async (plan: string, secrets: readonly SecretInfo[]): Promise<Map<SecretInfo, string>> => {
    const stored = await Promise.all(secrets.map((one) => storage.get(place(plan, one))));
    return present(secrets, (_, index) => stored[index]);
  };
  const keptOf = async (plan: string, secrets: readonly SecretInfo[]): Promise<Map<SecretInfo, string>> => {
    const stored = await storedOf(plan, secrets);
    return present(secrets, (one) => keptFor(one, stored.get(one)));
  };
  const askAndKeep = async (plan: string, secrets: readonly SecretInfo[]): Promise<boolean> => {
    for (const [index, one] of secrets.entries()) {
      const value = await ask(one, index + 1, secrets.length);
      if (value === undefined) return false;
      if (value !== '') await storage.store(place(plan, one), JSON.stringify(keptAs(one, value)));
    }
    return true;
  };
  const keptSecrets = async (plan: string): Promise<Secrets> =>
    byKey(await keptOf(plan, distinct(await named(plan))));
  return {
    kept: keptSecrets,
    async keptAmong(plan, keys) {
      const all = await Promise.all(keys.map((key) => storage.get(JSON.stringify([plan, key]))));
      return keys.flatMap((key, index) => {
        const stored = all[index];
        return stored === undefined ? [] : [{ key, opens: (JSON.parse(stored) as Kept).opens }];
      });
    },
    onChange: (hear) =>
      storage.onDidChange(({ key }) => {
        const [plan] = JSON.parse(key) as readonly string[];
        if (plan !== undefined) hear(plan);
      }),
    async askedFor(plan) {
      const secrets = distinct(await named(plan));
      const kept = await keptOf(plan, secrets);
      const lacking = secrets.filter((one) => one.isMissing && !kept.has(one));
      if (!(await askAndKeep(plan, lacking))) return undefined;
      return lacking.length === 0 ? byKey(kept) : keptSecrets(plan);
    },
    async askAnew(plan) {
      const secrets = distinct(await named(plan));
      const chosen = await choose(secrets, l10n.t('Which secrets do you want to type again?'));
      return chosen !== undefined && chosen.length > 0 && askAndKeep(plan, chosen);
    },
    async forget(plan) {
      const stored = await storedOf(plan, distinct(await named(plan)));
      if (stored.size === 0) return 0;
      const chosen = await choose([...stored.keys()], l10n.t('Which secrets are to be forgotten?'), true);
      if (!chosen || chosen.length === 0) return undefined;
      for (const one of chosen) await storage.delete(place(plan, one));
      return chosen.length;
    },
  };
}

function present(
  secrets: readonly SecretInfo[],
  heldFor: (one: SecretInfo, index: number) => string | undefined,
): Map<SecretInfo, string> {
  return new Map(
    secrets.flatMap((one, index) => {
      const value = heldFor(one, index);
      return value === undefined ? [] : [[one, value] as const];
    }),
  );
}

interface Kept {
  readonly opens: string;
  readonly value: string;
  /** It was typed although this machine had one: that one was wrong. */
  readonly isInstead?: boolean;
}

const keptAs = ({ opens, isMissing }: SecretInfo, value: string): Kept => ({
  ...{ opens, value },
  ...(!isMissing && { isInstead: true }),
});

/** What was kept of it, where it still goes where it went, and this machine has none that was not there when it was typed. */
function keptFor({ opens, isMissing }: SecretInfo, stored: string | undefined): string | undefined {
  const read = stored === undefined ? undefined : (JSON.parse(stored) as Kept);
  return read?.opens === opens && (isMissing || read.isInstead) ? read.value : undefined;
}

/** The same secret opens several doors. */
function distinct(secrets: readonly SecretInfo[]): SecretInfo[] {
  return [...new Map(secrets.map((one) => [one.key, one])).values()];
}

const byKey = (kept: ReadonlyMap<SecretInfo, string>): Secrets =>
  Object.fromEntries([...kept].map(([{ key }, value]) => [key, value]));

/** An empty answer goes on without it: what needs it says so. */
async function ask(
  { name, purpose, opens }: SecretInfo,
  number: number,
  of: number,
): Promise<string | undefined> {
  const title = l10n.t('Secret for {0}', purpose);
  return window.showInputBox({
    title: of > 1 ? `${title} (${number}/${of})` : title,
    prompt: l10n.t(
      'The plan names it {0}. It is kept in this editor’s secret storage and handed to the run directly; leave it empty to go on without it.',
      name,
    ),
    placeHolder: opens,
    password: true,
    ignoreFocusOut: true,
  });
}

/** One is chosen by itself, but for where that must be meant. */
async function choose(
  secrets: readonly SecretInfo[],
  title: string,
  isMeant = false,
): Promise<readonly SecretInfo[] | undefined> {
  if (secrets.length <= 1 && !isMeant) return secrets;
  const items = secrets.map((secret) => ({ label: secret.purpose, description: secret.name, secret }));
  const chosen = await window.showQuickPick(items, { title, canPickMany: true });
  return chosen?.map(({ secret }) => secret);
}
