import type { Clock } from '@passerelle/connector';
import { seededRandom } from '@passerelle/connector/testing';
import { glpi, ids, keep, type Glpi } from '../../../connectors/glpi/simulator/index.js';

/** What Passerelle signs in with at the simulated GLPI. */
export const glpiAuth = { userToken: 'bac-a-sable-utilisateur', appToken: 'bac-a-sable-application' } as const;

/** Beside those that it is seeded with. */
const glpiCategories = [
  'Information',
  'Réseau',
  'Accès',
  'Logiciel',
  'Applications',
  'Reporting',
  'Suggestion',
] as const;

/** A GLPI of a help desk, with the account of Passerelle in it. */
export function makeGlpi(clock: Clock, seed: number): Glpi {
  const tool = glpi({ clock, random: seededRandom(seed), quirks: { appToken: glpiAuth.appToken } });
  // The team that all houses share.
  const group = { name: 'HELPDESK', completename: 'HELPDESK', is_assign: 1, is_requester: 1, is_watcher: 1 };
  keep(tool.state, 'Group', { id: 90, ...group });
  for (const name of glpiCategories) keep(tool.state, 'ITILCategory', { name, completename: name });
  tool.state.secrets.set(ids.service, { password: null, token: glpiAuth.userToken });
  return tool;
}
