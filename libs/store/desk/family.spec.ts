import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Relation, Ticket } from '@passerelle/ticket';
import { noon, sampleBond, sampleTicket } from '../../sync/testing/samples.js';
import { databaseAt } from '../database.js';
import { openStore, type OpenStore } from '../open-store.js';
import { createTestDatabase, dropTestDatabase } from '../testing/test-database.js';
import { fullSight, type ListingFilter, type Sight } from './desk.js';

const under = (number: string): { readonly relations: readonly Relation[] } => ({
  relations: [{ as: 'parent', number }],
});
const shown = { audience: 'public' } as const;

/** A wifi that is down told by four people, one of them in confidence; and a request with its two items. */
const said: Readonly<Record<string, Partial<Ticket>>> = {
  wifi1: { ...shown, title: 'Plus de wifi à l’étage' },
  wifi2: { ...shown, title: 'Wifi coupé 📶', group: { name: 'Réseau', codes: [] } },
  wifi3: { ...shown, title: 'الشبكة لا تعمل' },
  wifi4: { audience: 'internal', title: 'Borne volée' },
  demande: { ...shown, title: 'Arrivée d’une stagiaire' },
  poste: { ...shown, title: 'Ordinateur portable', ...under('REQ0010001') },
  ecran: { ...shown, title: 'Écran', ...under('req0010001 ') },
  ailleurs: { ...shown, title: 'Même numéro, autre outil', ...under('REQ0010001') },
};

describe('tickets under another one', () => {
  let url: string;
  let opened: OpenStore;
  const viewer: Sight = { internal: false, connections: null, teams: null };
  const page = async (filter: ListingFilter, sight = fullSight, reader = 'moi') =>
    (await opened.desk.page({ sight, filter, reader, now: noon, sort: 'number', up: true, cursor: null, limit: 50 }))
      .rows;
  const ids = async (filter: ListingFilter, sight?: Sight) =>
    (await page(filter, sight)).map(({ id }) => id).toSorted();
  const row = async (id: string, sight?: Sight) => {
    const [found] = await page({ tickets: [id] }, sight);
    if (!found) throw new Error(`expected ${id} in the list`);
    return found;
  };

  beforeAll(async () => {
    url = await createTestDatabase();
    opened = openStore(databaseAt(url));
    await opened.store.commit({
      tickets: Object.entries(said).map(([id, own]) => sampleTicket(id, own)),
      bonds: [
        ...Object.keys(said)
          .filter((id) => id !== 'demande' && id !== 'ailleurs')
          .map((id) => sampleBond('servicenow', id, id)),
        sampleBond('servicenow', 'demande', 'demande', { number: 'REQ0010001' }),
        sampleBond('glpi', 'ailleurs', 'ailleurs'),
      ],
    });
    while ((await opened.desk.refresh(10)).length > 0);
  });
  afterAll(async () => {
    await opened.close();
    await dropTestDatabase(url);
  });

  it('are listed with the request that their tool has them under, whatever the case of its number', async () => {
    expect((await row('poste')).lead).toEqual({
      id: 'demande',
      number: 'RITM-demande',
      title: 'Arrivée d’une stagiaire',
      byHand: false,
    });
    expect((await row('demande')).members).toBe(2);
    expect(await ids({ lead: 'demande' })).toEqual(['demande', 'ecran', 'poste']);
  });

  it('stand under no ticket of another tool that happens to bear the number', async () => {
    expect((await row('ailleurs')).lead).toBeNull();
  });

  it('are put under a lead by hand, one lead for all', async () => {
    expect(await opened.desk.gather(['wifi2', 'wifi3', 'wifi4', 'wifi1'], 'wifi1', 'moi', noon)).toEqual([
      'wifi2',
      'wifi3',
      'wifi4',
    ]);
    expect(await ids({ lead: 'wifi1' })).toEqual(['wifi1', 'wifi2', 'wifi3', 'wifi4']);
    expect((await row('wifi3')).lead?.id).toBe('wifi1');
    expect([(await row('wifi1')).members, (await row('wifi1')).lead]).toEqual([3, null]);
  });

  it('do not tell those who may not see them that they are there', async () => {
    expect((await row('wifi1', viewer)).members).toBe(2);
    expect(await ids({ lead: 'wifi1' }, viewer)).toEqual(['wifi1', 'wifi2', 'wifi3']);
    // The lead lies outside of this scope: so does what it leads.
    const network: Sight = { internal: true, connections: null, teams: ['Réseau'] };
    expect((await row('wifi2', network)).lead).toBeNull();
    expect(await ids({ lead: 'wifi1' }, network)).toEqual([]);
    expect(await ids({ lead: 'nowhere' })).toEqual([]);
  });

  it('come along when their lead is put under another one, or is led by one of them', async () => {
    await opened.desk.gather(['wifi1'], 'demande', 'moi', noon);
    expect(await ids({ lead: 'demande' })).toEqual(['demande', 'ecran', 'poste', 'wifi1', 'wifi2', 'wifi3', 'wifi4']);
    // Under a member: the same as under its lead.
    await opened.desk.gather(['ailleurs'], 'wifi3', 'moi', noon);
    expect((await row('ailleurs')).lead?.id).toBe('demande');
    // The member takes the place of the lead.
    await opened.desk.gather(['demande'], 'wifi3', 'moi', noon);
    expect((await row('demande')).lead?.id).toBe('wifi3');
    expect((await row('wifi3')).lead).toBeNull();
    expect((await row('wifi1')).lead?.id).toBe('wifi3');
  });

  it('never hang under one another, whoever gathers at the same moment', async () => {
    const all = ['wifi1', 'wifi2', 'wifi3', 'wifi4'];
    await Promise.all(all.flatMap((lead) => [lead, ...all].map((one) => opened.desk.gather([one], lead, 'x', noon))));
    const rows = await page({ tickets: all });
    const leads = new Set(rows.flatMap(({ lead }) => (lead === null ? [] : [lead.id])));
    expect(rows.filter(({ id, lead }) => leads.has(id) && lead !== null)).toEqual([]);
    expect(rows.filter(({ lead }) => lead !== null).length).toBeGreaterThan(0);
  });

  it('are taken out by hand, and stand where their tool has them again', async () => {
    await opened.desk.gather(['poste'], 'ailleurs', 'moi', noon);
    expect((await row('poste')).lead?.id).not.toBe('demande');
    expect(await opened.desk.release('poste')).toBe(true);
    expect(await opened.desk.release('poste')).toBe(false);
    expect((await row('poste')).lead?.id).toBe('demande');
  });

  it('are followed by somebody, and by nobody else', async () => {
    await opened.desk.follow('moi', 'ecran', noon);
    await opened.desk.follow('moi', 'ecran', noon);
    await opened.desk.follow('autre', 'poste', noon);
    expect(await ids({ followed: true })).toEqual(['ecran']);
    expect(await ids({ followed: false, lead: 'demande' })).not.toContain('ecran');
    expect((await row('ecran')).followed).toBe(true);
    await opened.desk.unfollow('moi', 'ecran');
    expect(await ids({ followed: true })).toEqual([]);
    expect((await page({ followed: true }, fullSight, 'autre')).map(({ id }) => id)).toEqual(['poste']);
  });
});
