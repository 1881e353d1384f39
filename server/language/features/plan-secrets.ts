/** The secrets that a plan names for its endpoints: where each is said to be and what it is for, never what it is. */
import type { Secret } from '../../../grammar/shapes.ts';
import type { DeclarationOf } from '../../../grammar/vocabulary.ts';
import type { Analysis } from '../analysis.ts';
import { keyOf } from '../model/names.ts';
import { secretName } from '../model/surroundings.ts';
import { withoutUserinfo } from '../model/url.ts';
import { PlanWords } from '../model/words/plan-words.ts';

interface PlanSecret {
  readonly secret: Secret;
  /** As the plan names it: `env OLD_PASSWORD`, `prompt`. */
  readonly name: string;
  readonly purpose: string;
  /** What it is handed in under: where it is said to be, or what it is asked for. */
  readonly key: string;
  /** Where it would be sent: all that it opens, as the plan says it. */
  readonly opens: string;
}

/** Endpoint by endpoint. What is asked for each mailbox by itself is left out: nobody types thousands of passwords. */
export function planSecrets({ model, locale }: Analysis): PlanSecret[] {
  const words = new PlanWords(locale);
  const secrets = model.namesOf('endpoint').flatMap((name) => {
    const [place] = model.definitionsOf(keyOf('endpoint', name));
    const endpoint = place?.block.facts.declaration;
    if (endpoint?.declares !== 'endpoint') return [];
    return secretsOf(endpoint, waysTo(endpoint, place?.block.text ?? ''), words);
  });
  const byKey = Map.groupBy(secrets, ({ key }) => key);
  return [...byKey.values()].flatMap((same) => {
    const [first] = same;
    const all = (said: 'purpose' | 'opens'): string => [...new Set(same.map((one) => one[said]))].join(', ');
    return first ? [{ ...first, purpose: all('purpose'), opens: all('opens') }] : [];
  });
}

/** What says where an endpoint's login goes. */
const WAYS = ['host', 'sieve', 'smtp', 'tenant'] as const;

function waysTo({ has }: DeclarationOf<'endpoint'>, text: string): string {
  const ways = WAYS.flatMap((way) => {
    const said = has[way];
    return said ? [`${way} ${text.slice(said.start, said.end).replace(/\s+/g, ' ')}`] : [];
  });
  const url = has.url ? [`url ${withoutUserinfo(has.url.value)}`] : [];
  return [...ways, ...url].join('; ');
}

function secretsOf({ name, has }: DeclarationOf<'endpoint'>, opens: string, words: PlanWords): PlanSecret[] {
  const endpoint = `${words.say('endpoint')} ${name.value}`;
  const login = has.login?.value;
  const isOfEach = login?.method.value === 'each' && login.secret?.value.kind === 'prompt';
  const directory = has.directory?.value;
  const url = withoutUserinfo(directory?.url.value ?? '');
  return [
    ...(isOfEach ? [] : told(login?.secret?.value, endpoint, name.value, opens)),
    ...told(has.client?.value.secret?.value, endpoint, name.value, opens),
    ...told(has.secret?.value, endpoint, name.value, opens),
    ...told(directory?.secret?.value, `${endpoint} (LDAP)`, url, `directory ${url}`),
  ];
}

/** `asks` is what a secret that is asked for is asked for. */
function told(secret: Secret | undefined, purpose: string, asks: string, opens: string): PlanSecret[] {
  if (!secret) return [];
  const name = secretName(secret);
  return [{ secret, name, purpose, opens, key: secret.kind === 'prompt' ? `prompt ${asks}` : name }];
}
