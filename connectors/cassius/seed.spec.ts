import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { readExport } from './simulator/connect.js';

const seed = new URL('fixtures/seed.tsv', import.meta.url);
const cut = (name: string) => ({ id: null, name, cut: true });

describe('the six rows of the seed', () => {
  const rows = [
    ['RITM0524w', 'En cours', 'CL... ST...', 'P98888', '18T10:54:35', '19T14:02:23', 'Ordinateur Portable'],
    ['RITM0524k', 'En cours', 'Ma...', 'P98888', '18T13:06:26', '19T09:01:12', 'Matériel Hors Catalogue'],
    ['RITM0524l', 'En cours', 'Ma...', 'K10005', '18T10:42:35', '19T08:31:27', 'Restitution de matériel'],
    [
      'RITM0524n',
      'En cours',
      'Ma...',
      'P98888',
      '18T08:46:47',
      '19T08:29:45',
      'MATERIELS SERIALISES (HORS SMARTPHONE/CARTE SIM), Réapprovisionnement matériels',
    ],
    ['RITM0524p', 'En cours', 'Ma...', 'K10005', '17T12:45:11', '17T13:13:32', 'Ordinateur Portable'],
    ['RITM0524r', 'En attente', 'Ma...', 'P98888', '06T14:00:23', '14T09:39:17', 'Ecran additionnel'],
  ] as const;

  it('are read value by value, in the order of the file', async () => {
    const { tickets, broken, pages, warnings } = await readExport({ 'seed.tsv': await readFile(seed) });
    expect({ broken, warnings }).toEqual({ broken: [], warnings: [] });
    expect(pages.map(({ total }) => total)).toEqual([6]);
    expect(
      tickets.map(({ id, number, class: nativeClass, changedAt, url, fields, entries, attachments }) => ({
        id,
        number,
        nativeClass,
        changedAt,
        url,
        fields,
        entries,
        attachments,
      })),
    ).toEqual(
      rows.map(([number, etat, demandeur, code, cree, misAJour, libelle]) => ({
        id: number,
        number,
        nativeClass: 'sc_req_item',
        changedAt: `2025-11-${misAJour}.000Z`,
        url: null,
        fields: {
          numero: number,
          etat,
          demandeur: cut(demandeur),
          beneficiaire: cut('Ma...'),
          groupe: `DIRCI PROX ${code} - #33015`,
          affecte: null,
          cree: `2025-11-${cree}.000Z`,
          mis_a_jour: `2025-11-${misAJour}.000Z`,
          libelle,
          tags: null,
          derniere_realisation: null,
        },
        entries: [],
        attachments: [],
      })),
    );
  });

  it('have versions of their own', async () => {
    const { tickets } = await readExport({ 'seed.tsv': await readFile(seed) });
    expect(new Set(tickets.map(({ version }) => version)).size).toBe(6);
  });
});
