/** The departments of metropolitan France and their regions: public geography for invented organisations. */
export interface Department {
  readonly code: string;
  /** With its article: `de l’Ain`. */
  readonly of: string;
  readonly region: string;
}

/** Regions by the name used in a plan. */
export const REGIONS: ReadonlyMap<string, string> = new Map([
  ['auvergne-rhone-alpes', 'Auvergne-Rhône-Alpes'],
  ['bourgogne-franche-comte', 'Bourgogne-Franche-Comté'],
  ['bretagne', 'Bretagne'],
  ['centre-val-de-loire', 'Centre-Val de Loire'],
  ['corse', 'Corse'],
  ['grand-est', 'Grand Est'],
  ['hauts-de-france', 'Hauts-de-France'],
  ['ile-de-france', 'Île-de-France'],
  ['normandie', 'Normandie'],
  ['nouvelle-aquitaine', 'Nouvelle-Aquitaine'],
  ['occitanie', 'Occitanie'],
  ['pays-de-la-loire', 'Pays de la Loire'],
  ['provence-alpes-cote-d-azur', 'Provence-Alpes-Côte d’Azur'],
]);

const BY_REGION: Readonly<Record<string, string>> = {
  'auvergne-rhone-alpes': `01 de l’Ain|03 de l’Allier|07 de l’Ardèche|15 du Cantal|26 de la Drôme|38 de l’Isère|42 de la Loire
    |43 de la Haute-Loire|63 du Puy-de-Dôme|69 du Rhône|73 de la Savoie|74 de la Haute-Savoie`,
  'bourgogne-franche-comte': `21 de la Côte-d’Or|25 du Doubs|39 du Jura|58 de la Nièvre|70 de la Haute-Saône
    |71 de la Saône-et-Loire|89 de l’Yonne|90 du Territoire de Belfort`,
  bretagne: '22 des Côtes-d’Armor|29 du Finistère|35 d’Ille-et-Vilaine|56 du Morbihan',
  'centre-val-de-loire': `18 du Cher|28 d’Eure-et-Loir|36 de l’Indre|37 d’Indre-et-Loire|41 de Loir-et-Cher|45 du Loiret`,
  corse: '2a de la Corse-du-Sud|2b de la Haute-Corse',
  'grand-est': `08 des Ardennes|10 de l’Aube|51 de la Marne|52 de la Haute-Marne|54 de Meurthe-et-Moselle|55 de la Meuse
    |57 de la Moselle|67 du Bas-Rhin|68 du Haut-Rhin|88 des Vosges`,
  'hauts-de-france': '02 de l’Aisne|59 du Nord|60 de l’Oise|62 du Pas-de-Calais|80 de la Somme',
  'ile-de-france': `75 de Paris|77 de Seine-et-Marne|78 des Yvelines|91 de l’Essonne|92 des Hauts-de-Seine
    |93 de Seine-Saint-Denis|94 du Val-de-Marne|95 du Val-d’Oise`,
  normandie: '14 du Calvados|27 de l’Eure|50 de la Manche|61 de l’Orne|76 de la Seine-Maritime',
  'nouvelle-aquitaine': `16 de la Charente|17 de la Charente-Maritime|19 de la Corrèze|23 de la Creuse|24 de la Dordogne
    |33 de la Gironde|40 des Landes|47 de Lot-et-Garonne|64 des Pyrénées-Atlantiques|79 des Deux-Sèvres|86 de la Vienne
    |87 de la Haute-Vienne`,
  occitanie: `09 de l’Ariège|11 de l’Aude|12 de l’Aveyron|30 du Gard|31 de la Haute-Garonne|32 du Gers|34 de l’Hérault|46 du Lot
    |48 de la Lozère|65 des Hautes-Pyrénées|66 des Pyrénées-Orientales|81 du Tarn|82 de Tarn-et-Garonne`,
  'pays-de-la-loire':
    '44 de Loire-Atlantique|49 de Maine-et-Loire|53 de la Mayenne|72 de la Sarthe|85 de la Vendée',
  'provence-alpes-cote-d-azur': `04 des Alpes-de-Haute-Provence|05 des Hautes-Alpes|06 des Alpes-Maritimes
    |13 des Bouches-du-Rhône|83 du Var|84 de Vaucluse`,
};

/** All 96, by code. */
export const DEPARTMENTS: readonly Department[] = Object.entries(BY_REGION)
  .flatMap(([region, listed]) => listed.split('|').map((entry) => department(entry.trim(), region)))
  .sort((one, other) => (one.code < other.code ? -1 : 1));

function department(entry: string, region: string): Department {
  const blank = entry.indexOf(' ');
  return { code: entry.slice(0, blank), of: entry.slice(blank + 1), region };
}
