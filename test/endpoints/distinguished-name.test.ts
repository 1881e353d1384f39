/** Names of directory entries: whatever a value holds, it is read back out of the name, and no part is added to it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameBelow, namedBy } from '../../server/endpoints/ldap/distinguished-name.ts';

test('a value comes out of its name as it went in', () => {
  const value = fc.string({ unit: fc.constantFrom(...'ab@.,+"\\<>;=#é()*'), minLength: 1 });
  fc.assert(
    fc.property(value, (one) => {
      expect(namedBy(nameBelow('ou=people,dc=a', 'uid', one))).toEqual({ attribute: 'uid', value: one });
    }),
  );
});

test.each([
  ['uid=anna\\2Broux@a.example,ou=people', 'uid', 'anna+roux@a.example'],
  ['CN=Zo\\C3\\A9 Roux,dc=a', 'cn', 'Zoé Roux'],
  ['cn=Roux\\, Ada,dc=a', 'cn', 'Roux, Ada'],
  ['cn=Ada+uid=ada,dc=a', 'cn', 'Ada'],
])('as directories spell them: %s', (dn, attribute, value) => {
  expect(namedBy(dn)).toEqual({ attribute, value });
});
