import type { UserSeed } from './users.js';

type Line = readonly [userName: string, first: string, last: string, number: string, department: string];
const requester = ([userName, firstName, lastName, employeeNumber, department]: Line): UserSeed => ({
  userName,
  firstName,
  lastName,
  email: `${userName}@exemple.fr`,
  employeeNumber,
  department,
  zone: 'Europe/Paris',
  language: 'fr',
  dateFormat: 'dd/MM/yyyy',
});
const agent = (line: Line, groups: readonly string[]): UserSeed => ({
  ...requester(line),
  roles: ['itil'],
  groups,
  title: 'Technicien',
});

/** Names that make matching hard: accents, apostrophes, homonyms, shared and missing addresses, people who left. */
export const people: readonly UserSeed[] = [
  requester(['clement.stevenin', 'Clément', 'Stévenin', 'P10001', 'Finances']),
  requester(['marie.martin', 'Marie', 'Martin', 'P10002', 'Ressources humaines']),
  // A homonym in another department.
  requester(['marie.martin2', 'Marie', 'Martin', 'P10003', 'Finances']),
  requester(['mathieu.lefevre', 'Mathieu', 'Lefèvre', 'P10004', 'Achats']),
  requester(['malika.benaissa', 'Malika', 'Benaïssa', 'P10005', 'Juridique']),
  requester(['marc.dubois', 'Marc', 'Dubois', 'P10006', 'Achats']),
  requester(['maelle.legoff', 'Maëlle', 'Le Goff', 'P10007', 'Communication']),
  requester(['anne-sophie.lhermitte', 'Anne-Sophie', "L'Hermitte", 'P10008', 'Direction générale']),
  requester(['helene.daubigne', 'Hélène', "D'Aubigné", 'P10009', 'Juridique']),
  requester(['francois.noel', 'François', 'Noël', 'P10010', 'Finances']),
  requester(['zoe.muller', 'Zoé', 'Müller', 'P10011', 'Communication']),
  requester(['yannis.ozturk', 'Yannis', 'Öztürk', 'P10012', 'Logistique']),
  requester(['leila.mansour', 'ليلى', 'منصور', 'P10013', 'Logistique']),
  requester(['loic.queffelec', 'Loïc', 'Quéffelec', 'P10014', 'Logistique']),
  requester(['benedicte.saint-andre', 'Bénédicte', 'Saint-André', 'P10015', 'Ressources humaines']),
  requester(['thi-ngoc.nguyen', 'Thị Ngọc', 'Nguyễn', 'P10016', 'Achats']),
  { ...requester(['jean.dupont', 'Jean', 'Dupont', 'P10017', 'Finances']), vip: true },
  // The same name and the same address as before he came back under a new login.
  { ...requester(['jdupont', 'Jean', 'Dupont', 'P09017', 'Finances']), email: 'jean.dupont@exemple.fr', active: false },
  { ...requester(['celine.moreau', 'Céline', 'Moreau', 'P10018', 'Achats']), active: false },
  { ...requester(['paul.girard', 'Paul', 'Girard', 'P10019', 'Juridique']), active: false },
  // One address for a whole front desk.
  { ...requester(['accueil.nord', 'Accueil', 'Nord', '', 'Logistique']), email: 'accueil@exemple.fr' },
  { ...requester(['accueil.sud', 'Accueil', 'Sud', '', 'Logistique']), email: 'accueil@exemple.fr' },
  { ...requester(['prestataire.01', 'Karim', 'Haddad', '', 'Logistique']), email: '' },
  { ...requester(['stagiaire.02', 'Inès', 'Ferreira', '', 'Communication']), email: '' },
  requester(['o.petit', 'Océane', 'Petit', 'P10025', 'Ressources humaines']),
  requester(['t.roux', 'Théo', 'Roux', 'P10026', 'Finances']),
  agent(['beth.anglin', 'Beth', 'Anglin', 'P20001', 'Informatique'], ['HELPDESK']),
  agent(['nadia.khelifi', 'Nadia', 'Khelifi', 'P20002', 'Informatique'], ['HELPDESK']),
  agent(['gaetan.perrin', 'Gaëtan', 'Perrin', 'P20003', 'Informatique'], ['DIRCI PROX P98888 - #33015']),
  agent(['aurelie.fontaine', 'Aurélie', 'Fontaine', 'P20004', 'Informatique'], ['DIRCI PROX P98888 - #33015']),
  agent(['stephane.masson', 'Stéphane', 'Masson', 'P20005', 'Informatique'], ['DIRCI PROX K10005 - #33015']),
  agent(
    ['eric.legrand', 'Éric', 'Legrand', 'P20006', 'Informatique'],
    ['RESEAUX ET TELECOMS', 'DIRCI PROX K10005 - #33015'],
  ),
  agent(['sandrine.colin', 'Sandrine', 'Colin', 'P20007', 'Informatique'], ['APPLICATIONS METIERS']),
  { ...agent(['vincent.brun', 'Vincent', 'Brun', 'P20008', 'Informatique'], ['HELPDESK']), active: false },
];
