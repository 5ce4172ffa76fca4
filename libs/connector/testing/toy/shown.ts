import { createHash } from 'node:crypto';
import {
  bodyLength,
  titleLength,
  toyClasses,
  toyPriorities,
  toyStatuses,
  type ToyFile,
  type ToyTicket,
} from './state.js';

const instant = (ms: number): string => new Date(ms).toISOString();

/** A ticket as the interface shows it. */
export function shownTicket(ticket: ToyTicket): unknown {
  if (ticket.spoilt)
    return { id: ticket.id, number: ticket.number, changed: instant(ticket.changed), fields: { title: 42 } };
  return {
    id: ticket.id,
    number: ticket.number,
    class: ticket.class,
    key: ticket.key,
    changed: instant(ticket.changed),
    born: instant(ticket.born),
    revision: ticket.revision,
    fields: ticket.fields,
    entries: ticket.entries.map((entry) => ({ ...entry, at: instant(entry.at) })),
    files: ticket.files.map(shownFile),
    assets: [...ticket.assets],
    relations: ticket.relations,
  };
}

function shownFile({ content, ...file }: ToyFile): unknown {
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { ...file, at: instant(file.at), size: content.length, sha256 };
}

export function shownVocabulary(): unknown {
  const choice = (code: string): unknown => ({ code, label: `Libellé ${code}`, active: true });
  const fields = {
    title: { label: 'Titre', mandatory: true, maxLength: titleLength, choices: null },
    body: { label: 'Description', mandatory: false, maxLength: bodyLength, choices: null },
    status: { label: 'État', mandatory: false, maxLength: null, choices: toyStatuses.map(choice) },
    priority: { label: 'Priorité', mandatory: false, maxLength: null, choices: toyPriorities.map(choice) },
    requester: { label: 'Demandeur', mandatory: false, maxLength: null, choices: null },
    group: { label: 'Groupe', mandatory: false, maxLength: null, choices: null },
  };
  return { classes: Object.fromEntries(toyClasses.map((name) => [name, fields])) };
}
