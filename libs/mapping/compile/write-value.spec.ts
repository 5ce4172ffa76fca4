import { describe, expect, it } from '@jest/globals';
import type { NativeFields } from '@passerelle/connector';
import type { Ticket, TicketField } from '@passerelle/ticket';
import type { Resolver } from '../mapping.js';
import { loadText, resolver, ticket, wellLoaded } from '../testing/load-from.js';

/** A tool with the forms of fields that are seldom: one machine, tags in a list, texts in HTML, what it insists on. */
const mapping = wellLoaded(
  loadText(`connector: outil
status: etat
statuses: [{ native: "1", is: new }, { native: "2", is: pending }, { native: "3", is: closed }]
fields:
  - { native: machine, is: assets, as: asset }
  - { native: mots, is: tags }
  - { native: suivi, is: watchers, as: person }
  - { native: fin, is: resolution.text, as: html, empty: { rule: fin-exigee, write: "Sans suite", while: [closed] } }
  - { native: code, is: resolution.code, empty: { rule: code-exige, write: C0 } }
  - { native: avis, is: resolution.reason, as: markdown, blank: leave }
  - { native: motif, is: pendingReason, while: [pending] }
  - { native: pris, is: taken, write: kept }
  - { native: canal, is: channel, blank: leave }
  - { native: mode, is: mode }
  - { native: lieu, is: site, as: place }
  - { native: equipe, is: group }
  - { native: porte, is: callbackPhone }
words:
  pending_reason: { rows: [{ native: R, is: requester }, { native: "", is: part }] }
  channel: { rows: [{ native: tel, is: phone, writes: [phone, chat] }] }
  mode: { rows: [{ native: T, is: telework }] }
  group: { rows: [{ native: "", is: POSTE }], same: meme-nom, absent: absent-en-texte }
classes: { demande: { is: request, audience: public } }
journals: [{ native: public, is: comment }, { native: interne, is: work_note }]
`),
);

function told(more: Partial<Ticket>, known: Partial<Resolver> = {}, fields = Object.keys(more) as TicketField[]) {
  const writing = mapping.write(ticket(more), 'demande', fields, resolver(known));
  return {
    fields: writing.fields,
    losses: writing.losses.map(({ what, detail, kept }) => `${what}${kept ? '' : ' (not kept)'} ${detail.fr}`),
    by: writing.words.map(({ domain, word, is, decision: { by } }) => `${domain} ${word} ${is} ${by}`),
  };
}
const machine = (name: string, serial: string | null = null) => ({ name, serial, uuid: null });
const nothing = { losses: [], by: [] };
const zoe = { name: 'Zoé', email: null, login: null, employeeNumber: null, cut: false };
const resolution = { code: null, text: null, verdict: null, reason: null };

describe('a value that a tool has a field for', () => {
  it('is the first machine that it knows; the others are lost, each in its own way', () => {
    const asset = ({ name }: { readonly name: string }) => (name === 'PC-1' ? null : `id ${name}`);
    expect(told({ assets: [machine('PC-1', 'S1'), machine('PC-2'), machine('PC-3')] }, { asset })).toEqual({
      fields: { machine: { id: 'id PC-2', name: null } },
      losses: [
        'unresolved (not kept) Matériel concerné : « PC-1 » est introuvable dans l’outil cible',
        'no-field (not kept) Matériel concerné : l’outil cible n’en garde qu’un, « PC-3 » reste en texte',
      ],
      by: [],
    });
    expect(told({ assets: [machine('PC-1')] }, { asset }).fields).toEqual({ machine: null });
    expect(told({ assets: [] })).toEqual({ fields: { machine: null }, ...nothing });
  });

  it.each<readonly [string, Partial<Ticket>, NativeFields]>([
    ['tags in a list', { tags: ['été', 'VIP'] }, { mots: ['été', 'VIP'] }],
    ['no tags', { tags: [] }, { mots: [] }],
    ['people in a field for people', { watchers: [zoe] }, { suivi: [{ id: 'u1', name: null }] }],
    ['nobody', { watchers: [] }, { suivi: null }],
    ['a word', { mode: 'telework' }, { mode: 'T' }],
    ['no word', { mode: null }, { mode: null }],
    ['no word, where the tool has one by itself', { channel: null }, {}],
    ['a line', { callbackPhone: '01 23' }, { porte: '01 23' }],
    ['no line', { callbackPhone: null }, { porte: null }],
    ['a reason in this status', { status: 'pending', pendingReason: 'requester' }, { etat: '2', motif: 'R' }],
    ['no reason in another status', { status: 'new', pendingReason: null }, { etat: '1', motif: null }],
  ])('is told: %s', (_, more, fields) => {
    const { losses, ...rest } = told(more, { person: () => 'u1' });
    expect([rest.fields, losses]).toEqual([fields, []]);
  });

  it('is told in its form, and what the tool insists on is there by a rule', () => {
    const solved = { ...resolution, code: 'C1', text: '1 \\< 2', reason: '**bien**' };
    expect(told({ resolution: solved }).fields).toEqual({ fin: '1 &lt; 2', code: 'C1', avis: '**bien**' });
    expect(told({ resolution: null })).toEqual({
      fields: { fin: null, code: 'C0' },
      losses: [],
      by: ['resolution_code  C0 default'],
    });
    expect(told({ status: 'closed', resolution: null }, {}, ['resolution'])).toEqual({
      fields: { fin: 'Sans suite', code: 'C0' },
      losses: [],
      by: ['resolution_code  C0 default', 'resolution_code  Sans suite default'],
    });
  });

  it('is not told where the tool stamps it, or where it means nothing, and that is lost', () => {
    const at = '2026-11-23T08:00:00.000Z';
    expect(told({ taken: at }, { keepsInstants: true })).toEqual({ fields: { pris: at }, ...nothing });
    expect(told({ taken: at })).toEqual({
      fields: {},
      losses: ['no-field (not kept) Pris en charge : l’outil cible pose sa propre date'],
      by: [],
    });
    expect(told({ taken: null })).toEqual({ fields: {}, ...nothing });
    expect(told({ status: 'new', pendingReason: 'requester' }, {}, ['pendingReason'])).toEqual({
      fields: { motif: null },
      losses: ["no-field (not kept) Motif d'attente : l’outil cible n’a pas de champ pour cela"],
      by: [],
    });
  });

  it('is a word that is near, empty or nobody’s, and each of them is lost', () => {
    expect(told({ channel: 'chat' })).toEqual({
      fields: { canal: 'tel' },
      losses: ['approximated (not kept) Canal : « Messagerie instantanée » devient « Téléphone », le plus proche'],
      by: ['channel chat tel row'],
    });
    expect(told({ status: 'pending', pendingReason: 'part' }, {}, ['pendingReason'])).toMatchObject({
      fields: { motif: null },
      losses: [expect.stringMatching(/^no-word /u)],
      by: ['pending_reason part  row'],
    });
    expect(told({ mode: 'on_site' })).toMatchObject({ fields: { mode: null }, by: ['mode on_site null nobody'] });
  });

  it('is cut where the tool would cut it, at the very length', () => {
    const phone = (max: number) => told({ callbackPhone: '01 23' }, { maxLength: () => max });
    expect(phone(5)).toEqual({ fields: { porte: '01 23' }, ...nothing });
    expect(phone(4)).toMatchObject({
      fields: { porte: '01…' },
      losses: [expect.stringMatching(/ : 5 caractères, l’outil cible en garde 4$/u)],
    });
  });

  it('is a team that it has, one that stays text, one that it lacks, or the one instead', () => {
    const group = (name: string) => (name === 'RÉSEAU' ? 'g1' : null);
    const team = (name: string, known: Partial<Resolver> = {}) =>
      told({ group: { name, codes: [] } }, { group, ...known });
    const instead = { groupInstead: () => ({ id: 'g0', name: 'ACCUEIL' }) };
    expect(team('RÉSEAU', instead)).toEqual({
      fields: { equipe: { id: 'g1', name: null } },
      losses: [],
      by: ['group RÉSEAU RÉSEAU default'],
    });
    expect(team('POSTE', instead)).toMatchObject({ fields: { equipe: null }, by: ['group POSTE  row'] });
    expect(team('Autre')).toMatchObject({ fields: { equipe: null }, by: ['group Autre null default'] });
    expect(team('Autre', instead)).toMatchObject({
      fields: { equipe: { id: 'g0', name: null } },
      by: ['group Autre ACCUEIL default'],
    });
  });

  it('is a place that it has; of another one its field is emptied', () => {
    const place = (_: string, name: string) => (name === 'Lyon' ? { id: 'l1', name: 'LYON' } : null);
    expect(told({ site: 'Lyon' }, { place })).toEqual({ fields: { lieu: { id: 'l1', name: 'LYON' } }, ...nothing });
    expect(told({ site: 'Brest' }, { place })).toMatchObject({ fields: { lieu: null }, losses: [expect.any(String)] });
    expect(told({ site: 'Lyon' })).toMatchObject({ fields: { lieu: null }, losses: [expect.any(String)] });
  });
});
