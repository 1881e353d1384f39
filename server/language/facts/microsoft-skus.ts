/**
 * By which part numbers Microsoft 365 knows the licences that give a mailbox. They say little to people, and some mislead:
 * `O365_BUSINESS_PREMIUM` is Business Standard. Source: “Product names and service plan identifiers for licensing”
 * (learn.microsoft.com), its String IDs; checked 2026-11-29.
 */
const PRODUCTS: Readonly<Record<string, string>> = {
  O365_BUSINESS_ESSENTIALS: 'Microsoft 365 Business Basic',
  O365_BUSINESS_PREMIUM: 'Microsoft 365 Business Standard',
  SPB: 'Microsoft 365 Business Premium',
  SPE_E3: 'Microsoft 365 E3',
  SPE_E5: 'Microsoft 365 E5',
  M365_F1: 'Microsoft 365 F1',
  SPE_F1: 'Microsoft 365 F3',
  STANDARDPACK: 'Office 365 E1',
  ENTERPRISEPACK: 'Office 365 E3',
  ENTERPRISEPREMIUM: 'Office 365 E5',
  DESKLESSPACK: 'Office 365 F3',
  EXCHANGESTANDARD: 'Exchange Online Plan 1',
  EXCHANGEENTERPRISE: 'Exchange Online Plan 2',
  EXCHANGEDESKLESS: 'Exchange Online Kiosk',
};

export interface Sku {
  readonly sku: string;
  /** As Microsoft calls it. */
  readonly product: string;
}

/** Which licences people mean by a name: none, one, or several (`E3` is sold with Office 365 and with Microsoft 365). */
export function skusCalled(name: string): readonly Sku[] {
  const words = wordsOf(name);
  if (words.some((word) => OTHER_OFFERS.has(word))) return [];
  const family = words.find((word) => word === 'microsoft' || word === 'office');
  return Object.entries(PRODUCTS)
    .filter(([, product]) => {
      const [brand, ...own] = wordsOf(product);
      return (
        own.every((word) => words.includes(word)) &&
        (brand === 'exchange' ? words.includes(brand) : (family ?? brand) === brand)
      );
    })
    .map(([sku, product]) => ({ sku, product }));
}

/** Sold under the same names with part numbers of their own: for schools and associations, without Teams, on trial. */
const OTHER_OFFERS: ReadonlySet<string> = new Set(
  'faculty student students enseignant etudiant a1 a3 a5 nonprofit nonprofits donation association gov g3 g5 eea teams trial essai'.split(
    ' ',
  ),
);

/** In small letters without accents; `m365` and `o365` are whole names, and what every product is called says nothing. */
function wordsOf(name: string): string[] {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const spelt = plain.replace(/\bm365\b/g, 'microsoft').replace(/\bo365\b/g, 'office');
  return spelt.split(/[^a-z0-9]+/).filter((word) => word !== '' && word !== '365' && word !== 'online');
}
