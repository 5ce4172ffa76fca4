import type { OauthClient } from '../access/accounts.js';
import { integrationRole } from '../access/access.js';
import type { UserSeed } from './users.js';

/** Accounts that every simulated instance has. */
export const baseAccounts: readonly UserSeed[] = [
  {
    userName: 'admin',
    password: 'admin',
    // The sys_id of System Administrator in every base system.
    sysId: '6816f79cc0a8016401c5a33be04be441',
    firstName: 'System',
    lastName: 'Administrator',
    email: 'admin@exemple.fr',
    roles: ['admin'],
  },
  { userName: 'guest', firstName: 'Guest', lastName: '' },
  {
    userName: 'passerelle',
    password: 'passerelle',
    apiKey: 'now_passerelle_simulated_key',
    firstName: 'Passerelle',
    lastName: 'Intégration',
    roles: ['itil', integrationRole],
    zone: 'GMT',
  },
  // An integration account as a site gives it out of habit: no right to journal rows, dictionary or audit.
  {
    userName: 'integration',
    password: 'integration',
    firstName: 'Intégration',
    lastName: 'Ordinaire',
    roles: ['itil'],
    zone: 'GMT',
  },
  {
    userName: 'itil',
    password: 'itil',
    firstName: 'ITIL',
    lastName: 'User',
    email: 'itil@exemple.fr',
    roles: ['itil'],
    zone: 'US/Pacific',
  },
  {
    userName: 'ess',
    password: 'ess',
    firstName: 'Joe',
    lastName: 'Employee',
    email: 'joe.employee@exemple.fr',
    zone: 'US/Pacific',
  },
];

export const baseClients: readonly OauthClient[] = [
  { id: 'passerelle-client', secret: 'passerelle-secret', userName: 'passerelle' },
];
