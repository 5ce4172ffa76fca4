import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { facets, fullSight, openStore, startEmbedded, type Desk, type PageWish } from '@passerelle/store';
import type { Measured, Workload } from '../workload.js';
import { load } from './load-tickets.js';

const usual = 20_000;
const asks = 200;

const ask = {
  sight: fullSight,
  filter: {},
  reader: 'bench',
  now: '2026-06-01T00:00:00.000Z',
  sort: 'updated',
  up: false,
  cursor: null,
  limit: 50,
} satisfies PageWish;

/** What people ask of the list all day. */
const questions: Readonly<Record<string, (desk: Desk, nth: number) => Promise<unknown>>> = {
  'first page': (desk) => desk.page(ask),
  'first page, urgent and open': (desk) => desk.page({ ...ask, sort: 'urgent', filter: { open: true } }),
  'tenth page': async (desk) => {
    let cursor: string | null = null;
    for (let page = 0; page < 9; page += 1) ({ next: cursor } = await desk.page({ ...ask, cursor }));
    return desk.page({ ...ask, cursor });
  },
  'first page without internal': (desk) => desk.page({ ...ask, sight: { ...fullSight, internal: false } }),
  'a team': (desk, nth) => desk.page({ ...ask, filter: { team: [nth % 2 ? 'HELPDESK' : 'Réseau'], open: true } }),
  'a common word': (desk) => desk.page({ ...ask, filter: { text: 'imprimantes réinitialisées' } }),
  'a rare word': (desk, nth) => desk.page({ ...ask, filter: { text: `machine${nth * 37}` } }),
  'a number': (desk, nth) => desk.page({ ...ask, filter: { text: `INC${1_000_000 + nth * 53}` } }),
  'the beginning of a word': (desk) => desk.page({ ...ask, filter: { text: 'vidéoproj' } }),
  'by relevance': (desk) => desk.page({ ...ask, sort: 'relevance', filter: { text: 'écran noir' } }),
  'all counts': (desk) => desk.count(ask, facets),
};

/** The list over all tools at N tickets, against the same first page out of the tickets as they are kept. */
export const search: Workload = {
  name: 'search',
  describe:
    'the list over all tools in milliseconds at 20,000 tickets (--scale 5: 100,000); reference: the first page without the list',
  run: async ({ scale, tell }) => {
    const folder = await mkdtemp(join(tmpdir(), 'passerelle-bench-search-'));
    const server = await startEmbedded({ folder: join(folder, 'pg') });
    const opened = openStore(server.database);
    const { store, desk } = opened;
    const { host, port, user, name: database } = server.database;
    const direct = new pg.Client({ host, port, user, database });
    try {
      await opened.migrate();
      await direct.connect();
      const tickets = Math.round(usual * scale);
      await load(store, tickets, tell);
      const begun = performance.now();
      for (let done = 0; done < tickets;) {
        done += (await desk.refresh(500)).length;
        if (done % 10_000 === 0) tell(`${done} listed`);
      }
      const seconds = (performance.now() - begun) / 1_000;
      // The server does so by itself some minutes after a load.
      await direct.query('vacuum analyze');
      return await measured(desk, direct, { tickets, 'listed per second': Math.round(tickets / seconds) });
    } finally {
      await direct.end();
      await opened.close();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function measured(desk: Desk, direct: pg.Client, about: Measured['ours']): Promise<Measured> {
  const ours: Record<string, number | string> = { ...about };
  for (const [name, question] of Object.entries(questions)) {
    const [p50, p99] = await times((nth) => question(desk, nth), name === 'all counts' ? 30 : asks);
    ours[`${name} p50`] = p50;
    ours[`${name} p99`] = p99;
  }
  const plain = `select said from ticket order by said ->> 'updated' desc nulls last limit 50`;
  const [p50, p99] = await times(() => direct.query(plain), 10);
  const ratio = Number(ours['first page p50']) / p50;
  return { ours, reference: { 'first page p50': p50, 'first page p99': p99 }, ratio };
}

/** Median and 99th of a hundred, in milliseconds. */
async function times(work: (nth: number) => Promise<unknown>, count: number): Promise<readonly [number, number]> {
  await work(0);
  const all: number[] = [];
  for (let nth = 1; nth <= count; nth += 1) {
    const begun = performance.now();
    await work(nth);
    all.push(performance.now() - begun);
  }
  all.sort((a, b) => a - b);
  const at = (share: number): number => Number((all[Math.min(count - 1, Math.floor(count * share))] ?? 0).toFixed(2));
  return [at(0.5), at(0.99)];
}
