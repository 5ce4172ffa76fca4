import { academie, academieSite, academieWorld } from '../../connectors/itop/testing/academie.js';
import { iTop } from '../../connectors/itop/simulator/index.js';
import type { Ports, Stage, Typed } from './stage.js';

const account = { login: 'passerelle', password: 'passerelle' } as const;
const agents = ['diabate', 'buffet', 'albin'] as const;
const full = { diabate: 'Suzanne Diabaté', buffet: 'Catherine Buffet', albin: 'Josiane Albin' } as const;

/** The iTop of the académie, with the people of its tutorial. */
export const academieStage: Stage = {
  kind: 'itop',
  setup({ clock, random }: Ports) {
    const simulator = iTop({
      clock,
      random,
      ...academie,
      world: {
        ...academieWorld,
        persons: [
          ...(academieWorld.persons ?? []),
          { first: 'Josiane', last: 'Albin', org: 'Académie de Toulouse', email: 'josiane.albin@ac-toulouse.fr' },
        ],
        users: [
          { ...account, profiles: ['REST Services User', 'Support Agent', 'Administrator'] },
          ...agents.map((login) => ({ login, password: login, person: full[login], profiles: ['Support Agent'] })),
        ],
        triggers: [
          {
            class: 'TriggerOnObjectUpdate',
            description: 'Réponse au demandeur',
            on: 'UserRequest',
            attributes: 'public_log',
          },
        ],
      },
    });
    const numberOf = (id: string): number => Number(id.split('::')[1]);
    const person = (by: string) => simulator.as(by);
    return {
      world: {
        simulator,
        config: (url) => ({
          url,
          auth: { kind: 'basic', user: account.login, password: account.password },
          organisation: { default: 'Académie de Toulouse' },
          site: { UserRequest: academieSite },
        }),
        mails: () =>
          simulator.mails.map(({ to, subject, body }) => ({
            toRequester: to === 'suzanne.diabate@ac-toulouse.fr' || to === 'paul.smith@ac-toulouse.fr',
            text: `${subject}\n${body}`,
          })),
      },
      hands: {
        open(by, kind, fields) {
          const made = person(by).open(kind, fields);
          return `${made.class}::${made.id}`;
        },
        change: (by, id, fields: Typed) => person(by).change(numberOf(id), fields),
        fire: (by, id, move, fields) => person(by).fire(numberOf(id), move, fields),
        say: (by, id, audience, text) =>
          person(by).write(numberOf(id), audience === 'public' ? 'public_log' : 'private_log', `<p>${text}</p>`),
        attach: (by, id, name, content) => person(by).attach(numberOf(id), name, content),
      },
    };
  },
};
