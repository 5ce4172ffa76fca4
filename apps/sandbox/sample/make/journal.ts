import type { Random } from '@passerelle/connector';
import { minute, one, type SampleTicket } from './tickets.js';
import { answered, asked, notes, type Somebody } from './words.js';

export interface SampleEntry {
  readonly number: string;
  readonly at: number;
  readonly author: string;
  readonly type: 'Commentaires' | 'Notes de travail';
  readonly text: string;
}

/** What was written about a ticket, oldest first; the last line is what «Mis à jour» shows. */
export function entriesOf(random: Random, ticket: SampleTicket): readonly SampleEntry[] {
  const count = Math.floor(random.next() * 4.6);
  const agent = ticket.agent ?? one(random, ticket.team.agents.length > 0 ? ticket.team.agents : [helpdesk]);
  const span = ticket.updated - ticket.created;
  const entries: SampleEntry[] = [];
  for (let nth = 1; nth <= count; nth += 1) {
    const at =
      nth === count ? ticket.updated : atOffice(ticket, ticket.created + Math.floor((span * nth) / (count + 1)));
    const fromAgent = random.next() < 0.65;
    const isInternal = fromAgent && random.next() < 0.5;
    entries.push(
      line(random, ticket, at, fromAgent ? agent : ticket.asks, isInternal, fromAgent ? ticket.asks : agent),
    );
    // Who answers often leaves a note for the team in the same second: one form saves both.
    if (fromAgent && random.next() < 0.15) entries.push(line(random, ticket, at, agent, !isInternal, ticket.asks));
  }
  return entries.sort((before, after) => before.at - after.at);
}

const helpdesk: Somebody = { name: 'Nadia Khelifi', email: 'nadia.khelifi@exemple.fr' };

function line(
  random: Random,
  ticket: SampleTicket,
  at: number,
  author: Somebody,
  isInternal: boolean,
  other: Somebody,
): SampleEntry {
  const words = isInternal ? notes : author === ticket.asks ? asked : answered;
  const text = one(random, words).replace('{qui}', other.name.split(' ')[0] ?? '');
  const shown = random.next() < 0.3 && author.email !== null ? `${author.name} (${author.email})` : author.name;
  return { number: ticket.number, at, author: shown, type: isInternal ? 'Notes de travail' : 'Commentaires', text };
}

/** Nobody writes at night: the hour is moved into the office's day, and stays between what begins and what ends. */
function atOffice({ created, updated }: SampleTicket, at: number): number {
  const start = Math.floor(at / 86_400_000) * 86_400_000;
  const seconds = 8 * 3_600 + (Math.floor((at - start) / 1_000) % 36_000);
  return Math.min(updated, Math.max(created + minute, start + seconds * 1_000));
}
