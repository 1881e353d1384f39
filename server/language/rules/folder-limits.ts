import type { EndpointKind } from '../../../grammar/vocabulary.ts';
import type { Facts } from '../facts/facts.ts';
import { SYSTEMS } from '../facts/kinds.ts';
import { targetOf } from '../model/addresses/target.ts';
import type { InventoryEntry } from '../model/inventory.ts';
import { humanNumber } from '../model/words/quantities.ts';
import { defineRule, type Locale, plan } from './rule.ts';

/** More folders, deeper ones or fuller ones than the target takes. */
export const folderLimits = defineRule({
  code: 'MP306',
  name: 'folder-limits',
  variants: { 'too-many-folders': 'warning', 'folder-too-deep': 'warning', 'folder-too-full': 'warning' },
  severity: 'warning',
  on: ['mailbox', 'shared'],
  why: {
    en: 'Past its limit the target makes no more folders, or takes no more messages into one: the copy would stop part-way.',
    fr: 'Au-delà de sa limite, la cible ne crée plus de dossier ou n’y accepte plus de message\u00A0: la copie s’arrêterait en chemin.',
  },
  bad: plan`
    plan "A" { target office }
    endpoint office microsoft365 {
      tenant a.onmicrosoft.example
      client 8f2c1d7e secret env GRAPH_SECRET
    }
    domain a.example
    mailbox ⟦anna@a.example⟧ "Anna"
    # inventory: anna@a.example 2 GB, largest 3 MB, 12400 folders, deepest 4, fullest 30000`,
  good: plan`
    plan "A" { target office }
    endpoint office microsoft365 {
      tenant a.onmicrosoft.example
      client 8f2c1d7e secret env GRAPH_SECRET
    }
    domain a.example
    mailbox anna@a.example "Anna"
    # inventory: anna@a.example 2 GB, largest 3 MB, 400 folders, deepest 4, fullest 30000`,
  check(mailbox, { model }) {
    const narrowest = model.narrowestFacts();
    if (!hasLimits(narrowest)) return undefined;
    if (mailbox.has.exclude.length > 0 || mailbox.has.keep) return undefined; // what is left, nobody knows
    const held = model.heldBy(mailbox);
    if (!held || !isOver(held, narrowest)) return undefined;
    const target = targetOf(mailbox, model);
    if (!target) return undefined;
    const { address } = mailbox;
    return VARIANTS.flatMap((variant) => {
      const count = counted(variant, held);
      const most = mostOf(variant, target.facts);
      return count > most
        ? [{ at: address, data: { address: address.value, kind: target.kind, variant, count, most } }]
        : [];
    });
  },
  message: {
    en: (data) => SAID.en[data.variant](data),
    fr: (data) => SAID.fr[data.variant](data),
  },
});

const VARIANTS = ['too-many-folders', 'folder-too-deep', 'folder-too-full'] as const;
type Variant = (typeof VARIANTS)[number];

const hasLimits = (facts: Facts): boolean =>
  facts.folders !== undefined ||
  facts['folder-depth'] !== undefined ||
  facts['folder-messages'] !== undefined;

const mostOf = (variant: Variant, facts: Facts): number => facts[LIMITS[variant]] ?? Number.POSITIVE_INFINITY;

const LIMITS = {
  'too-many-folders': 'folders',
  'folder-too-deep': 'folder-depth',
  'folder-too-full': 'folder-messages',
} as const;

function counted(variant: Variant, { folders, deepest = 0, fullest = 0 }: InventoryEntry): number {
  return variant === 'too-many-folders' ? folders : variant === 'folder-too-deep' ? deepest : fullest;
}

/** The same in one go, for the many that are not. */
const isOver = ({ folders, deepest, fullest }: InventoryEntry, facts: Facts): boolean =>
  folders > (facts.folders ?? folders) ||
  (deepest !== undefined && deepest > (facts['folder-depth'] ?? deepest)) ||
  (fullest !== undefined && fullest > (facts['folder-messages'] ?? fullest));

interface Over {
  readonly address: string;
  readonly kind: EndpointKind;
  readonly count: number;
  readonly most: number;
}

const SAID: Readonly<Record<Locale, Readonly<Record<Variant, (over: Over) => string>>>> = {
  en: {
    'too-many-folders': ({ address, kind, count, most }) =>
      `${address} has ${humanNumber(count, 'en')} folders, ${SYSTEMS[kind].en} takes ${humanNumber(most, 'en')}; have some joined, or leave them out with exclude`,
    'folder-too-deep': ({ address, kind, count, most }) =>
      `in ${address} folders lie ${count} levels deep, ${SYSTEMS[kind].en} takes ${most}; have the deepest moved up`,
    'folder-too-full': ({ address, kind, count, most }) =>
      `a folder of ${address} has ${humanNumber(count, 'en')} messages, ${SYSTEMS[kind].en} takes ${humanNumber(most, 'en')} in one; have it split`,
  },
  fr: {
    'too-many-folders': ({ address, kind, count, most }) =>
      `${address} a ${humanNumber(count, 'fr')} dossiers, ${SYSTEMS[kind].fr} en accepte ${humanNumber(most, 'fr')}\u00A0; faites-en réunir, ou écartez-en avec exclude`,
    'folder-too-deep': ({ address, kind, count, most }) =>
      `${address}\u00A0: les dossiers s’emboîtent sur ${count} niveaux, ${SYSTEMS[kind].fr} en accepte ${most}\u00A0; faites remonter les plus profonds`,
    'folder-too-full': ({ address, kind, count, most }) =>
      `${address}\u00A0: un dossier a ${humanNumber(count, 'fr')} messages, ${SYSTEMS[kind].fr} en accepte ${humanNumber(most, 'fr')} par dossier\u00A0; faites-le répartir en plusieurs`,
  },
};
