import type { View } from '@passerelle/api';
import type { Language } from './problem.js';

type Shipped = Omit<View, 'name' | 'owner' | 'columns'> & Readonly<Record<Language, string>>;

/** Desks that every house has, after those of the tools that people come from. */
const shipped: readonly Shipped[] = [
  { id: 'to-take', fr: 'À prendre', en: 'To take', filter: { open: 'true', agent: ['none'] }, sort: 'urgent' },
  { id: 'mine', fr: 'Mes tickets', en: 'Mine', filter: { open: 'true', agent: ['mine'] }, sort: 'urgent' },
  { id: 'my-teams', fr: 'Mes équipes', en: 'My teams', filter: { open: 'true', team: ['mine'] }, sort: 'urgent' },
  {
    id: 'to-answer',
    fr: 'À nous de répondre',
    en: 'Our turn',
    filter: { open: 'true', turn: 'support' },
    sort: 'urgent',
  },
  { id: 'waiting', fr: 'En attente', en: 'Waiting', filter: { status: ['pending'] }, sort: 'updated' },
  { id: 'to-approve', fr: 'À approuver', en: 'To approve', filter: { approval: ['requested'] }, sort: 'created' },
  { id: 'escalated', fr: 'Escaladés', en: 'Escalated', filter: { open: 'true', escalated: 'true' }, sort: 'urgent' },
  { id: 'overdue', fr: 'En retard', en: 'Overdue', filter: { overdue: 'true' }, sort: 'due' },
  { id: 'own-requests', fr: 'Mes demandes', en: 'My requests', filter: { requester: ['mine'] }, sort: 'updated' },
  { id: 'followed', fr: 'Suivis', en: 'Followed', filter: { followed: 'true' }, sort: 'updated' },
  { id: 'unread', fr: 'Non lus', en: 'Unread', filter: { open: 'true', unread: 'true' }, sort: 'updated' },
  { id: 'everything', fr: 'Tous', en: 'All', filter: {}, sort: 'updated' },
];

export function houseViews(language: Language): readonly View[] {
  return shipped.map(({ fr, en, ...view }) => ({
    ...view,
    name: language === 'fr' ? fr : en,
    owner: 'house',
    columns: null,
  }));
}
