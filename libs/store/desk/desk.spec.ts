import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Ticket } from '@passerelle/ticket';
import { after, noon, sampleAttachment, sampleBond, sampleEntry, sampleTicket } from '../../sync/testing/samples.js';
import { databaseAt } from '../database.js';
import { openStore, type OpenStore } from '../open-store.js';
import { createTestDatabase, dropTestDatabase } from '../testing/test-database.js';
import { BadCursor, facets, fullSight, type ListingFilter, type PageWish, type Sight } from './desk.js';

const someone = (name: string, email: string | null = null) => ({
  name,
  email,
  login: null,
  employeeNumber: null,
  cut: false,
});
const team = (name: string) => ({ name, codes: [] });

const said: Readonly<Record<string, Partial<Ticket>>> = {
  ecran: {
    title: 'Écran noir après les mises à jour',
    description: 'Les imprimantes réinitialisées ne répondent plus',
    audience: 'public',
    status: 'queued',
    kind: 'incident',
    group: team('Proximité Nord'),
    priority: 2,
    category: 'hardware.screen',
    updated: after(30),
    due: after(10),
    assets: [{ name: 'PC-ÉCOLE-12', serial: 'SN 77', uuid: null }],
  },
  vpn: {
    title: 'Accès VPN',
    description: "L’accès d’aujourd’hui est refusé à l'étudiante",
    audience: 'public',
    status: 'in_progress',
    group: team('Réseau'),
    assignee: someone('Zoé Martin', 'Zoe.Martin@example.org'),
    updated: after(20),
    escalation: 'resolution',
  },
  badge: {
    title: 'Badge perdu 🎫',
    description: 'مرحبا',
    audience: 'public',
    status: 'closed',
    category: 'hardware',
    updated: after(10),
  },
  secret: {
    title: 'Enquête interne',
    description: '',
    audience: 'internal',
    status: 'new',
    group: team('Sécurité'),
    updated: after(40),
  },
};

describe('the list over all tools', () => {
  let url: string;
  let opened: OpenStore;
  const viewer: Sight = { internal: false, connections: null, teams: null };
  const ask = (filter: ListingFilter, more: Partial<PageWish> = {}) =>
    opened.desk.page({
      sight: fullSight,
      filter,
      reader: 'moi',
      now: after(15),
      sort: 'updated',
      up: false,
      cursor: null,
      limit: 50,
      ...more,
    });
  const ids = async (filter: ListingFilter, more: Partial<PageWish> = {}) =>
    (await ask(filter, more)).rows.map(({ id }) => id);

  beforeAll(async () => {
    url = await createTestDatabase();
    opened = openStore(databaseAt(url));
    await opened.store.commit({
      tickets: Object.entries(said).map(([id, own]) => sampleTicket(id, own)),
      entries: [
        sampleEntry('ecran', 1, { text: 'Le câble est débranché' }),
        sampleEntry('ecran', 2, { text: 'mot de passe du coffre : sésame', audience: 'internal' }),
      ],
      attachments: [sampleAttachment('vpn', 1, { name: 'Relevé confidentiel.pdf' })],
      bonds: [
        sampleBond('glpi', '59', 'ecran', { number: '#59' }),
        sampleBond('itop', 'R-1', 'ecran', { number: 'R-000001' }),
        sampleBond('itop', 'R-2', 'vpn'),
        sampleBond('itop', 'R-3', 'badge', { tombstone: 'vanished' }),
      ],
    });
    while ((await opened.desk.refresh(3)).length > 0);
  });
  afterAll(async () => {
    await opened.close();
    await dropTestDatabase(url);
  });

  it('shows the latest first, whole', async () => {
    const { rows } = await ask({});
    expect(rows.map(({ id }) => id)).toEqual(['secret', 'ecran', 'vpn', 'badge']);
    expect(rows[1]).toMatchObject({
      number: 'RITM-ecran',
      team: { key: 'Proximité Nord', name: 'Proximité Nord' },
      agent: null,
      requester: { key: 'email:elodie.noel@example.org', name: 'Élodie Noël' },
      connections: ['glpi', 'itop'],
      lines: 2,
      unread: true,
      travel: 'synced',
    });
    expect(rows[2]?.agent).toEqual({ key: 'email:zoe.martin@example.org', name: 'Zoé Martin' });
  });

  it.each([
    ['ecran', ['ecran']],
    ['ÉCRANS', ['ecran']],
    ['mise a jour', ['ecran']],
    ['imprimante réinitialisé', ['ecran']],
    ['imprimantes reinitialisees', ['ecran']],
    ['aujourd’hui refusée', ['vpn']],
    ["l'étudiant", ['vpn']],
    ['câbl', ['ecran']],
    ['R-000001', ['ecran']],
    ['#59', ['ecran']],
    ['martin', ['vpn']],
    ['مرحبا', ['badge']],
    ['écran -noir', []],
    ['"badge perdu"', ['badge']],
    ["'; drop table listing; --", []],
    ['<script>', []],
  ])('finds «%s»', async (text, found) => {
    expect(await ids({ text })).toEqual(found);
  });

  it('finds internal words for those alone who may read them', async () => {
    const canaries = ['sésame', 'Relevé confidentiel', 'Enquête'];
    for (const text of canaries) expect(await ids({ text })).toHaveLength(1);
    for (const text of canaries) expect(await ids({ text }, { sight: viewer })).toEqual([]);
    const shown = await ask({}, { sight: viewer });
    expect(shown.rows.map(({ id, lines, files }) => [id, lines, files])).toEqual([
      ['ecran', 1, 0],
      ['vpn', 0, 0],
      ['badge', 0, 0],
    ]);
  });

  it('confines to connections and teams, whatever is asked for', async () => {
    const glpi: Sight = { internal: true, connections: ['glpi'], teams: null };
    expect(await ids({}, { sight: glpi })).toEqual(['ecran']);
    // That it lives in another tool as well is not for them to know.
    expect(await ids({ connection: ['itop'] }, { sight: glpi })).toEqual([]);
    expect((await ask({}, { sight: glpi })).rows[0]?.connections).toEqual(['glpi']);
    expect(await ids({}, { sight: { internal: true, connections: null, teams: ['Réseau'] } })).toEqual(['vpn']);
    expect(await ids({}, { sight: { internal: true, connections: [], teams: null } })).toEqual([]);
    const { total, by } = await opened.desk.count({ sight: glpi, filter: {}, reader: 'moi', now: noon }, facets);
    expect([total, by.team]).toEqual([1, [{ key: 'Proximité Nord', name: 'Proximité Nord', count: 1 }]]);
    expect(await opened.desk.people(glpi, 'zoe', 5)).toEqual([]);
    expect(await opened.desk.assets({ ...glpi, connections: ['itop'], teams: [] }, 'pc', 5)).toEqual([]);
  });

  it.each<readonly [string, ListingFilter, readonly string[]]>([
    ['a status', { status: ['queued', 'closed'] }, ['ecran', 'badge']],
    ['what is open', { open: true }, ['secret', 'ecran', 'vpn']],
    ['nobody’s', { agent: [null] }, ['secret', 'ecran', 'badge']],
    ['somebody’s or nobody’s', { agent: ['email:zoe.martin@example.org', null] }, ['secret', 'ecran', 'vpn', 'badge']],
    ['no team', { team: [null] }, ['badge']],
    ['a category with what is below it', { category: ['hardware'] }, ['ecran', 'badge']],
    ['a part of a word that is no category', { category: ['hard'] }, []],
    ['a priority or none', { priority: [2, null] }, ['secret', 'ecran', 'vpn', 'badge']],
    ['a machine, however it is written', { asset: ['pc-ecole-12'] }, ['ecran']],
    ['a serial number', { asset: ['sn 77'] }, ['ecran']],
    ['a tool', { connection: ['itop'] }, ['ecran', 'vpn']],
    ['what is escalated', { escalated: true }, ['vpn']],
    ['what is overdue', { overdue: true }, ['ecran']],
    ['a time', { updatedFrom: after(20), updatedBefore: after(40) }, ['ecran', 'vpn']],
    ['what waits nowhere', { travel: ['stuck', 'awaiting'] }, []],
    ['nothing at all', { status: [] }, []],
  ])('is narrowed to %s', async (_, filter, found) => {
    expect(await ids(filter)).toEqual(found);
  });

  it('counts every kind of bucket, what is not defined among them', async () => {
    const { total, by } = await opened.desk.count({ sight: fullSight, filter: {}, reader: 'moi', now: noon }, facets);
    expect(total).toBe(4);
    expect(by.agent).toEqual([
      { key: null, name: null, count: 3 },
      { key: 'email:zoe.martin@example.org', name: 'Zoé Martin', count: 1 },
    ]);
    expect(by.connection).toEqual([
      { key: 'itop', name: 'itop', count: 2 },
      { key: 'glpi', name: 'glpi', count: 1 },
    ]);
    expect(by.kind?.map(({ key, count }) => [key, count])).toEqual([
      ['request', 3],
      ['incident', 1],
    ]);
    for (const facet of facets.filter((one) => one !== 'connection'))
      expect(by[facet]?.reduce((sum, { count }) => sum + count, 0)).toBe(4);
    const bare = await opened.desk.count({ sight: fullSight, filter: { open: true }, reader: 'moi', now: noon }, []);
    expect(bare).toEqual({ total: 3, by: {} });
  });

  it('goes on behind a row in every order, both ways, and misses none', async () => {
    for (const sort of ['updated', 'created', 'due', 'priority', 'urgent', 'number', 'relevance'] as const) {
      for (const up of [false, true]) {
        const found: string[] = [];
        for (let cursor: string | null = null; ;) {
          const filter = sort === 'relevance' ? { text: 'élodie' } : {};
          const { rows, next }: Awaited<ReturnType<typeof ask>> = await ask(filter, { sort, up, cursor, limit: 1 });
          found.push(...rows.map(({ id }) => id));
          if (next === null) break;
          cursor = next;
        }
        expect([sort, found.toSorted((a, b) => a.localeCompare(b))]).toEqual([sort, Object.keys(said).toSorted()]);
      }
    }
    expect(await ids({}, { sort: 'urgent' })).toEqual(['vpn', 'ecran', 'secret', 'badge']);
  });

  it('refuses a cursor of another order, and what is none', async () => {
    const { next } = await ask({}, { limit: 1 });
    await expect(ask({}, { cursor: next, sort: 'due' })).rejects.toThrow(BadCursor);
    await expect(ask({}, { cursor: 'x' })).rejects.toThrow(BadCursor);
    expect((await ask({}, { cursor: next })).rows).toHaveLength(3);
  });

  it('knows what somebody has read, until it changes', async () => {
    const unread = (reader: string) => ids({ unread: true }, { reader });
    await opened.desk.see('moi', 'vpn', 1, noon);
    expect(await unread('moi')).toEqual(['secret', 'ecran', 'badge']);
    expect(await unread('autre')).toHaveLength(4);
    await opened.store.commit({ tickets: [sampleTicket('vpn', said['vpn'])] });
    const { last } = await opened.desk.madeSince(0, 100);
    expect(await opened.desk.refresh(10)).toEqual(['vpn']);
    expect(await unread('moi')).toContain('vpn');
    expect((await opened.desk.madeSince(last, 100)).tickets).toEqual(['vpn']);
    await opened.desk.see('moi', 'vpn', 2, noon);
    await opened.desk.forgetSeen('moi', 'vpn');
    expect(await unread('moi')).toContain('vpn');
  });

  it('finds people and machines without regard to accents and case', async () => {
    expect(await opened.desk.people(fullSight, 'zoé', 5)).toEqual([
      { key: 'email:zoe.martin@example.org', name: 'Zoé Martin' },
    ]);
    expect(await opened.desk.assets(fullSight, 'École', 5)).toEqual([
      { key: 'pc-ecole-12', name: 'pc-ecole-12', tickets: 1 },
    ]);
    expect((await opened.desk.used(fullSight)).team.map(({ key }) => key)).toContain('Réseau');
  });

  it('is made once when several processes make it', async () => {
    const many = Array.from({ length: 30 }, (_, index) => `t${index}`);
    await opened.store.commit({ tickets: many.map((id) => sampleTicket(id, { status: 'cancelled', priority: 5 })) });
    const made = await Promise.all(Array.from({ length: 6 }, () => opened.desk.refresh(10)));
    expect(new Set(made.flat())).toEqual(new Set(many));
    expect(await ids({ priority: [5] })).toHaveLength(30);
  });
});
