/** An invented town’s directions and services, with how many agents each has: 1,200 in all. */
export interface Service {
  readonly unit: string;
  readonly title: string;
  readonly agents: number;
  /** The service’s shared mailboxes, by local part. */
  readonly shared: readonly string[];
  readonly rooms?: readonly Room[];
}

export interface Room {
  readonly title: string;
  /** Seats of a room; equipment has none. */
  readonly seats?: number;
}

export interface Direction {
  readonly unit: string;
  readonly title: string;
  readonly services: readonly Service[];
}

const service = (
  unit: string,
  title: string,
  agents: number,
  shared: string,
  rooms: readonly Room[] = [],
): Service => ({
  unit,
  title,
  agents,
  shared: shared.split(' '),
  rooms,
});
const room = (title: string, seats: number): Room => ({ title, seats });

export const DIRECTIONS: readonly Direction[] = [
  {
    unit: 'direction-generale',
    title: 'Direction générale',
    services: [
      service('cabinet', 'Cabinet du maire', 14, 'cabinet', [room('Salon d’honneur', 60)]),
      service('secretariat-general', 'Secrétariat général', 18, 'mairie conseil-municipal', [
        room('Salle du conseil', 120),
        room('Salle des commissions', 24),
      ]),
      service('communication', 'Communication', 16, 'communication presse', [room('Studio photo', 6)]),
    ],
  },
  {
    unit: 'ressources',
    title: 'Direction des ressources',
    services: [
      service('informatique', 'Systèmes d’information', 26, 'support informatique', [
        room('Salle de formation', 14),
      ]),
      service('personnel', 'Ressources humaines', 42, 'personnel recrutement formation', [
        room('Salle des entretiens', 6),
      ]),
      service('finances', 'Finances', 31, 'finances factures', [room('Salle du budget', 12)]),
      service('marches', 'Commande publique', 12, 'marches-publics'),
      service('juridique', 'Affaires juridiques', 9, 'juridique'),
    ],
  },
  {
    unit: 'population',
    title: 'Direction de la population',
    services: [
      service('etat-civil', 'État civil', 38, 'etat-civil elections', [room('Salle des mariages', 80)]),
      service('accueil', 'Accueil du public', 27, 'accueil'),
      service('cimetiere', 'Cimetière', 8, 'cimetiere'),
    ],
  },
  {
    unit: 'education',
    title: 'Direction de l’éducation',
    services: [
      service('ecoles', 'Vie des écoles', 236, 'ecoles inscriptions-scolaires', [
        room('Salle des directeurs', 20),
      ]),
      service('restauration', 'Restauration scolaire', 94, 'restauration', [room('Cuisine centrale', 10)]),
      service('petite-enfance', 'Petite enfance', 118, 'creches', [
        room('Relais des assistantes maternelles', 18),
      ]),
      service('loisirs', 'Centres de loisirs', 72, 'loisirs'),
    ],
  },
  {
    unit: 'solidarites',
    title: 'Direction des solidarités',
    services: [
      service('action-sociale', 'Action sociale', 48, 'action-sociale', [room('Salle de médiation', 8)]),
      service('sante', 'Centre de santé', 41, 'sante rendez-vous', [
        room('Salle de réunion du centre de santé', 16),
      ]),
      service('seniors', 'Vie des seniors', 34, 'seniors portage-repas', [room('Foyer des anciens', 50)]),
    ],
  },
  {
    unit: 'culture',
    title: 'Direction de la culture et des sports',
    services: [
      service('mediatheque', 'Médiathèque', 29, 'mediatheque', [room('Auditorium', 90)]),
      service('conservatoire', 'Conservatoire', 33, 'conservatoire', [room('Salle de répétition', 25)]),
      service('sports', 'Sports', 44, 'sports piscine', [
        room('Club-house du stade', 30),
        { title: 'Minibus des sports' },
      ]),
      service('jeunesse', 'Jeunesse', 38, 'jeunesse', [room('Salle du point jeunes', 20)]),
    ],
  },
  {
    unit: 'technique',
    title: 'Direction technique',
    services: [
      service('voirie', 'Voirie', 46, 'voirie', [{ title: 'Fourgon nacelle' }]),
      service('espaces-verts', 'Espaces verts', 39, 'espaces-verts', [{ title: 'Camion benne' }]),
      service('batiments', 'Bâtiments', 43, 'batiments', [room('Salle du plan', 10)]),
      service('urbanisme', 'Urbanisme', 24, 'urbanisme permis', [room('Salle des maquettes', 15)]),
      service('police', 'Police municipale', 20, 'police-municipale', [room('Salle de crise', 12)]),
    ],
  },
];
