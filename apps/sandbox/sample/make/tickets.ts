import type { Random } from '@passerelle/connector';
import { incidentLabels, requesters, requestLabels, type Somebody, tags, type Team, teams } from './words.js';

/** A ticket of the sample. Instants are the wall clock's in Paris, as if it were UTC. */
export interface SampleTicket {
  readonly number: string;
  readonly state: string;
  /** Cells of the list. */
  readonly requester: string;
  readonly beneficiary: string;
  readonly agentCell: string;
  readonly tagsCell: string;
  readonly team: Team;
  readonly label: string;
  readonly created: number;
  readonly updated: number;
  readonly done: number | null;
  /** Who writes in its journal. */
  readonly asks: Somebody;
  readonly agent: Somebody | null;
}

export const minute = 60_000;
const day = 86_400_000;
const first = Date.UTC(2025, 5, 2);
const last = Date.UTC(2025, 10, 19);

export const one = <T>(random: Random, all: readonly T[]): T => all[Math.floor(random.next() * all.length)] as T;

/** Between 8 h and 18 h on a day of work: never in the hours that summer time skips or repeats. */
export function officeHour(random: Random, from: number, to: number): number {
  const anyDay = from + Math.floor(random.next() * ((to - from) / day)) * day;
  const start = Math.floor(anyDay / day) * day;
  const weekday = new Date(start).getUTCDay();
  const shift = weekday === 0 ? -2 : weekday === 6 ? -1 : 0;
  return start + shift * day + (8 * 3_600 + Math.floor(random.next() * 36_000)) * 1_000;
}

const seedTeam = { P98888: teams[0], K10005: teams[1] } as const;

/** The six rows of the seed, cell by cell. */
export function seedTickets(): readonly SampleTicket[] {
  const row = (
    number: string,
    state: string,
    requester: string,
    code: keyof typeof seedTeam,
    created: number,
    updated: number,
    label: string,
    tagsCell = 'Ajouter',
  ): SampleTicket => ({
    number,
    state,
    requester,
    beneficiary: 'Ma...',
    agentCell: '(vide)',
    tagsCell,
    team: seedTeam[code] as Team,
    label,
    created,
    updated,
    done: null,
    asks: { name: requester, email: null },
    agent: null,
  });
  const november = (date: number, hours: number, minutes: number, seconds: number): number =>
    Date.UTC(2025, 10, date, hours, minutes, seconds);
  const restock = 'MATERIELS SERIALISES (HORS SMARTPHONE/CARTE SIM), Réapprovisionnement matériels';
  return [
    row(
      'RITM0524w',
      'En cours',
      'CL... ST...',
      'P98888',
      november(18, 11, 54, 35),
      november(19, 15, 2, 23),
      'Ordinateur Portable',
      'Ajouter Ajouter',
    ),
    row(
      'RITM0524k',
      'En cours',
      'Ma...',
      'P98888',
      november(18, 14, 6, 26),
      november(19, 10, 1, 12),
      'Matériel Hors Catalogue',
    ),
    row(
      'RITM0524l',
      'En cours',
      'Ma...',
      'K10005',
      november(18, 11, 42, 35),
      november(19, 9, 31, 27),
      'Restitution de matériel',
    ),
    row('RITM0524n', 'En cours', 'Ma...', 'P98888', november(18, 9, 46, 47), november(19, 9, 29, 45), restock),
    row(
      'RITM0524p',
      'En cours',
      'Ma...',
      'K10005',
      november(17, 13, 45, 11),
      november(17, 14, 13, 32),
      'Ordinateur Portable',
    ),
    row(
      'RITM0524r',
      'En attente',
      'Ma...',
      'P98888',
      november(6, 15, 0, 23),
      november(14, 10, 39, 17),
      'Ecran additionnel',
    ),
  ];
}

const letters = 'abcdefghijkmnpqrstuvwxyz';

export function ritmNumber(nth: number): string {
  return `RITM${String(401 + Math.floor(nth / letters.length)).padStart(4, '0')}${letters[nth % letters.length] ?? ''}`;
}

export function someTicket(random: Random, number: string): SampleTicket {
  const isIncident = number.startsWith('INC');
  const created = officeHour(random, first, last - day);
  const updated = Math.max(created + 7 * minute, officeHour(random, created, Math.min(last, created + 30 * day)));
  const team = one(random, isIncident ? teams.slice(0, 5) : [teams[0], teams[1], teams[0], teams[5]]) as Team;
  const state = one(random, states);
  const asks = one(random, requesters);
  const hasAgent = team.agents.length > 0 && state !== 'Nouveau' && (isIncident || random.next() < 0.4);
  const agent = hasAgent ? one(random, team.agents) : null;
  const isDone = state === 'Résolu' || state === 'Clos';
  return {
    number,
    state,
    requester: nameCell(random, asks),
    beneficiary: random.next() < 0.75 ? nameCell(random, asks) : nameCell(random, one(random, requesters)),
    agentCell: agent === null ? '(vide)' : agent.name,
    tagsCell: random.next() < 0.15 ? `${one(random, tags)} Ajouter` : 'Ajouter',
    team,
    label: one(random, isIncident ? incidentLabels : requestLabels),
    created,
    updated,
    done: isDone ? updated : null,
    asks,
    agent,
  };
}

const states = [
  ...Array.from({ length: 8 }, () => 'En cours'),
  ...Array.from({ length: 4 }, () => 'En attente'),
  ...Array.from({ length: 3 }, () => 'Nouveau'),
  ...Array.from({ length: 4 }, () => 'Résolu'),
  ...Array.from({ length: 5 }, () => 'Clos'),
  'Annulé',
];

/** As lists show people: whole, with their address, or cut. */
function nameCell(random: Random, { name, email }: Somebody): string {
  const way = random.next();
  if (way < 0.35)
    return name
      .split(' ')
      .map((part) => `${part.slice(0, 2)}...`)
      .join(' ');
  return way < 0.65 && email !== null ? `${name} (${email})` : name;
}
