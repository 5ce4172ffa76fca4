import { glpiStage } from './glpi-site.js';

/** The lycée: technicians, self-service users, closing after a day. */
export const lyceeStage = glpiStage({
  profile: '10',
  domain: 'lycee.exemple.fr',
  people: [
    { login: 'lmedori', first: 'Loïc', last: 'Medori', profile: 1 },
    { login: 'araffalli', first: 'Apollonie', last: 'Raffalli', profile: 6 },
    { login: 'dduval', first: 'Denis', last: 'Duval', profile: 6 },
  ],
  categories: ['Matériel', 'Logiciel', 'Réseau', 'Impression', 'Messagerie'],
  groups: ['Techniciens'],
  taskCategories: ['Commande'],
  closesAfter: 1,
});

const universite = {
  domain: 'universite.exemple.fr',
  people: [
    { login: 'cvasseur', first: 'Claire', last: 'Vasseur', profile: 1 },
    { login: 'blacaze', first: 'Bruno', last: 'Lacaze', profile: 1 },
    { login: 'ndiaye', first: 'Awa', last: 'N’Diaye', profile: 6 },
  ],
  categories: [
    'Applications métiers',
    'Déménagement',
    'Impression',
    'Messagerie',
    'Mon ordinateur',
    'Téléphonie fixe ou mobile',
    'Wifi - VPN - internet - connexion - câblage',
  ],
  groups: ['DSIN', 'DRHO', 'UFR Sciences'],
  taskCategories: ['Commande', 'Expert'],
  closesAfter: 7,
} as const;

/** «Help», the university's: its seven themes, its services, closing after seven days. */
export const universiteStage = glpiStage({ ...universite, profile: '10' });
/** The same on GLPI 11. */
export const universite11Stage = glpiStage({ ...universite, profile: '11' });
