/**
 * What has to be done at a target so that it is as the plan wants it: the difference between what is wanted and what was seen, as
 * steps. The same for every kind of system. What was not looked at is not checked, never a guess; nothing is taken away that the plan
 * does not name.
 */
import { compared, domainOf } from '../../language/model/names.ts';
import { humanSize } from '../../language/model/words/quantities.ts';
import type { Locale } from '../../language/rules/rule.ts';
import type { Step, StepAction, StepKind } from '../migration-plan.ts';
import { type Text, text } from '../text.ts';
import { type Change, makingOf, operationOf } from './change.ts';
import { isByRun, type Ways } from './operations.ts';
import {
  type HeldObject,
  PROFILE_FIELDS,
  type Profile,
  type SeenObject,
  type TargetState,
} from './target-state.ts';
import type { WantedObject } from './wanted.ts';

export interface StepSetting {
  readonly locale: Locale;
  /** The endpoint it is done at, and how each thing is done there. */
  readonly endpoint: string;
  readonly ways: Ways;
  /** Absent where the target was not looked at. */
  readonly seen: SeenObject | undefined;
  readonly state: TargetState | undefined;
}

/** Everything but mail, old addresses and forwards: what has to be there before a mailbox is used. */
export function accountSteps(wanted: WantedObject, setting: StepSetting): Step[] {
  const of = new Stepping(wanted, setting);
  return [
    of.domain(),
    of.making(),
    of.licence(),
    of.ready(),
    of.routing(),
    of.profile(),
    of.quota(),
    ...of.aliases(),
    ...of.access(),
    ...of.members(),
    of.booking(),
  ].flatMap((step) => step ?? []);
}

/** Where mail goes on to: the last of all, when what it goes on to is there. */
export function forwardSteps(wanted: WantedObject, setting: StepSetting): Step[] {
  const of = new Stepping(wanted, setting);
  return [...of.forwards(), of.routedHere()].flatMap((step) => step ?? []);
}

const NOT_CHECKED = text('not checked', 'non vérifié');
const ABSENT = text('not there', 'absent');

/** What a step says besides what it does. */
interface Told {
  readonly kind: StepKind;
  /** Tells steps of a kind and a subject apart. */
  readonly what?: string;
  readonly action: StepAction;
  readonly before: Text;
  readonly after: Text;
  readonly reason?: Text;
  readonly needs?: readonly string[];
}

class Stepping {
  readonly #wanted: WantedObject;
  readonly #setting: StepSetting;
  readonly #held: HeldObject | undefined;
  readonly #making: string;

  constructor(wanted: WantedObject, setting: StepSetting) {
    this.#wanted = wanted;
    this.#setting = setting;
    this.#held = setting.seen?.state === 'held' ? setting.seen : undefined;
    this.#making = `${makingOf(wanted.kind)} ${wanted.address}`;
  }

  domain(): Step | undefined {
    const name = domainOf(this.#wanted.address);
    const held = this.#setting.state?.domains?.get(name);
    if (this.#setting.ways.domain === 'none' || held?.state === 'verified') return undefined;
    const before = held ? DOMAINS[held.state] : NOT_CHECKED;
    const isMissing = held === undefined || held.state === 'absent';
    const after = text('the target takes its mail', 'la cible prend son courrier');
    const action = isMissing ? 'create' : 'none';
    const told: Told = { kind: 'domain', action, before, after, reason: OWNERSHIP };
    const step = this.#step({ does: 'add-domain', address: name }, told);
    return { ...step, key: `domain ${name}`, subject: name, reach: 'lot', needs: [] };
  }

  making(): Step | undefined {
    const { address, kind, profile, isNew } = this.#wanted;
    const { seen, ways } = this.#setting;
    const way = ways[makingOf(kind)];
    if (way === 'none') return undefined;
    const change: Change = { does: 'make', kind, address, profile };
    const after = text('it is there', 'il existe');
    const told = { kind: makingOf(kind) as StepKind, after, needs: [] };
    const reason = isNew
      ? text('it is new and begins empty', 'elle est nouvelle et commence vide')
      : text('the plan wants it', 'le plan la veut');
    if (this.#held)
      return this.#step(change, {
        ...told,
        action: 'none',
        before: after,
        reason: text('it is there', 'il existe'),
      });
    if (seen?.state === 'blocked')
      return this.#step(change, {
        ...told,
        action: 'none',
        before: seen.why,
        reason: text('it cannot be made', 'il ne peut pas être créé'),
      });
    // Whoever makes accounts by hand may have made it long ago.
    if (!seen && !isByRun(way) && !isNew)
      return this.#step(change, { ...told, action: 'none', before: NOT_CHECKED, reason: NOT_READ });
    return this.#step(change, { ...told, action: 'create', before: this.#before(ABSENT), reason });
  }

  licence(): Step | undefined {
    const { licence, address } = this.#wanted;
    if (!licence || this.#setting.ways.licence === 'none') return undefined;
    const change: Change = { does: 'license', address, licence: licence.name, sku: licence.sku };
    const told = { kind: 'licence' as const, what: licence.name, after: same(licence.name) };
    const skus = this.#held?.skus;
    if (skus?.includes(licence.sku))
      return this.#step(change, { ...told, action: 'none', before: same(licence.name) });
    return this.#step(change, {
      ...told,
      action: 'grant',
      before: this.#known(skus, (all) => all.join(', ')),
    });
  }

  /** A target that makes a mailbox some time after its account got a licence: nothing is put into it before. */
  ready(): Step | undefined {
    const { address, kind } = this.#wanted;
    const isSlow = this.#setting.ways.licence !== 'none' && kind === 'mailbox';
    if (kind === 'list' || !isByRun(this.#setting.ways.account) || !(isSlow || this.#held?.isReady === false))
      return undefined;
    const after = text('mail can be put into it', 'du courrier peut y être mis');
    const isReady = this.#held?.isReady === true;
    const before = isReady ? after : this.#before(text('not yet', 'pas encore'));
    const needs = [
      this.#making,
      ...(this.#wanted.licence ? [`licence ${this.#wanted.licence.name} ${address}`] : []),
    ];
    const reason = text(
      'the target makes it some time after its licence',
      'la cible la crée quelque temps après sa licence',
    );
    return this.#step(
      { does: 'await', address },
      { kind: 'ready', action: isReady ? 'none' : 'wait', before, after, needs, reason },
    );
  }

  /** Until it is opened here, mail to a split domain's mailbox is kept by the other system. */
  routing(): Step | undefined {
    const { isSplit, address, kind } = this.#wanted;
    if (!isSplit || kind === 'list' || this.#setting.ways.routing === 'none' || this.#held) return undefined;
    return this.#route(address, 'external');
  }

  routedHere(): Step | undefined {
    const { isSplit, address, kind } = this.#wanted;
    if (!isSplit || kind === 'list' || this.#setting.ways.routing === 'none') return undefined;
    return this.#route(address, 'internal');
  }

  #route(address: string, to: 'internal' | 'external'): Step {
    const held = this.#held?.routing;
    const told = { kind: 'routing' as const, what: to, after: ROUTED[to] };
    const change: Change = { does: 'route', address, to };
    if (held === to) return this.#step(change, { ...told, action: 'none', before: ROUTED[to] });
    return this.#step(change, {
      ...told,
      action: 'update',
      before: held ? ROUTED[held] : this.#before(ABSENT),
    });
  }

  /** What an object is made with needs no change of its own. */
  profile(): Step | undefined {
    const { address, kind, profile } = this.#wanted;
    const held = this.#held?.profile;
    if (!held || this.#setting.ways.profile === 'none') return undefined;
    const fields = PROFILE_FIELDS.filter(
      (field) => profile[field] !== undefined && profile[field] !== held[field],
    );
    if (fields.length === 0) return undefined;
    const differs = Object.fromEntries(fields.map((field) => [field, profile[field]])) as Profile;
    const say = (of: Profile) => same(fields.map((field) => of[field] ?? '–').join(', '));
    return this.#step(
      { does: 'describe', kind, address, profile: differs },
      { kind: 'profile', action: 'update', before: say(held), after: say(profile) },
    );
  }

  quota(): Step | undefined {
    const { quota, address } = this.#wanted;
    if (quota === undefined || this.#setting.ways.quota === 'none') return undefined;
    const held = this.#held?.quota;
    const change: Change = { does: 'set-quota', address, bytes: quota };
    const told = { kind: 'quota' as const, after: this.#size(quota) };
    if (isSameSize(held, quota))
      return this.#step(change, { ...told, action: 'none', before: this.#size(quota) });
    const before =
      held === 'none'
        ? text('no limit', 'sans limite')
        : this.#known(held, (bytes) => this.#size(bytes)[this.#setting.locale]);
    return this.#step(change, { ...told, action: 'update', before });
  }

  aliases(): Step[] {
    const { aliases, without, address, kind } = this.#wanted;
    if (this.#setting.ways.alias === 'none') return [];
    const held = this.#held?.aliases?.map(compared);
    const added = aliases.map((alias) => {
      const isThere = held?.includes(compared(alias)) ?? false;
      const after = text(`mail to ${alias} arrives here`, `le courrier de ${alias} arrive ici`);
      const told = { kind: 'alias' as const, what: alias, after };
      const change: Change = { does: 'add-alias', kind, address, alias };
      if (isThere) return this.#step(change, { ...told, action: 'none', before: after });
      return this.#step(change, {
        ...told,
        action: 'create',
        before: this.#known(held, () => ABSENT[this.#setting.locale]),
      });
    });
    const removed = without.aliases
      .filter((alias) => held?.includes(compared(alias)))
      .map((alias) => {
        const before = text(`mail to ${alias} arrives here`, `le courrier de ${alias} arrive ici`);
        const told: Told = {
          kind: 'alias',
          what: `without ${alias}`,
          action: 'revoke',
          before,
          after: ABSENT,
          reason: BY_THE_PLAN,
        };
        return this.#step({ does: 'remove-alias', kind, address, alias }, told);
      });
    return [...added, ...removed];
  }

  access(): Step[] {
    const { access, address, kind } = this.#wanted;
    if (this.#setting.ways.access === 'none') return [];
    const held = this.#held?.access;
    const given = access.map(({ who, right }) => {
      const after = text(`${who} has ${right} access`, `${who} a l’accès ${right}`);
      const told = { kind: 'access' as const, what: `${who} ${right}`, after };
      const change: Change = { does: 'grant', kind, address, who, right };
      const rights = held?.filter((one) => compared(one.who) === compared(who)).map((one) => one.right);
      if (rights?.includes(right)) return this.#step(change, { ...told, action: 'none', before: after });
      const before = this.#known(rights, (all) =>
        all.length > 0 ? all.join(', ') : NO_ACCESS[this.#setting.locale],
      );
      return this.#step(change, { ...told, action: 'grant', before });
    });
    return [...given, ...this.#takenAway()];
  }

  /** Of a person whom the plan names for it, every right that it does not give. */
  #takenAway(): Step[] {
    const { access, without, address, kind } = this.#wanted;
    const named = new Set(without.access.map(compared));
    const kept = new Set(access.map(({ who, right }) => `${compared(who)} ${right}`));
    const surplus = (this.#held?.access ?? []).filter(
      ({ who, right }) => named.has(compared(who)) && !kept.has(`${compared(who)} ${right}`),
    );
    return surplus.map(({ who, right }) =>
      this.#step(
        { does: 'revoke', kind, address, who, right },
        {
          ...{
            kind: 'access',
            what: `without ${who} ${right}`,
            action: 'revoke',
            after: NO_ACCESS,
            reason: BY_THE_PLAN,
          },
          before: text(`${who} has ${right} access`, `${who} a l’accès ${right}`),
        },
      ),
    );
  }

  members(): Step[] {
    const { members, owners, kind } = this.#wanted;
    if (this.#setting.ways.member === 'none' || kind === 'mailbox' || kind === 'shared') return [];
    const member = (does: 'add-member' | 'add-owner', held: readonly string[] | undefined) => (one: string) =>
      this.#member(does, one, held);
    return [
      ...members.map(member('add-member', this.#held?.members)),
      ...owners.map(member('add-owner', this.#held?.owners)),
    ];
  }

  #member(does: 'add-member' | 'add-owner', member: string, held: readonly string[] | undefined): Step {
    const after =
      does === 'add-member'
        ? text(`${member} is a member`, `${member} est membre`)
        : text(`${member} looks after it`, `${member} en est responsable`);
    const told = {
      kind: 'member' as const,
      what: `${member} ${does === 'add-member' ? 'member' : 'owner'}`,
      after,
    };
    const change: Change = { does, address: this.#wanted.address, member };
    const isThere = held?.map(compared).includes(compared(member)) ?? false;
    if (isThere) return this.#step(change, { ...told, action: 'none', before: after });
    return this.#step(change, {
      ...told,
      action: 'update',
      before: this.#known(held, () => ABSENT[this.#setting.locale]),
    });
  }

  booking(): Step | undefined {
    const { kind, booking, capacity, address } = this.#wanted;
    if ((kind !== 'room' && kind !== 'equipment') || (booking === undefined && capacity === undefined))
      return undefined;
    if (this.#setting.ways.booking === 'none') return undefined;
    const say = (of: Pick<HeldObject, 'booking' | 'capacity'>): Text => ({
      en:
        [of.booking && `${of.booking} booking`, of.capacity && `${of.capacity} people`]
          .filter(Boolean)
          .join(', ') || '–',
      fr:
        [of.booking && BOOKED[of.booking], of.capacity && `${of.capacity} personnes`]
          .filter(Boolean)
          .join(', ') || '–',
    });
    const wants = { ...(booking && { booking }), ...(capacity !== undefined && { capacity }) };
    const isSo =
      this.#held !== undefined &&
      Object.entries(wants).every(([name, value]) => this.#held?.[name as 'booking' | 'capacity'] === value);
    const change: Change = { does: 'set-booking', kind, address, ...wants };
    const before =
      this.#held?.booking || this.#held?.capacity
        ? say(this.#held)
        : this.#before(text('not set', 'non réglée'));
    return this.#step(change, {
      kind: 'booking',
      action: isSo ? 'none' : 'update',
      before: isSo ? say(wants) : before,
      after: say(wants),
    });
  }

  forwards(): Step[] {
    const { forwards, address } = this.#wanted;
    if (this.#setting.ways.forward === 'none') return [];
    const held = this.#held?.forwards;
    return forwards.map(({ to, keepCopy, until }) => {
      const after = keepCopy
        ? text(`mail goes on to ${to}, a copy is kept`, `le courrier continue vers ${to}, une copie reste`)
        : text(`mail goes on to ${to}`, `le courrier continue vers ${to}`);
      const told = { kind: 'forward' as const, what: to, after };
      const change: Change = {
        does: 'forward',
        address,
        to,
        keepCopy,
        ...(until !== undefined && { until }),
      };
      const found = held?.find((one) => compared(one.to) === compared(to));
      if (found?.keepCopy === keepCopy) return this.#step(change, { ...told, action: 'none', before: after });
      const before = this.#known(held, (all) =>
        all.length > 0 ? all.map((one) => one.to).join(', ') : ABSENT[this.#setting.locale],
      );
      return this.#step(change, { ...told, action: found ? 'update' : 'create', before });
    });
  }

  #size = (bytes: number): Text => text(humanSize(bytes, 'en'), humanSize(bytes, 'fr'));

  /** Of something that the object tells; `NOT_CHECKED` where it does not, or nobody looked. */
  #known<T>(value: T | undefined, say: (value: T) => string): Text {
    if (value === undefined) return this.#before(ABSENT);
    return same(say(value) || '–');
  }

  /** How it is where there is nothing held to ask: known to be absent, or not known. */
  #before(absent: Text): Text {
    const { seen } = this.#setting;
    if (seen?.state === 'absent') return absent;
    return seen?.state === 'unknown' || seen?.state === 'blocked' ? seen.why : NOT_CHECKED;
  }

  #step(change: Change, { kind, what, action, before, after, reason, needs }: Told): Step {
    const { locale, endpoint, ways } = this.#setting;
    const { address } = this.#wanted;
    const way = ways[operationOf(change)];
    const isLeft = action !== 'none' && !isByRun(way);
    const why = isLeft
      ? BY_HAND
      : way === 'unsupported-api' && action !== 'none'
        ? UNSUPPORTED
        : (reason ?? BY_THE_PLAN);
    return {
      key: [kind, what, address].filter((part) => part !== undefined).join(' '),
      kind,
      subject: address,
      action: isLeft ? 'handover' : action,
      before: before[locale],
      after: after[locale],
      reason: (reason && isLeft ? joined(reason, why) : why)[locale],
      needs: needs ?? [this.#making],
      reach: 'mailbox',
      change,
      endpoint,
    };
  }
}

/** Servers count in units of 1024 bytes (RFC 9208, 5.1). */
const isSameSize = (held: HeldObject['quota'], wanted: number): boolean =>
  typeof held === 'number' && Math.floor(held / 1024) === Math.floor(wanted / 1024);

const same = (words: string): Text => text(words, words);
const joined = (one: Text, other: Text): Text => text(`${one.en}; ${other.en}`, `${one.fr} ; ${other.fr}`);

const NOT_READ = text('the target was not read', 'la cible n’a pas été lue');
const BY_THE_PLAN = text('the plan says so', 'le plan le dit');
const BY_HAND = text(
  'to be done by hand: this target has no supported call for it',
  'à faire à la main : cette cible n’a pas d’appel pris en charge pour cela',
);
const UNSUPPORTED = text(
  'by a call that its maker does not support, as the plan asks',
  'par un appel que l’éditeur ne prend pas en charge, comme le plan le demande',
);
const OWNERSHIP = text(
  'the target takes a domain once its zone holds the records that prove it yours',
  'la cible prend un domaine quand sa zone porte les enregistrements qui prouvent qu’il est à vous',
);
const NO_ACCESS = text('no access', 'aucun accès');
const DOMAINS = {
  absent: text('not there', 'absent'),
  unverified: text('there, not verified yet', 'présent, pas encore vérifié'),
} as const;
const ROUTED = {
  internal: text('its mail is kept here', 'son courrier reste ici'),
  external: text('its mail goes to the other system', 'son courrier va à l’autre système'),
} as const;
const BOOKED = { automatic: 'réservation automatique', manual: 'réservation manuelle' } as const;
