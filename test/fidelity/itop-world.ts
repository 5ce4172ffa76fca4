import type { TokenSeed, WorldSeed } from '../../connectors/itop/simulator/index.js';

const rest = 'REST Services User';
const agent = [rest, 'Support Agent', 'Service Desk Agent'];

/** The install that was recorded: its people, its catalogue, its accounts. */
export const recordedWorld: WorldSeed = {
  organisations: [
    { id: 1, name: 'My Company/Department' },
    { id: 2, name: 'Demo' },
    { id: 4, name: 'Acme Corp', code: 'ACME' },
    { id: 5, name: 'Bêta SARL', code: 'BETA' },
  ],
  persons: [
    { id: 40, first: 'Alice', last: 'Martin', org: 'Acme Corp', email: 'alice.martin@example.com' },
    { id: 41, first: 'Bruno', last: 'Dupont', org: 'Acme Corp', email: 'bruno.dupont@example.com' },
    { id: 42, first: 'Chloé', last: 'Autre', org: 'Bêta SARL' },
    { id: 43, first: 'Agent', last: 'One', org: 'Acme Corp', email: 'agent.one@example.com' },
    { id: 44, first: 'Agent', last: 'Two', org: 'Acme Corp', email: 'agent.two@example.com' },
    { id: 49, first: 'Pat', last: 'O\'Brien \\ "q" %', org: 'Acme Corp' },
  ],
  teams: [
    { id: 45, name: 'Helpdesk L1', org: 'Acme Corp', members: ['Agent One', 'Agent Two'] },
    { id: 46, name: 'Network L2', org: 'Acme Corp' },
  ],
  services: [
    { id: 3, name: 'Telephony', subcategories: [{ id: 3, name: 'Mobile phone/SIM unlocking', type: 'incident' }] },
    {
      id: 4,
      name: 'Messaging',
      subcategories: [
        { id: 18, name: 'New mailbox' },
        { id: 19, name: 'Mailbox down', type: 'incident' },
      ],
    },
  ],
  items: [{ id: 1, class: 'Server', name: 'Server1', org: 'Acme Corp' }],
  users: [
    { login: 'admin', password: 'admin', profiles: [rest, 'Administrator'] },
    { login: 'connector', password: 'connector', person: 'Agent One', profiles: agent },
    { login: 'restonly', password: 'connector', profiles: [rest] },
    { login: 'norest', password: 'connector', profiles: ['Support Agent'] },
    { login: 'portaluser', password: 'connector', person: 'Alice Martin', profiles: [rest, 'Portal user'] },
    { login: 'connectorfr', password: 'connector', profiles: agent, language: 'FR FR' },
    { login: 'orgbonly', password: 'connector', profiles: agent, organisations: ['Bêta SARL'] },
    { login: 'app-connector', person: 'Agent One', profiles: [rest, 'Support Agent'], token: true },
  ],
};

/** The other install, with the simple flavour. */
export const simpleWorld: WorldSeed = {
  organisations: [{ id: 4, name: 'Acme Corp' }],
  persons: [{ id: 40, first: 'Alice', last: 'Martin', org: 'Acme Corp' }],
  teams: [{ id: 41, name: 'Helpdesk L1', org: 'Acme Corp' }],
  services: recordedWorld.services ?? [],
  users: [{ login: 'admin', password: 'admin', profiles: [rest, 'Administrator'] }],
};

/** Tokens are blanked in the file; these are their names there. */
export const recordedTokens: readonly TokenSeed[] = [
  { token: '<app-token>', login: 'app-connector', kind: 'application' },
  { token: '<personal-token>', login: 'connector', kind: 'personal' },
  { token: '<badscope-token>', login: 'connector', kind: 'personal', scope: 'Synchro' },
];
