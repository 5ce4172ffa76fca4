import type { Clock } from '@passerelle/connector';
import { seededRandom } from '@passerelle/connector/testing';
import {
  addNote,
  assign,
  createTicket,
  formTool,
  seedCategories,
  seedUsers,
  setStatus,
  staffReply,
  type FormTool,
  type User,
} from '../../../connectors/intranet-form/simulator/index.js';

const agentOf = (login: string): User => {
  const found = seedUsers.find(({ user }) => user === login);
  if (!found) throw new Error(`expected an agent ${login} in the form's seed`);
  return found;
};

/** What Passerelle signs in with at the simulated form. */
export const formAuth = { user: 'svc.passerelle', password: agentOf('svc.passerelle').pass, folder: 'admin' } as const;

/** «SUPPORT INFORMATIQUE» of an intranet, with its thirteen categories. */
export function makeForm(clock: Clock, seed: number): FormTool {
  return formTool({ clock, random: seededRandom(seed), quirks: { slugFileNames: false } });
}

const aminata = { name: 'Aminata Koné', email: 'aminata.kone@exemple.ci' } as const;
const yves = { name: 'Yves Kouassi', email: 'yves.kouassi@exemple.ci' } as const;

/** One in the wrong category, one submitted again by the same person, one that waits, and an idea. */
export function liveAtForm({ tool }: FormTool): void {
  const karim = agentOf('karim');
  const send = (who: typeof aminata | typeof yves, category: string, subject: string, message: string) => {
    const id = seedCategories.find(({ name }) => name === category)?.id;
    if (id === undefined) throw new Error(`expected one of the thirteen categories, came ${category}`);
    return createTicket(tool, { ...who, category: id, priority: 2, subject, message });
  };

  const wrong = send(
    yves,
    'DSI Reporting',
    'Plus d’internet',
    'La connexion est perdue sur tous les postes du plateau.',
  );
  addNote(tool, wrong, karim, 'Mauvaise catégorie : c’est la connexion, pas le reporting. À reclasser.', []);

  const first = send(aminata, 'Bytel souci poste de travail', 'Position 14 très lente', 'Dix minutes pour s’ouvrir.');
  staffReply(tool, first, karim, { message: 'Bonjour, nous passons cet après-midi.' });
  assign(tool, first, karim, karim);
  // Instead of asking after it.
  send(aminata, 'Bytel souci poste de travail', 'Position 14 très lente', 'Toujours pareil, merci de venir 🙏');

  const waits = send(
    yves,
    'DSI Désactivation/ activation de log',
    'Réactiver le log de Mme N’Guessan',
    'Elle revient lundi.',
  );
  setStatus(tool, waits, karim, 5);

  send(aminata, 'Suggestion', 'Un bouton pour suivre ma demande', 'On ne sait jamais où elle en est.');
}
