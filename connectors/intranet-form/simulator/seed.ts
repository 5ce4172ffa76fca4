import type { Category, User } from './state.js';

/** The thirteen categories of the seed, word for word, behind the one that cannot be deleted. */
const names = [
  'DSI Connexion internet',
  'DSI Accès système',
  'DSI Désactivation/ activation de log',
  'DSI matériel informatique',
  'DSI Autre problème',
  'DSI CRM et application des clients',
  'DSI Reporting',
  'Bytel accès nouvelle application',
  'Bytel souci poste de travail',
  'Bytel grésillement de la communication',
  'Bytel arrêt production',
  'Bytel indisponibilité application',
  'Suggestion',
];

export const seedCategories: readonly Category[] = [
  { id: 1, name: 'General', isPrivate: true },
  ...names.map((name, index) => ({ id: index + 2, name, isPrivate: false })),
];

const agent = [
  'can_view_tickets',
  'can_view_unassigned',
  'can_view_ass_others',
  'can_reply_tickets',
  'can_resolve',
  'can_assign_self',
  'can_assign_others',
  'can_change_cat',
  'can_edit_tickets',
  'can_export',
];
const everywhere = seedCategories.map(({ id }) => id);

export const seedUsers: readonly User[] = [
  {
    id: 1,
    user: 'admin',
    pass: 'Adm1n-Kx4w',
    name: 'Administrateur',
    email: 'support@intranet.example',
    isAdmin: true,
    categories: [],
    privileges: [],
  },
  {
    id: 2,
    user: 'karim',
    pass: 'Kar1m-Zq8t',
    name: 'Karim Bénali',
    email: 'karim@intranet.example',
    isAdmin: false,
    categories: everywhere,
    privileges: agent,
  },
  {
    id: 3,
    user: 'svc.passerelle',
    pass: 'Serv1ce-Yt7m',
    name: 'Passerelle',
    email: 'passerelle@intranet.example',
    isAdmin: false,
    categories: everywhere,
    privileges: [...agent, 'can_del_tickets', 'can_merge_tickets'],
  },
  {
    id: 4,
    user: 'reseau',
    pass: 'Res3au-Pw2v',
    name: 'Équipe réseau',
    email: 'reseau@intranet.example',
    isAdmin: false,
    categories: [2],
    privileges: ['can_view_tickets', 'can_reply_tickets'],
  },
];
