import type { Clock } from '@passerelle/connector';
import { seededRandom } from '@passerelle/connector/testing';
import { iTop, type ITop, type WorldSeed } from '../../../connectors/itop/simulator/index.js';

/** What Passerelle signs in with at the simulated iTop. */
export const itopAuth = { kind: 'basic', user: 'passerelle', password: 'bac-a-sable' } as const;
export const itopOrganisation = 'Académie de Toulouse';

const org = itopOrganisation;
const support = ['REST Services User', 'Support Agent'];

const world: WorldSeed = {
  organisations: [{ name: org }],
  persons: [
    { first: 'Suzanne', last: 'Diabaté', org, email: 'suzanne.diabate@exemple.fr' },
    { first: 'Paul', last: 'Smith', org, email: 'paul.smith@exemple.fr' },
    { first: 'Catherine', last: 'Buffet', org, email: 'catherine.buffet@exemple.fr' },
    { first: 'Josiane', last: 'Albin', org, email: 'josiane.albin@exemple.fr' },
  ],
  teams: [
    { name: 'HELPDESK', org, members: ['Catherine Buffet'] },
    { name: 'PILOTES', org, members: ['Josiane Albin'] },
  ],
  services: [{ name: 'Pilotage', subcategories: [{ name: 'Tableaux de bord' }] }],
  items: [{ class: 'PC', name: 'POSTE-12', org }],
  users: [
    { login: itopAuth.user, password: itopAuth.password, profiles: [...support, 'Administrator'] },
    { login: 'buffet', password: 'buffet', person: 'Catherine Buffet', profiles: ['Support Agent'] },
    { login: 'albin', password: 'albin', person: 'Josiane Albin', profiles: ['Support Agent'] },
  ],
};

/** The iTop of an académie, with a first-level team and the one that it hands over to. */
export function makeItop(clock: Clock, seed: number): ITop {
  return iTop({ clock, random: seededRandom(seed), world });
}

/** One is handed over to PILOTES with a word among colleagues, one is being looked at, one is solved on the spot. */
export function liveAtItop(tool: ITop): void {
  const agent = tool.as('buffet');
  const ask = (caller: string, title: string, description: string): number =>
    agent.open('UserRequest', {
      title,
      description: `<p>${description}</p>`,
      org_id: { name: org },
      caller_id: { email: caller },
      team_id: { name: 'HELPDESK' },
      origin: 'portal',
    }).id;
  const mine = { team_id: { name: 'HELPDESK' }, agent_id: { email: 'catherine.buffet@exemple.fr' } };

  const handed = ask(
    'paul.smith@exemple.fr',
    'Indicateurs d’auto-évaluation vides',
    'Le tableau de bord de l’établissement n’affiche plus rien depuis lundi.',
  );
  agent.write(handed, 'public_log', '<p>Nous passons votre demande à l’équipe qui tient ces tableaux.</p>');
  agent.write(
    handed,
    'private_log',
    '<p>Droits vérifiés, le compte est bon : l’entrepôt de données n’a rien reçu.</p>',
  );
  agent.change(handed, { team_id: { name: 'PILOTES' } });

  const looked = ask('suzanne.diabate@exemple.fr', 'Casque pour le télétravail', 'Le mien ne tient plus la charge.');
  agent.fire(looked, 'ev_assign', mine);

  const solved = ask('paul.smith@exemple.fr', 'Où changer mon mot de passe ?', 'Je ne trouve plus la page.');
  agent.fire(solved, 'ev_assign', mine);
  agent.fire(solved, 'ev_resolve', { resolution_code: 'assistance', solution: '<p>Lien envoyé.</p>' });
}
