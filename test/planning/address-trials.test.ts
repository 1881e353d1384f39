/** Which addresses of a lot are tried, where each is handed in, and what no message can prove. */
import { expect, test } from 'vitest';
import { trialsOf } from '../../server/planning/old-addresses/trials.ts';
import { analyse } from '../support/check.ts';

const ENDPOINTS = `
endpoint old imap { host imap.old.example; login admin "m" secret env OLD; smtp mx.old.example port 25 starttls }
endpoint new dovecot { host imap.new.example; login admin "m" secret env NEW; smtp mx.new.example tls }
endpoint quiet imap { host imap.quiet.example; login admin "m" secret env QUIET }
plan "P" { source old; target new }
domain new.example
lot first { date 2027-03-08; domain new.example }
`;

function tried(text: string): { readonly trials: readonly string[]; readonly untried: readonly string[] } {
  const { trials, untried } = trialsOf(analyse(`${ENDPOINTS}${text}`), 'first');
  return {
    trials: trials.map(
      ({ kind, address, arrival, handIn }) =>
        `${kind} ${address} by ${handIn.endpoint} ${handIn.host}:${handIn.port} -> ${arrival.mailbox} at ${arrival.endpoint.name}`,
    ),
    untried: untried.map(({ kind, address, why }) => `${kind} ${address}: ${why.en}`),
  };
}

test('an alias is tried where it will be served, an old address where it is today', () => {
  expect(
    tried(`
mailbox zoe@new.example { alias z@new.example; was zoe@gone.example }
shared info@new.example { access zoe@new.example full }
forward contact@gone.example -> info@new.example
alias hello@new.example -> info@new.example
`),
  ).toEqual({
    trials: [
      'alias z@new.example by new mx.new.example:465 -> zoe@new.example at new',
      'redirect zoe@gone.example by old mx.old.example:25 -> zoe@new.example at new',
      'alias hello@new.example by new mx.new.example:465 -> info@new.example at new',
      'redirect contact@gone.example by old mx.old.example:25 -> info@new.example at new',
    ],
    untried: [],
  });
});

test('a domain that was another: each of its old addresses', () => {
  const text = 'domain b.example { was b.old.example; lot first }\nmailbox zoe@b.example\n';
  expect(tried(text).trials).toEqual([
    'redirect zoe@b.old.example by old mx.old.example:25 -> zoe@b.example at new',
  ]);
});

test('mail that goes on is looked for where it goes, if that is a mailbox of the plan', () => {
  expect(
    tried(`
mailbox zoe@new.example { forward bob@new.example keep-copy; forward zoe@elsewhere.example }
mailbox bob@new.example
`),
  ).toEqual({
    trials: ['forward zoe@new.example by new mx.new.example:465 -> bob@new.example at new'],
    untried: [
      'forward zoe@new.example: it goes on to zoe@elsewhere.example, which is no mailbox of the plan: ask there whether a message arrives',
    ],
  });
});

test('a list would tell all its members, and where mail is handed in has to be said', () => {
  expect(
    tried(`
domain quiet.example { source quiet; target quiet; lot first }
mailbox zoe@new.example
mailbox ann@quiet.example { alias a@quiet.example }
list all@new.example { member zoe@new.example; was all@gone.example }
`).untried,
  ).toEqual([
    'alias a@quiet.example: endpoint quiet does not say where mail is handed in; add smtp to it, such as: smtp mx.example.org port 25 starttls',
    'redirect all@gone.example: all@new.example is no mailbox that one could look into; send it a message yourself',
  ]);
});
