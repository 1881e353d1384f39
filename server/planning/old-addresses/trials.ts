/**
 * Which addresses of a lot are tried by a message sent through: each old one, and each that is sent on, with the mailbox where it has
 * to arrive and the system that takes mail to it today. Pure: nothing is sent here.
 */
import type { Analysis } from '../../language/analysis.ts';
import { compared } from '../../language/model/names.ts';
import { endpointIn } from '../endpoints.ts';
import type { Endpoint, Reached } from '../migration-plan.ts';
import { type WantedObject, wantedOf } from '../provisioning/wanted.ts';
import { type Text, text } from '../text.ts';

/** A mailbox that is opened to see what arrives in it. */
export interface Arrival {
  readonly endpoint: Endpoint;
  readonly mailbox: string;
}

/** Where mail is handed in (RFC 5321), and whose door it is. */
export interface HandInPlace extends Reached {
  readonly endpoint: string;
}

/**
 * `alias`: an address that the target serves. `redirect`: one that the source, or another system, is to send on. `forward`: a
 * mailbox's own address, whose mail goes on to another.
 */
export type TrialKind = 'alias' | 'redirect' | 'forward';

export interface Trial {
  readonly kind: TrialKind;
  /** Where the message is sent to. */
  readonly address: string;
  readonly arrival: Arrival;
  readonly handIn: HandInPlace;
}

/** An address that no message can prove. */
export interface Untried {
  readonly kind: TrialKind;
  readonly address: string;
  readonly why: Text;
}

export interface LotTrials {
  readonly trials: readonly Trial[];
  readonly untried: readonly Untried[];
}

/** In the order of the plan's files. */
export function trialsOf(analysis: Analysis, lot: string): LotTrials {
  const leads = wantedOf(analysis, lot).flatMap(leadsOf);
  const judged = leads.map((lead) => judge(analysis, lead));
  return {
    trials: judged.flatMap((one) => ('why' in one ? [] : [one])),
    untried: judged.flatMap((one) => ('why' in one ? [one] : [])),
  };
}

/** The mailbox of an address, as the plan places it; undefined where it has none that can be opened. */
export function arrivalAt(analysis: Analysis, address: string): Arrival | undefined {
  const { target } = analysis.model.placementOf(address);
  const endpoint = target === undefined ? undefined : endpointIn(analysis, target);
  return endpoint && !('refused' in endpoint) ? { endpoint, mailbox: address } : undefined;
}

interface Lead {
  readonly kind: TrialKind;
  readonly address: string;
  /** Where its mail has to arrive. */
  readonly to: string;
  readonly arrivesAt: string | undefined;
  readonly handedInAt: string | undefined;
  readonly object: WantedObject['kind'];
}

/** An address that the target serves is tried there; one that it does not, where its mail is today. */
function leadsOf(wanted: WantedObject): Lead[] {
  const { address: to, kind: object, endpoint, source, aliases, redirects, forwards } = wanted;
  const lead = (kind: TrialKind, address: string, handedInAt: string | undefined, at = to): Lead => ({
    ...{ kind, address, to: at, object, handedInAt },
    arrivesAt: endpoint,
  });
  return [
    ...aliases.map((alias) => lead('alias', alias, endpoint)),
    ...redirects.map(({ address }) => lead('redirect', address, source)),
    ...forwards.map((forward) => lead('forward', to, endpoint, forward.to)),
  ];
}

function judge(analysis: Analysis, lead: Lead): Trial | Untried {
  const { kind, address, to } = lead;
  const untried = (why: Text): Untried => ({ kind, address, why });
  if (lead.object !== 'mailbox' && lead.object !== 'shared') return untried(noMailbox(to));
  const arrival = kind === 'forward' ? mailboxOfPlan(analysis, to) : arrivalOf(analysis, lead);
  if (!arrival) return untried(kind === 'forward' ? outside(to) : noEndpoint(to));
  const handIn = handInAt(analysis, lead.handedInAt);
  return 'en' in handIn ? untried(handIn) : { kind, address, arrival, handIn };
}

/** One that the plan declares: what another address of its domains is, nobody said. */
function mailboxOfPlan(analysis: Analysis, address: string): Arrival | undefined {
  const wanted = compared(address);
  const declared = [...analysis.declarations('mailbox'), ...analysis.declarations('shared')];
  const found = declared.find((one) => compared(one.address.value) === wanted);
  return found && arrivalAt(analysis, found.address.value);
}

function arrivalOf(analysis: Analysis, { to, arrivesAt }: Lead): Arrival | undefined {
  const endpoint = arrivesAt === undefined ? undefined : endpointIn(analysis, arrivesAt);
  return endpoint && !('refused' in endpoint) ? { endpoint, mailbox: to } : undefined;
}

function handInAt(analysis: Analysis, name: string | undefined): HandInPlace | Text {
  if (name === undefined) return nobodys;
  const endpoint = endpointIn(analysis, name);
  if ('refused' in endpoint) return endpoint.refused;
  const smtp = endpoint.kind === 'archive' ? undefined : endpoint.smtp;
  return smtp ? { ...smtp, endpoint: name } : noSmtp(name);
}

const noMailbox = (to: string): Text =>
  text(
    `${to} is no mailbox that one could look into; send it a message yourself`,
    `${to} n’est pas une boîte dans laquelle regarder\u00A0; envoyez-lui un message vous-même`,
  );
const outside = (to: string): Text =>
  text(
    `it goes on to ${to}, which is no mailbox of the plan: ask there whether a message arrives`,
    `son courrier part vers ${to}, qui n’est pas une boîte du plan\u00A0: demandez là-bas si un message arrive`,
  );
const noEndpoint = (to: string): Text =>
  text(`the plan names no target for ${to}`, `le plan ne nomme pas de cible pour ${to}`);
const nobodys = text(
  'the plan does not say which system takes its mail today; send it a message yourself',
  'le plan ne dit pas quel système reçoit son courrier aujourd’hui\u00A0; envoyez-lui un message vous-même',
);
const noSmtp = (name: string): Text =>
  text(
    `endpoint ${name} does not say where mail is handed in; add smtp to it, such as: smtp mx.example.org port 25 starttls`,
    `le point d’accès ${name} ne dit pas où le courrier se remet\u00A0; ajoutez-y smtp, par exemple\u00A0: smtp mx.example.org port 25 starttls`,
  );
