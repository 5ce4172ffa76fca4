import type { Chance } from './chance.js';
import type { SourceTicket } from './help-desk.js';
import type { World } from './world.js';

const words = ['Nouveau', 'En cours', 'En attente', 'Résolu', 'Clos'] as const;
const titles = [
  'Écran noir',
  'Impression «Canon»',
  'VPN 🔒',
  'طابعة معطلة',
  'Accès à la salle d’examen',
  ' Blancs autour ',
] as const;
const groups = ['', 'DIRCI PROX', 'Réseau'] as const;
const says = [
  'Bonjour, ça ne marche pas.',
  'Relance',
  'Relance',
  'Fait ✅',
  '‏مرحبا',
  'Ligne 1\nLigne 2',
  'é'.repeat(300),
] as const;

/** Somebody opens a ticket in the source. */
export function openTicket(world: World, by: Chance, atRest: boolean): void {
  const { desk } = world;
  const id = `t${desk.tickets.size + 1}`;
  const ticket: SourceTicket = {
    id,
    number: `RITM000${id}w`,
    etat: by.pick(words),
    titre: by.pick(titles),
    groupe: by.pick(groups),
    priorite: by.pick(['', '1', '3']),
    entries: [],
    files: [],
    before: null,
    reopened: false,
    stamp: 0,
  };
  if (by.happens(0.1)) ticket.etat = by.pick(['Bizarre', 'Interdit']);
  desk.tickets.set(id, ticket);
  desk.touch(ticket, atRest);
  for (let left = by.below(4); left > 0; left -= 1) writeLine(ticket, by, id);
  if (by.happens(0.35)) attachFile(ticket, by);
}

function writeLine(ticket: SourceTicket, by: Chance, id: string): void {
  const internal = by.happens(0.3);
  const poison = by.happens(0.015) ? ' ☠' : '';
  ticket.entries.push({
    id: by.happens(0.7) ? `${id}-e${ticket.entries.length + 1}` : null,
    journal: internal ? 'interne' : 'public',
    audience: internal ? 'internal' : 'public',
    author: { id: null, name: by.pick(['Élodie Martin', 'CL...', 'محمد', '']) || null },
    at: by.happens(0.8) ? `2025-11-18T10:${10 + ticket.entries.length}:00.000Z` : null,
    text: `${by.pick(says)}${internal ? ' (interne)' : ''}${poison}`,
  });
}

function attachFile(ticket: SourceTicket, by: Chance): void {
  const internal = by.happens(0.25);
  ticket.files.push({
    id: `${ticket.id}-f${ticket.files.length + 1}`,
    name: by.pick(['capture écran.png', 'image001.png']),
    content: `${by.pick(['même contenu', 'autre contenu', ''])}${internal ? ' (interne)' : ''}`,
    audience: internal ? 'internal' : 'public',
  });
}

/** Somebody works on a ticket of the source. */
export function workOn(world: World, by: Chance, atRest: boolean): void {
  const { desk, tool, fickle } = world;
  if (desk.tickets.size === 0 || by.happens(fickle ? 0 : 0.2)) return openTicket(world, by, atRest);
  const ticket = by.pick([...desk.tickets.values()].slice(0, fickle ? 2 : undefined));
  const what = fickle ? 6 : by.below(8);
  const speaks = !(tool.deafWhenClosed && ticket.etat === 'Clos');
  if (what === 0 && speaks) writeLine(ticket, by, ticket.id);
  else if (what === 1 && speaks && by.happens(0.4)) attachFile(ticket, by);
  else if (what === 2) ticket.titre = by.pick(titles);
  else if (what === 3) ticket.groupe = by.pick(groups);
  else if (what === 4) ticket.priorite = by.pick(['', '1', '2', '3']);
  else if (what === 5) say(world, ticket, by.happens(0.1) ? 'Bizarre' : by.pick(words));
  else {
    // Somebody cannot decide: to and fro between two states, each time the very same.
    const { etat, titre } = ticket;
    say(world, ticket, ticket.before?.etat ?? by.pick(words));
    ticket.titre = ticket.before?.titre ?? titre;
    ticket.before = { etat, titre };
    if (!fickle && speaks && ticket.etat !== 'Clos' && by.happens(0.3)) writeLine(ticket, by, ticket.id);
  }
  desk.touch(ticket, atRest);
  world.time.log(world.people, `${ticket.id} is «${ticket.etat}» «${ticket.titre}», ${ticket.entries.length} lines`);
}

/** Where the target is deaf to what comes after the end, no ticket ends twice: nobody could tell what was said in between. */
function say({ tool }: World, ticket: SourceTicket, etat: string): void {
  if (etat === 'Clos' && tool.deafWhenClosed && ticket.reopened) return;
  if (ticket.etat === 'Clos' && etat !== 'Clos') ticket.reopened = true;
  ticket.etat = etat;
}

/** Somebody works on a ticket of the target, unless one of our requests is still on its way there. */
export async function workInTarget({ tool, line, store }: World, by: Chance): Promise<void> {
  // Before a ticket is adopted, whatever it says is simply how it was found.
  const bonded = await store.bonds('target', [...tool.tickets.keys()]);
  const quiet = [...tool.tickets.values()].filter(
    ({ id, key }) => bonded.has(id) && !(line.underWay.get(id) ?? 0) && !(key !== null && line.underWay.get(key)),
  );
  if (quiet.length === 0) return;
  const ticket = by.pick(quiet);
  const field = by.pick(['short_description', 'priority', 'assignment_group']);
  tool.edit(ticket, field, by.pick(['Repris par le support', '2', 'Réseau']));
}

/** Some tickets are in the target already, under the number of the old tool; some twice; some with a line and a file. */
export function settleEarlier(world: World, by: Chance): void {
  for (const source of world.desk.tickets.values()) {
    if (!by.happens(0.15)) continue;
    const copies = by.happens(0.2) ? 2 : 1;
    world.there.set(source.number, copies);
    for (let left = copies; left > 0; left -= 1) {
      const ticket = world.tool.open({ short_description: 'Déjà là', state: '2', u_old: source.number });
      const line = source.entries.find(({ audience }) => audience === 'public');
      if (line && by.happens(0.6))
        ticket.entries.push({
          id: `h${ticket.id}`,
          journal: 'comments',
          readable: true,
          text: line.text,
          mark: null,
          by: 'human',
        });
    }
  }
}
