/** The scripts that send mail on: read back as they were written, whatever the address; and only where nobody changed them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bothScripts,
  forwardScript,
  forwardsIn,
  ownScriptIn,
  withForward,
} from '../../../server/endpoints/sieve/forward-script.ts';

/** No address and no script's name has line ends (RFC 5321, 4.1.2; RFC 5804, 1.6). */
const oneLine = fc
  .oneof(
    fc.emailAddress(),
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom(...'"\\;#{} é') }),
  )
  .filter((text) => !/[\r\n]/.test(text));
const forwarding = fc.record({ to: oneLine, keepCopy: fc.boolean() });

describe('the script of forwards', () => {
  test('is read back as it was written, with either line end', () => {
    fc.assert(
      fc.property(fc.array(forwarding), (forwards) => {
        const script = forwardScript(forwards);
        expect(forwardsIn(script)).toEqual(forwards);
        expect(forwardsIn(script.replaceAll('\r\n', '\n').trimEnd())).toEqual(forwards);
      }),
    );
  });

  test('has one action for each address, whose quotes end where they began', () => {
    fc.assert(
      fc.property(fc.array(forwarding, { minLength: 1 }), (forwards) => {
        const actions = forwardScript(forwards)
          .split('\r\n')
          .filter((line) => line.startsWith('redirect'));
        const addresses = actions.map(
          (line) => /^redirect(?: :copy)? "((?:[^"\\]|\\["\\])*)";$/.exec(line)?.[1],
        );
        expect(addresses.map((one) => one?.replace(/\\(.)/g, '$1'))).toEqual(forwards.map(({ to }) => to));
      }),
    );
  });

  test('keeps a copy where one of them wants it', () => {
    const script = forwardScript([
      { to: 'a@new.example', keepCopy: false },
      { to: 'b@new.example', keepCopy: true },
    ]);
    expect(script).toContain(
      'require ["copy"];\r\nredirect :copy "a@new.example";\r\nredirect :copy "b@new.example";',
    );
    expect(forwardScript([{ to: 'a@new.example', keepCopy: false }])).not.toContain('copy"');
  });

  test.each([
    ['with a line more', (script: string) => `${script}vacation "Away";\r\n`],
    ['with another address', (script: string) => script.replace('redirect "a@', 'redirect "z@')],
    ['with its mark alone', (script: string) => script.replace(/^redirect.*$/m, '')],
    ['somebody else’s', () => 'redirect "a@new.example";\r\n'],
  ])('is not ours %s', (_how, change) => {
    expect(forwardsIn(change(forwardScript([{ to: 'a@new.example', keepCopy: false }])))).toBeUndefined();
  });

  test('has the last word about an address, and the others as they were', () => {
    const a = { to: 'a@new.example', keepCopy: true };
    const b = { to: 'b@new.example', keepCopy: true };
    expect(withForward([a, b], { to: 'A@new.example', keepCopy: false })).toEqual([
      b,
      { to: 'A@new.example', keepCopy: false },
    ]);
  });
});

describe('the script that runs a person’s own one beside ours', () => {
  test('tells the name of the person’s', () => {
    fc.assert(
      fc.property(oneLine, (name) => {
        expect(ownScriptIn(bothScripts(name))).toBe(name);
        expect(ownScriptIn(`${bothScripts(name)}keep;\r\n`)).toBeUndefined();
      }),
    );
  });

  test('runs ours first: a person’s may end with `stop`', () => {
    const script = bothScripts('holidays');
    expect(script.indexOf('"migplan-forward"')).toBeLessThan(script.indexOf('"holidays"'));
    expect(script).toMatch(/require \["include"\];/);
  });
});
