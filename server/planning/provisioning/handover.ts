/** What people do by hand, and the files that they do it by: pure text, made of a migration plan's steps. No password is in any of them. */
import type { Locale } from '../../language/rules/rule.ts';
import type { Endpoint, Step } from '../migration-plan.ts';
import type { Change } from './change.ts';

/** A step whose action is `handover`. */
export type HandedStep = Step & { readonly change: Change };

export interface Handed {
  readonly plan: string;
  readonly lot: string;
  readonly endpoint: Endpoint;
  /** All of this endpoint, in the order in which they are to be done. */
  readonly steps: readonly HandedStep[];
  /** Whose words the files are in. */
  readonly locale: Locale;
}

export interface HandoverFile {
  /** Without a folder: `pilote-m365.ps1`. */
  readonly name: string;
  /** With a byte order mark where who reads it needs one. */
  readonly content: string;
}

export type HandoverWriter = (handed: Handed) => readonly HandoverFile[];
