/** Every refactoring, in the order in which an editor lists them. */
import { extractTemplate } from './extract-template.ts';
import { moveToLot } from './move-to-lot.ts';
import type { Refactoring } from './refactoring.ts';
import { shareMailbox } from './share-mailbox.ts';
import { splitByDomain } from './split-by-domain.ts';

export const REFACTORINGS: readonly Refactoring[] = [moveToLot, shareMailbox, extractTemplate, splitByDomain];
