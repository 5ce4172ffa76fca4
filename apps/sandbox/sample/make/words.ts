/** What people of a French organisation write in their help desk. Names are those of the sandbox's ServiceNow, or of nobody there. */

export interface Somebody {
  readonly name: string;
  readonly email: string | null;
}

const at = (name: string, login: string | null): Somebody => ({
  name,
  email: login === null ? null : `${login}@exemple.fr`,
});

export const requesters: readonly Somebody[] = [
  at('Clément Stévenin', 'clement.stevenin'),
  at('Marie Martin', 'marie.martin'),
  at('Marie Martin', 'marie.martin2'),
  at('Mathieu Lefèvre', 'mathieu.lefevre'),
  at('Malika Benaïssa', 'malika.benaissa'),
  at('Marc Dubois', 'marc.dubois'),
  at('Maëlle Le Goff', 'maelle.legoff'),
  at("Anne-Sophie L'Hermitte", 'anne-sophie.lhermitte'),
  at("Hélène D'Aubigné", 'helene.daubigne'),
  at('François Noël', 'francois.noel'),
  at('Zoé Müller', 'zoe.muller'),
  at('Loïc Quéffelec', 'loic.queffelec'),
  at('Bénédicte Saint-André', 'benedicte.saint-andre'),
  at('Jean Dupont', 'jean.dupont'),
  at('Céline Moreau', 'celine.moreau'),
  at('Océane Petit', 'o.petit'),
  at('Théo Roux', 't.roux'),
  at('Inès Ferreira', null),
  at('Karim Haddad', null),
  // Somebody who left before the new platform came.
  at('Odette Vasseur', 'odette.vasseur'),
];

export interface Team {
  readonly name: string;
  readonly agents: readonly Somebody[];
}

export const teams: readonly Team[] = [
  {
    name: 'DIRCI PROX P98888 - #33015',
    agents: [at('Gaëtan Perrin', 'gaetan.perrin'), at('Aurélie Fontaine', 'aurelie.fontaine')],
  },
  {
    name: 'DIRCI PROX K10005 - #33015',
    agents: [at('Stéphane Masson', 'stephane.masson'), at('Éric Legrand', 'eric.legrand')],
  },
  { name: 'HELPDESK', agents: [at('Nadia Khelifi', 'nadia.khelifi')] },
  { name: 'RESEAUX ET TELECOMS', agents: [at('Éric Legrand', 'eric.legrand')] },
  { name: 'APPLICATIONS METIERS', agents: [at('Sandrine Colin', 'sandrine.colin')] },
  { name: 'LOGISTIQUE MATERIEL', agents: [] },
];

export const requestLabels: readonly string[] = [
  'Ordinateur Portable',
  'Ordinateur Portable',
  'Matériel Hors Catalogue',
  'Restitution de matériel',
  'Ecran additionnel',
  'MATERIELS SERIALISES (HORS SMARTPHONE/CARTE SIM), Réapprovisionnement matériels',
  'SMARTPHONE/CARTE SIM, Réapprovisionnement matériels',
  "Station d'accueil",
  'Clavier / Souris',
  'Imprimante',
  'Smartphone',
  'Création de compte',
];

export const incidentLabels: readonly string[] = [
  'Impossible d’ouvrir ma session depuis ce matin',
  'Imprimante étage 3 : bourrage, puis « hors ligne »',
  'Écran noir au démarrage, bip ×3',
  'Outlook demande le mot de passe en boucle',
  'Le VPN coupe toutes les 10 minutes en télétravail',
  'Réinitialisation de mot de passe',
  'Téléphone fixe muet, poste 4127',
  'Lenteurs sur l’application de paie; bloquant pour la clôture',
  'Souris qui saute, déjà changée en septembre',
  'Vidéoprojecteur de la salle Cézanne non détecté',
  'Partage réseau \\\\srv-fic01\\compta inaccessible',
  'Excel se ferme à l’ouverture du fichier « budget 2026 »',
  'Badge non reconnu par la borne d’impression',
  'Batterie gonflée - urgent',
];

export const tags: readonly string[] = ['VIP', 'déménagement', 'télétravail', 'inventaire 2025', 'arrivée'];

/** What requesters write. */
export const asked: readonly string[] = [
  'Étage 2, bureau 214, poste 4127. Merci d’avance 🙂',
  'Je suis absent jusqu’à vendredi, peut-on convenir de lundi matin ?',
  'Toujours le même problème : l’écran s’éteint au bout de 5 minutes.\n1) redémarrage fait\n2) câble changé\n3) autre prise essayée',
  'ok',
  'C’est réparé, merci beaucoup pour la rapidité 👍',
  'مرحبا، الشاشة لا تعمل منذ الصباح. شكرا — (traduction : l’écran ne marche plus depuis ce matin)',
  'Relance : cela fait 8 jours, et la clôture est le 30 !',
  'Merci de rappeler au 06 12 34 56 78 avant 16 h.',
];

/** What agents answer them. `{qui}` is the requester's first name. */
export const answered: readonly string[] = [
  'Bonjour,\nvotre demande est bien prise en compte. Nous revenons vers vous dès que le matériel est disponible.\n\nCordialement',
  'Bonjour {qui}, pouvez-vous nous confirmer votre étage et votre numéro de poste ? Merci.',
  'Le matériel est prêt au guichet de proximité (RDC, 9 h-12 h / 14 h-17 h). Merci d’apporter votre badge.',
  'Bonjour, le devis est en pièce jointe ; il nous faut l’accord de votre responsable.',
  'Bonjour {qui},\n\nintervention faite à distance : pilote « HP Universal » réinstallé, page de test imprimée.\nPouvez-vous vérifier de votre côté ?',
  'ok',
];

/** For the team alone. */
export const notes: readonly string[] = [
  'Vu avec le N2 : remastérisation prévue, prévoir 1 h 30.',
  'Utilisateur pressé, déjà 3 appels. À traiter avant midi.',
  'Stock : plus que 2 portables 14", commande 4500123456 en cours (livraison S47).',
  'PC-33015-002 récupéré, n° de série 5CG1234ABD, chargeur manquant ⚠️',
  'Mot de passe provisoire communiqué de vive voix, ne pas l’écrire ici.',
  'Historique :\n- 12/09 : même panne, dalle changée\n- 03/10 : carte mère\n=> demander un échange standard',
  'Transfert à la proximité, le poste n’est plus joignable à distance.',
  'Attente retour fournisseur (ticket n° 2025-88-1), ne pas relancer avant jeudi.',
  'Budget : à voir avec Mme D., direction générale. Confidentiel.',
  'ok',
  'תקלה חוזרת — à rapprocher des deux tickets de la semaine dernière.',
];
