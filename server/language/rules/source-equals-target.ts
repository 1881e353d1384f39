import type { Located } from '../../../grammar/tree.ts';
import type { DeclarationOf } from '../../../grammar/vocabulary.ts';
import { comparedDomain, keyOf } from '../model/names.ts';
import type { PlanModel } from '../model/plan-model.ts';
import { withoutUserinfo } from '../model/url.ts';
import { defineRule, type Found, plan, type Related } from './rule.ts';

/** A source and a target that are one system: the same host and port, tenant, address of its interface, or folder. */
export const sourceEqualsTarget = defineRule({
  code: 'MP804',
  name: 'source-equals-target',
  severity: 'error',
  on: ['plan', 'domain'],
  why: {
    en: 'The copy would read what it writes, and verification would find everything in its place. It is a slip of the pen in one of the two.',
    fr: 'La copie lirait ce qu’elle écrit, et la vérification trouverait tout à sa place. C’est une faute de frappe dans l’un des deux.',
  },
  bad: plan`
    plan "To the new servers" { source old; target ⟦new⟧ }
    endpoint old imap {
      host imap.a.example
      login master "migration" secret env OLD_PASSWORD
    }
    endpoint new imap {
      host imap.a.example port 993 tls
      login master "migration" secret env NEW_PASSWORD
    }`,
  good: plan`
    plan "To the new servers" { source old; target new }
    endpoint old imap {
      host imap.a.example
      login master "migration" secret env OLD_PASSWORD
    }
    endpoint new imap {
      host imap.b.example
      login master "migration" secret env NEW_PASSWORD
    }`,
  check({ declares, has }, { model }): Found<Data> | undefined {
    if (!has.source && !has.target) return undefined;
    const plan = declares === 'domain' ? model.declared('plan', '')?.has : undefined;
    const [source, target] = [has.source ?? plan?.source, has.target ?? plan?.target];
    const at = has.target ?? has.source;
    if (!at || !source || !target) return undefined;
    const place = samePlace(source.value, target.value, model);
    if (place === undefined) return undefined;
    const related = [source, target].flatMap(({ value }) => declaredAt(value, model));
    return { at, data: { source: source.value, target: target.value, place }, related };
  },
  message: {
    en: ({ source, target, place }) =>
      source === target
        ? `${source} is both source and target; name the system that mail moves to`
        : `source ${source} and target ${target} are the same system (${place}); correct one of them`,
    fr: ({ source, target, place }) =>
      source === target
        ? `${source} est à la fois la source et la cible\u00A0; nommez le système vers lequel part le courrier`
        : `la source ${source} et la cible ${target} sont le même système (${place})\u00A0; corrigez l’une des deux`,
  },
});

interface Data {
  readonly source: string;
  readonly target: string;
  readonly place: string;
}

/** Where both of two endpoints are, if it is one place. */
function samePlace(source: string, target: string, model: PlanModel): string | undefined {
  if (source === target) return source;
  const [from, to] = [model.declared('endpoint', source), model.declared('endpoint', target)];
  const places = from && to ? placesOf(from) : [];
  const others = new Set(to && places.length > 0 ? placesOf(to) : []);
  return places.find((place) => others.has(place));
}

/** Every way of saying where an endpoint is, so that two of them can be compared. */
function placesOf({ has: { host, tenant, url, path } }: DeclarationOf<'endpoint'>): string[] {
  const places = [];
  if (host) places.push(`${comparedDomain(host.value.name.value)}:${portOf(host)}`);
  if (tenant) places.push(comparedDomain(tenant.value));
  if (url) places.push(withoutUserinfo(url.value).replace(/\/+$/, '').toLowerCase());
  if (path) places.push(path.value.replace(/\/+$/, ''));
  return places;
}

/** RFC 8314 §7.3 and RFC 9051 §2.1: 993 with TLS from the start, else 143. */
const portOf = ({ value: { port, security } }: NonNullable<DeclarationOf<'endpoint'>['has']['host']>) =>
  port?.value ?? ((security?.value ?? 'tls') === 'tls' ? 993 : 143);

function declaredAt(name: string, model: PlanModel): Related[] {
  const [first] = model.definitionsOf(keyOf('endpoint', name));
  const at = first && model.declared('endpoint', name)?.has;
  const span: Located<unknown> | undefined = at?.host ?? at?.tenant ?? at?.url ?? at?.path;
  if (!first) return [];
  const what = { en: `${name} is here`, fr: `${name} est ici` };
  return [{ place: { block: first.block, span: span ?? first.definition }, what }];
}
