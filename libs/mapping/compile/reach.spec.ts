import { describe, expect, it } from '@jest/globals';
import { ticketFields, type TicketField } from '@passerelle/ticket';
import { loadText, wellLoaded } from '../testing/load-from.js';

const words = (domain: string, ...all: readonly (string | number)[]) =>
  `${domain}: { rows: [${all.map((word) => `{ native: "n${word}", is: ${word} }`).join(', ')}] }`;

/** A tool that says some words whole, some in part, and some things nowhere. */
const tool = (fields: string, more = '') =>
  wellLoaded(
    loadText(`connector: outil
status: etat
${more}statuses:
  - { native: "1", is: new, writes: [new, queued, assigned, planned, in_progress, pending] }
  - { native: "2", is: { status: closed, outcome: solved }, writes: [resolved, closed] }
fields: [${fields}]
words:
  ${words('priority', 1, 2, 3, 4, 5)}
  ${words('impact', 2, 3, 4)}
  ${words('mode', 'on_site', 'telework')}
  ${words('channel', 'phone', 'email')}
  category: { rows: [{ native: M, is: hardware }] }
  group: { same: meme-nom }
classes: { demande: { is: request, audience: public, writes: [request, incident] } }
journals: [{ native: public, is: comment }, { native: interne, is: work_note }]
`),
  );
const whole = tool(`{ native: titre, is: title }, { native: texte, is: description }, { native: prio, is: priority },
  { native: portee, is: impact }, { native: mode, is: mode }, { native: canal, is: channel }, { native: cat, is: category },
  { native: pc, is: assets }, { native: pcs, is: custom.pcs }, { native: demandeur, is: requester },
  { native: pere, is: relations.parent }, { native: fin, is: resolution.text }, { native: maj, is: updated, write: kept },
  { native: agent, is: assignee, write: no, otherwise: loss }, { is: tags, otherwise: loss }`);
const bare = tool('{ native: titre, is: title }');

const reach = (mapping: typeof whole, field: TicketField) => {
  const { read, write, home, lossy } = mapping.reach('demande', field);
  return `${read ? 'read' : '-'} ${write ? 'written' : '-'} ${home ?? '-'}${lossy ? ' lossy' : ''}`;
};

describe('what a tool can say and be told', () => {
  it.each<readonly [TicketField, string]>([
    ['kind', 'read written description lossy'],
    ['audience', 'read - -'],
    ['title', 'read written field'],
    ['description', 'read written field'],
    ['status', 'read written field lossy'],
    ['priority', 'read written field'],
    ['impact', 'read written field lossy'],
    ['mode', 'read written field'],
    ['channel', 'read written field lossy'],
    ['category', 'read written field lossy'],
    ['assets', 'read written field lossy'],
    ['requester', 'read written field'],
    ['watchers', '- written description lossy'],
    ['outcome', 'read written field lossy'],
    ['relations', 'read written description lossy'],
    ['resolution', 'read written field lossy'],
    ['custom', 'read written field lossy'],
    ['updated', 'read written field lossy'],
    ['assignee', 'read - -'],
    ['tags', '- - -'],
    ['site', '- written description lossy'],
  ])('of %s is %s', (field, expected) => {
    expect(reach(whole, field)).toBe(expected);
    // Asked again it is the same.
    expect(reach(whole, field)).toBe(expected);
  });

  it('is nothing at the head of a description that it has no room for', () => {
    const beyond = ticketFields.filter((field) => !['title', 'status', 'outcome'].includes(field));
    expect(beyond.filter((field) => bare.reach('demande', field).home !== null)).toEqual([]);
    expect(reach(bare, 'title')).toBe('read written field');
    expect(reach(bare, 'site')).toBe('- - -');
  });

  it('is only heard where nothing is ever written', () => {
    const closed = tool('{ native: titre, is: title }, { native: texte, is: description }', 'readonly: true\n');
    expect(['title', 'status', 'outcome', 'site'].map((field) => reach(closed, field as TicketField))).toEqual([
      'read - -',
      'read - -',
      'read - -',
      '- - -',
    ]);
  });

  it('is the status only where it has a field for it', () => {
    const still = wellLoaded(
      loadText(
        'connector: outil\nfields: [{ native: titre, is: title }]\nclasses: { demande: { is: request } }\njournals: [{ native: public, is: comment }, { native: interne, is: work_note }]\n',
      ),
    );
    expect(reach(still, 'status')).toBe('- - -');
    expect(still.writable('demande')).not.toContain('status');
    expect(whole.writable('demande')).toContain('status');
  });
});
