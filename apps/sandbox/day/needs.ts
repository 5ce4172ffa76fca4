/** What people need on an ordinary day: who, what, and what is said about it. */
export interface Need {
  readonly by: string;
  readonly title: string;
  readonly text: string;
  /** Lines in order: requester, agent in public, the team alone. */
  readonly lines?: readonly (readonly ['requester' | 'agent' | 'team', string])[];
  readonly ends?: 'taken' | 'waiting' | 'solved';
  readonly file?: string;
  /** In the GLPI: the name of the computer that it is about. */
  readonly machine?: string;
}

/** In the ServiceNow; `by` is a user name there. */
export const atServiceNow: readonly Need[] = [
  {
    by: 'mathieu.lefevre',
    title: 'Écran noir après la mise à jour de ce matin',
    text: 'Depuis 8 h 30 mon écran reste noir, le voyant clignote en orange.',
    lines: [
      ['agent', 'Bonjour, avez-vous essayé un autre câble ?'],
      ['team', 'Troisième cas sur cet étage : même lot d’écrans, voir avec le fournisseur.'],
      ['requester', 'Oui, c’est pareil 😕'],
    ],
    ends: 'taken',
    file: 'photo de l’écran.txt',
  },
  {
    by: 'malika.benaissa',
    title: 'VPN : «authentification refusée» depuis l’hôtel',
    text: 'Je suis en déplacement à Bordeaux et le VPN me refuse.',
    lines: [['team', 'Compte verrouillé après 5 essais, identité à vérifier avant de rouvrir.']],
    ends: 'taken',
  },
  { by: 'marc.dubois', title: 'Imprimante du 3e : bourrage à chaque recto-verso', text: 'Elle avale tout de travers.' },
  {
    by: 'maelle.legoff',
    title: 'Messagerie pleine, je ne reçois plus rien',
    text: 'Le quota est atteint, je ne peux rien supprimer : tout est archive légale.',
    lines: [['agent', 'Nous agrandissons votre boîte dans la journée.']],
    ends: 'solved',
  },
  {
    by: 'anne-sophie.lhermitte',
    title: 'Salle du conseil : pas de son en visioconférence',
    text: 'Le conseil est à 14 h. Merci de faire vite.',
    lines: [['team', 'Prioritaire : direction générale. Le micro de table est HS, en prendre un au stock.']],
  },
  {
    by: 'francois.noel',
    title: 'Le fichier des comptes s’ouvre en lecture seule',
    text: 'Personne ne l’a pourtant ouvert.',
  },
  { by: 'zoe.muller', title: 'Demande d’un second écran', text: 'Pour la maquette du rapport annuel.' },
  { by: 'yannis.ozturk', title: 'Lecteur de codes-barres qui ne lit plus les QR', text: 'Quai 4, depuis la pluie.' },
  {
    by: 'loic.queffelec',
    title: 'Le chariot 12 perd le Wi-Fi au fond de l’entrepôt',
    text: 'Allée G, toujours au même endroit.',
  },
  {
    by: 'thi-ngoc.nguyen',
    title: 'Accès au portail fournisseurs',
    text: 'Je remplace M. Dubois à partir de lundi.',
    lines: [['agent', 'Il nous faut l’accord de votre responsable.']],
    ends: 'waiting',
  },
  {
    by: 'jean.dupont',
    title: 'Excel se ferme tout seul',
    text: 'Dès que j’ouvre les macros de clôture.',
    ends: 'solved',
  },
  {
    by: 'o.petit',
    title: 'Nouvel arrivant : poste et comptes pour le 1er',
    text: 'Profil : gestionnaire paie, bureau 214.',
  },
];

/** In the GLPI, where Hélène asks for everybody. */
export const atGlpi: readonly Need[] = [
  {
    by: 'hmuller',
    title: 'Vidéoprojecteur de la salle 203 : image rose',
    text: 'Cours à 10 h, les élèves voient la vie en rose.',
    lines: [
      ['agent', 'Je passe à la récréation.'],
      ['team', 'Câble VGA tordu encore une fois ; prévoir de passer en HDMI.'],
    ],
    ends: 'taken',
  },
  { by: 'hmuller', title: 'Le poste 12 du CDI ne s’allume plus', text: 'Le bouton ne fait rien, la prise est bonne.' },
  {
    by: 'hmuller',
    title: 'Compte élève bloqué : أمين بن علي',
    text: 'Il ne peut plus rendre ses devoirs.',
    lines: [['team', 'Changement de nom à l’état civil : attendre la pièce du secrétariat.']],
  },
  { by: 'hmuller', title: 'Installer GéoGebra sur les portables du labo', text: '18 postes, avant les vacances.' },
  {
    by: 'hmuller',
    title: 'Le Wi-Fi invité ne marche pas à l’internat',
    text: 'Depuis dimanche soir, au deuxième.',
    lines: [['agent', 'Une borne a été débranchée, c’est rétabli.']],
    ends: 'solved',
  },
  { by: 'hmuller', title: 'Toner noir pour l’imprimante de la vie scolaire', text: 'Il en reste pour vingt pages.' },
  { by: 'hmuller', title: 'Pronote : notes du 2e trimestre invisibles', text: 'Pour la 4e B seulement.' },
  {
    by: 'hmuller',
    title: 'Tablette cassée pendant le cours de SVT',
    text: 'L’écran est en étoile, elle chauffe.',
    file: 'constat.txt',
  },
  {
    by: 'hmuller',
    title: 'Ordinateur très lent en salle 203',
    text: 'Dix minutes pour démarrer, la moitié du cours y passe.',
    lines: [['team', 'Disque mécanique d’origine, à remplacer par un SSD.']],
    ends: 'taken',
    machine: '203-02',
  },
];
