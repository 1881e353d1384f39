/** Secrets of the environment, for what a test opens: any other is a fault of the test. */
import type { NamedSecrets } from '../../server/endpoints/logins.ts';

export function secretsOf(secrets: Readonly<Record<string, string>>): NamedSecrets {
  return {
    async secret(reference) {
      const found = reference.kind === 'env' ? secrets[reference.name] : undefined;
      if (found === undefined) throw new Error(`The test has no secret ${JSON.stringify(reference)}`);
      return found;
    },
    async passwords() {
      throw new Error('The test has no list of passwords');
    },
  };
}
