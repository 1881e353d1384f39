/**
 * What a secret is for, and the key by which it is handed in from outside. Knows where a secret is said to be, never what it is.
 */
import { secretName } from '../language/model/surroundings.ts';
import type { SecretReference } from './migration-plan.ts';
import type { Text } from './text.ts';

/** As an error and a question say it; `asks` tells apart what is asked for: `old`, `old anna@a.example`. */
export interface SecretPurpose extends Text {
  readonly asks: string;
}

export const secretPurpose = (asks: string, en: string, fr: string): SecretPurpose => ({ en, fr, asks });

/** Its key for `--secrets-stdin`: where the plan says it is, or `prompt` and what it is asked for. */
export function secretKey(reference: SecretReference, { asks }: Pick<SecretPurpose, 'asks'>): string {
  switch (reference.kind) {
    case 'prompt':
      return `prompt ${asks}`;
    case 'file':
      return secretName({ kind: 'file', name: reference.path });
    case 'env':
    case 'keychain':
      return secretName(reference);
  }
}
