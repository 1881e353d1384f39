/** An account, a shared mailbox, a room or a list made, with its domain, its licence, its names and its quota. */
import { domainOf } from '../../../language/model/names.ts';
import { humanSize } from '../../../language/model/words/quantities.ts';
import type { Step, StepKind } from '../../migration-plan.ts';
import { type Text, text } from '../../text.ts';
import { type Change, makingOf } from '../change.ts';
import { isByRun } from '../operations.ts';
import { type HeldObject, PROFILE_FIELDS, type Profile } from '../target-state.ts';
import { ABSENT, NOT_CHECKED, type Stepping, same, type Told } from './stepping.ts';

export function domainStep(of: Stepping): Step | undefined {
  const name = domainOf(of.wanted.address);
  const held = of.setting.state?.domains?.get(name);
  if (of.setting.ways.domain === 'none' || held?.state === 'verified') return undefined;
  const before = held ? DOMAINS[held.state] : NOT_CHECKED;
  const isMissing = held === undefined || held.state === 'absent';
  const after = text('the target takes its mail', 'la cible prend son courrier');
  const action = isMissing ? 'create' : 'none';
  const told: Told = { kind: 'domain', action, before, after, reason: OWNERSHIP };
  const step = of.step({ does: 'add-domain', address: name }, told);
  return { ...step, key: `domain ${name}`, subject: name, reach: 'lot', needs: [] };
}

export function makingStep(of: Stepping): Step | undefined {
  const { address, kind, profile, isNew } = of.wanted;
  const { seen, ways } = of.setting;
  const way = ways[makingOf(kind)];
  if (way === 'none') return undefined;
  const change: Change = { does: 'make', kind, address, profile };
  const after = text('it is there', 'il existe');
  const needs = ways.domain === 'none' ? [] : [`domain ${domainOf(address)}`];
  const told = { kind: makingOf(kind) as StepKind, after, needs };
  const reason = isNew
    ? text('it is new and begins empty', 'elle est nouvelle et commence vide')
    : text('the plan wants it', 'le plan la veut');
  if (of.held)
    return of.step(change, {
      ...told,
      action: 'none',
      before: after,
      reason: text('it is there', 'il existe'),
    });
  if (seen?.state === 'blocked')
    return of.step(change, {
      ...told,
      action: 'none',
      before: seen.why,
      reason: text('it cannot be made', 'il ne peut pas être créé'),
    });
  // Whoever makes accounts by hand may have made it long ago.
  if (!seen && !isByRun(way) && !isNew)
    return of.step(change, { ...told, action: 'none', before: NOT_CHECKED, reason: NOT_READ });
  return of.step(change, { ...told, action: 'create', before: of.before(ABSENT), reason });
}

export function licenceStep(of: Stepping): Step | undefined {
  const { licence, address } = of.wanted;
  if (!licence || of.setting.ways.licence === 'none') return undefined;
  const change: Change = { does: 'license', address, licence: licence.name, sku: licence.sku };
  const told = { kind: 'licence' as const, what: licence.name, after: same(licence.name) };
  const skus = of.held?.skus;
  if (skus?.includes(licence.sku))
    return of.step(change, { ...told, action: 'none', before: same(licence.name) });
  return of.step(change, {
    ...told,
    action: 'grant',
    before: of.known(skus, (all) => all.join(', ')),
  });
}

/** A target that makes a mailbox some time after its account got a licence: nothing is put into it before. */
export function readyStep(of: Stepping): Step | undefined {
  const { address, kind } = of.wanted;
  const isSlow = of.setting.ways.licence !== 'none' && kind === 'mailbox';
  if (kind === 'list' || !isByRun(of.setting.ways.account) || !(isSlow || of.held?.isReady === false))
    return undefined;
  const after = text('mail can be put into it', 'du courrier peut y être mis');
  const isReady = of.held?.isReady === true;
  const before = isReady ? after : of.before(text('not yet', 'pas encore'));
  const needs = [of.making, ...(of.wanted.licence ? [`licence ${of.wanted.licence.name} ${address}`] : [])];
  const reason = text(
    'the target makes it some time after its licence',
    'la cible la crée quelque temps après sa licence',
  );
  return of.step(
    { does: 'await', address },
    { kind: 'ready', action: isReady ? 'none' : 'wait', before, after, needs, reason },
  );
}

/** What an object is made with needs no change of its own. */
export function profileStep(of: Stepping): Step | undefined {
  const { address, kind, profile } = of.wanted;
  const held = of.held?.profile;
  if (!held || of.setting.ways.profile === 'none') return undefined;
  const fields = PROFILE_FIELDS.filter(
    (field) => profile[field] !== undefined && profile[field] !== held[field],
  );
  if (fields.length === 0) return undefined;
  const differs = Object.fromEntries(fields.map((field) => [field, profile[field]])) as Profile;
  const say = (of: Profile) => same(fields.map((field) => of[field] ?? '–').join(', '));
  return of.step(
    { does: 'describe', kind, address, profile: differs },
    { kind: 'profile', action: 'update', before: say(held), after: say(profile) },
  );
}

export function quotaStep(of: Stepping): Step | undefined {
  const { quota, address } = of.wanted;
  if (quota === undefined || of.setting.ways.quota === 'none') return undefined;
  const held = of.held?.quota;
  const change: Change = { does: 'set-quota', address, bytes: quota };
  const told = { kind: 'quota' as const, after: sizeOf(quota) };
  if (isSameSize(held, quota)) return of.step(change, { ...told, action: 'none', before: sizeOf(quota) });
  const before =
    held === 'none'
      ? text('no limit', 'sans limite')
      : of.known(held, (bytes) => sizeOf(bytes)[of.setting.locale]);
  return of.step(change, { ...told, action: 'update', before });
}

const sizeOf = (bytes: number): Text => text(humanSize(bytes, 'en'), humanSize(bytes, 'fr'));

/** Servers count in units of 1024 bytes (RFC 9208, 5.1). */
const isSameSize = (held: HeldObject['quota'], wanted: number): boolean =>
  typeof held === 'number' && Math.floor(held / 1024) === Math.floor(wanted / 1024);

const NOT_READ = text('the target was not read', 'la cible n’a pas été lue');
const OWNERSHIP = text(
  'the target takes a domain once its zone holds the records that prove it yours',
  'la cible prend un domaine quand sa zone porte les enregistrements qui prouvent qu’il est à vous',
);
const DOMAINS = {
  absent: text('not there', 'absent'),
  unverified: text('there, not verified yet', 'présent, pas encore vérifié'),
} as const;
