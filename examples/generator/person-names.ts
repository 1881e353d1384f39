/** French given and family names as people write them; combined at random, they name nobody in particular. */
const list = (names: string): readonly string[] => names.trim().split(/\s+/);

export const GIVEN_NAMES = list(`
  Adèle Adrien Agathe Aïcha Alain Albane Alexandre Alexis Alice Aline Amandine Amélie Amina Anaïs André Angélique Annabelle
  Anne-Marie Antoine Apolline Ariane Armelle Arnaud Assia Audrey Aurélie Aymeric Baptiste Bastien Béatrice Bénédicte Benoît
  Bernadette Bertrand Blandine Boris Brigitte Bruno Capucine Carole Caroline Catherine Cécile Cédric Céline Chantal Charlotte
  Chloé Christelle Christian Clarisse Clémence Clotilde Colette Constance Coralie Corentin Cyril Damien Daniel Delphine Denis
  Diane Didier Dominique Dorothée Édith Édouard Élisabeth Élodie Éloïse Emma Émeline Éric Estelle Étienne Eugénie Fabien
  Fabrice Farida Fatoumata Félix Fernand Flavien Florence Florian François Françoise Frédéric Gabriel Gaëlle Geneviève
  Georges Gérald Ghislaine Gilles Grégoire Guillaume Guy Gwenaëlle Hakim Hamza Hélène Henri Hervé Honorine Hubert Hugues
  Inès Irène Isabelle Ismaël Jacqueline Jade Jean-Luc Jean-Marc Jean-Pierre Jérémie Joëlle Jonathan Josiane Judith Julien
  Karima Kévin Khadija Laetitia Lamine Laurence Léa Léonie Lilian Line Loïc Lorraine Louise Luc Lucette Ludovic Lydie
  Madeleine Maëlys Magali Malika Manon Marcel Margaux Marianne Marie-Claude Marie-France Marius Martine Mathilde Maud
  Maxime Mélanie Michel Mireille Moussa Muriel Myriam Nadège Natacha Nicolas Noémie Nora Odile Olivier Ophélie Oscar Pascale
  Patrice Paulette Perrine Philippe Pierrick Priscilla Quentin Rachid Raphaël Raymonde Régine Rémi René Robin Roland
  Romane Rosalie Roxane Sabrina Samira Sandrine Sébastien Ségolène Serge Séverine Simone Solène Soraya Stéphane Suzanne
  Sylvain Tatiana Thérèse Thibault Thierry Timothée Tristan Ulysse Valérie Victoire Vincent Violette Virginie Viviane Xavier
  Yasmine Yannick Yolande Youssef Yvette Zacharie Zohra
`);

export const FAMILY_NAMES = list(`
  Abadie Adam Aguilar Allard Alonso Amrani André Arnoux Aubert Aubry Auger Bachelet Bailly Ballester Baptista Barbier Bardin
  Baron Barthélemy Bataille Baudouin Bayle Beauchamp Béguin Belhadj Bellanger Benali Benoit Bérard Bergeron Bernard Bertin
  Besson Bianchi Bigot Billard Blanchet Blondel Boisseau Bonhomme Bonneau Bordier Bossard Bouchet Boudreau Bougrine Boulanger
  Bourdin Bourgeois Boutin Bouvier Brault Bresson Briand Brossard Brunel Buisson Cabanel Caillaud Calvet Camara Cardoso Carlier
  Carpentier Castelain Cauvin Cazenave Chabert Chambon Champion Chapuis Charpentier Chartier Chastel Chauveau Chédru Chevalier
  Chollet Cissé Clavel Clément Cochet Coffin Colombet Combes Constantin Coquelin Corbin Cordier Cornet Cosson Costa Coulibaly
  Courtois Couturier Crépin Cuvelier Dacosta Daguerre Dallet Darmon Dauphin David Debray Decaux Delacroix Delage Delattre
  Delcourt Delmas Delorme Demange Denoyer Derouet Deschamps Desnoyers Devaux Diallo Didierjean Diouf Dubreuil Ducasse Duchêne
  Dufresne Dujardin Dumoulin Duplessis Dupuy Durieux Dutertre Duval Escoffier Estève Fabre Faivre Farges Faucher Favreau
  Ferrand Feuillet Fontanel Forestier Fouquet Fournier Fraisse Frémont Fromentin Gaillard Galland Garcia Garnier Gaudin
  Gauthier Gendron Georgel Gérin Gicquel Gilbert Girardot Godefroy Gomis Gosselin Goujon Grandjean Grangier Grimaud Grosjean
  Guérin Guichard Guilbert Guyonnet Haddad Hallier Hamon Hardouin Hébrard Henriot Herbin Hernandez Hoareau Houdart Huchet
  Humbert Ibrahim Imbert Jacquemin Jaffré Jamet Janvier Jarry Jeanneau Joly Jouanneau Jourdan Jullien Kaboré Kaczmarek Keller
  Kerbrat Klein Konaté Labbé Laborde Lacombe Lafarge Lagarde Lahaye Lambert Lamotte Langlois Laporte Larcher Lasserre Laurenceau
  Lavergne Lebreton Leclercq Lecomte Ledoux Lefèvre Legrand Lejeune Lemaire Lemoine Lenoir Lepage Leroux Lesage Letellier
  Levasseur Lhermite Loiseau Lombard Lopes Loubet Lucas Mabille Magnier Mahieu Maillot Malherbe Mangin Marchal Maréchal Marinier
  Marquet Martel Massot Mathieu Maurin Mazurier Mercier Mesnard Métayer Michaud Mignot Millet Monnier Montagne Morel Moreira
  Morin Morvan Moulinier Mouton Muller Nadaud Navarro Neveu Nguyen Nicolle Noblet Normand Olive Ollivier Oudin Ouedraogo
  Pacaud Paquet Parmentier Pasquier Pastor Payet Pellerin Pelletier Pereira Périgord Perrin Pesquet Petitjean Picard Pichon
  Pierrard Pinson Pineau Plantier Poirier Poncet Portal Potier Poulain Prévost Prigent Prudhomme Puig Quéré Quillet Rabier Raffin
  Raimbault Rambaud Ramirez Raynal Redon Rémond Renaudin Revel Ribeiro Ricard Richet Rigaud Rivoire Robillard Rocher Rodier
  Rolland Romero Roquefeuil Rossi Rouanet Rousselin Roussel Royer Ruiz Sabatier Saidi Salmon Sanchez Santoni Saunier Sauvage
  Savary Schmitt Schneider Seguin Sénéchal Servant Sicard Silvestre Simonet Sissoko Soler Sorin Soulier Taillefer Tardieu Tavernier
  Teixeira Terrier Tessier Thévenin Thibaud Thomasson Tisserand Tournier Toussaint Traoré Trividic Turpin Vacher Vaillant Valentin
  Vallier Vasseur Verdier Verger Vernet Viard Vidal Vigneron Villard Vincendeau Vital Voisin Vuillemin Wagner Weber Yilmaz Zeller
  Zimmermann
`);
