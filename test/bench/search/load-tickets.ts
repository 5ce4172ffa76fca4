import { seededRandom } from '@passerelle/connector/testing';
import type { Changes, Store } from '@passerelle/sync';
import { blankTicket, statuses, type Entry, type Level, type Ticket } from '@passerelle/ticket';

const step = 500;
const teams = ['HELPDESK', 'Réseau', 'Proximité Nord', 'Proximité Sud', 'Applications', 'Logistique'];
const words = (
  'écran noir imprimante réinitialiser mise à jour accès VPN refusé messagerie pleine vidéoprojecteur salle serveur lent ' +
  'compte bloqué mot de passe téléphone tablette cassée badge perdu logiciel installer licence poste portable sauvegarde ' +
  'fichier partagé dossier disparu réseau coupé borne Wi-Fi étage bâtiment souris clavier bruit surchauffe facture commande'
).split(' ');

/** Tickets as a large house has them, in the store's own steps. */
export async function load(store: Store, tickets: number, tell: (line: string) => void): Promise<void> {
  const random = seededRandom(7);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random.next() * list.length)] as T;
  const sentence = (length: number): string => Array.from({ length }, () => pick(words)).join(' ');
  const person = (nth: number) => ({
    name: `Agent Numéro ${nth}`,
    email: `agent${nth}@example.org`,
    login: null,
    employeeNumber: null,
    cut: false,
  });
  const instant = (nth: number): string => new Date(Date.UTC(2026, 0, 1) + nth * 60_000).toISOString();
  for (let from = 0; from < tickets; from += step) {
    const ids = Array.from({ length: Math.min(step, tickets - from) }, (_, index) => from + index);
    const made = ids.map((nth): Ticket => ({
      ...blankTicket,
      id: `t${nth.toString().padStart(8, '0')}`,
      number: `INC${1_000_000 + nth}`,
      references: [{ connection: 'servicenow', number: `INC${1_000_000 + nth}`, url: null }],
      title: sentence(6),
      description: `${sentence(40)} machine${nth}`,
      audience: nth % 50 === 0 ? 'internal' : 'public',
      kind: nth % 3 === 0 ? 'request' : 'incident',
      status: nth % 5 === 0 ? pick(statuses) : 'closed',
      priority: ((nth % 5) + 1) as Level,
      group: nth % 7 === 0 ? null : { name: pick(teams), codes: [] },
      assignee: nth % 3 === 0 ? null : person(nth % 200),
      requester: { ...person(nth % 9_000), email: `personne${nth % 9_000}@example.org` },
      created: instant(nth),
      updated: instant(nth * 2),
      due: nth % 4 === 0 ? instant(nth + 10_000) : null,
    }));
    const entries = made.flatMap(({ id: ticket }): readonly Entry[] =>
      [1, 2, 3].map((ordinal) => ({
        id: `${ticket}-${ordinal}`,
        ticket,
        kind: ordinal === 2 ? 'work_note' : 'comment',
        audience: ordinal === 2 ? 'internal' : 'public',
        text: sentence(25),
        author: null,
        at: instant(ordinal),
        origin: { connection: 'servicenow', native: `${ticket}/${ordinal}`, ordinal },
        task: null,
      })),
    );
    const bonds: Changes['bonds'] = made.flatMap(({ id: ticket, number }, index) =>
      ['servicenow', ...(index % 2 ? ['glpi'] : [])].map((connection) => ({
        connection,
        native: `${connection}-${ticket}`,
        class: 'incident',
        number,
        url: null,
        ticket,
        shadow: null,
        version: null,
        origin: 'seen',
        run: null,
        tombstone: null,
      })),
    );
    await store.commit({ tickets: made.map((ticket) => ({ ticket, why: {} })), entries, bonds });
    if ((from + step) % 10_000 === 0) tell(`${from + step} loaded`);
  }
}
