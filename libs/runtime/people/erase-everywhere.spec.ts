import { asIs } from '@passerelle/connector';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { databaseAt, openFiles, openStore, type Account, type OpenStore } from '@passerelle/store';
import { personFingerprint, type Bond, type Files } from '@passerelle/sync';
import type { Attachment, Person } from '@passerelle/ticket';
import pg from 'pg';
import { createTestDatabase, dropTestDatabase } from '../../store/testing/test-database.js';
import { sampleEntry, sampleTicket } from '../../sync/testing/samples.js';
import { openMirrorStage, type MirrorStage } from '../testing/mirror-stage.js';
import { erasePerson, type Erasure } from './erase-person.js';
import { exportPerson } from './export-person.js';

const amelie: Person = {
  name: 'Amélie Dupré-Lœw',
  email: 'amelie@exemple.fr',
  login: 'adupre',
  employeeNumber: null,
  cut: false,
};
const jean: Person = { ...amelie, name: 'Jean Petit', email: 'jean@exemple.fr', login: 'jpetit' };
/** Whatever would still name her, however it is written. */
const traces = /(?<!jean\.)am[eé]lie|dupr[eé]|adupre|61 00 00 01|203\.0\.113\.7/iu;
const at = '2026-01-05T08:00:00.000Z';

const hers = 'ABC-DEF-2345/amelie@exemple.fr';
/** His address ends as hers. */
const jeans = 'XYZ-DEF-2345/jean.amelie@exemple.fr';
const bond = (native: string): Bond => ({
  connection: 'form',
  native,
  class: 'ticket',
  number: native.slice(0, 12),
  url: `https://form.example/ticket.php?track=${native.replace('/', '&e=')}`,
  ticket: 't1',
  shadow: null,
  version: null,
  origin: 'seen',
  run: null,
  tombstone: null,
});

const account = (id: string, person: Person, more: Partial<Account> = {}): Account => ({
  id,
  login: person.login ?? '',
  subject: null,
  name: person.name ?? '',
  email: person.email,
  secret: 'scrypt:x',
  mustChange: false,
  role: 'agent',
  internal: true,
  scope: { connections: null, teams: null },
  persons: [`email:${person.email}`],
  teams: [],
  language: 'fr',
  timezone: null,
  disabled: false,
  failures: 0,
  lockedUntil: null,
  lastSeen: at,
  created: at,
  ...more,
});

describe('whoever is erased', () => {
  let url: string;
  let folder: string;
  let opened: OpenStore;
  let files: Files;
  let stage: MirrorStage;
  beforeEach(async () => {
    url = await createTestDatabase();
    folder = await mkdtemp(join(tmpdir(), 'passerelle-erased-'));
    opened = openStore(databaseAt(url));
    files = openFiles(folder);
    stage = await openMirrorStage({ store: opened.store, register: opened.register });
    const { store, access, register } = opened;
    const keep = async (id: string, name: string, content: string | Buffer, author: Person): Promise<Attachment> => ({
      id,
      ticket: 't1',
      name,
      mime: null,
      ...(await files.keep(Readable.from([Buffer.from(content)]), 1_000_000)),
      audience: 'public',
      author,
      at,
      origin: { connection: 'a', native: id, ordinal: 0 },
    });
    await store.commit({
      tickets: [sampleTicket('t1', { requester: amelie, title: 'Écran noir' })],
      entries: [sampleEntry('t1', 1, { author: jean, text: 'Vu avec Amélie Dupré-Lœw' })],
      attachments: [
        await keep('f1', 'journal.txt', 'Session ouverte par amelie@exemple.fr à 9 h\n', jean),
        await keep('f2', 'photo.png', Buffer.from([0x89, 0x50, 0x00, 0xff, 1]), amelie),
        await keep('f3', 'Dupré-Lœw Amélie.pdf', Buffer.from([0x25, 0x50, 0x00, 0xff, 2]), jean),
        await keep('f4', 'plan.pdf', Buffer.from([0x25, 0x50, 0x00, 0xff, 3]), jean),
        await keep('f5', 'notes.txt', 'Rien sur personne.\n', amelie),
      ],
      // The public form calls a ticket by its reference and its requester's address.
      bonds: [bond(hers), bond(jeans)],
      observations: [{ connection: 'form', native: hers, run: 'r1', heard: at, said: '{"id":"ABC-DEF-2345"}' }],
      quarantined: [
        {
          connection: 'form',
          native: hers,
          number: null,
          reason: 'unknown-word',
          detail: asIs(''),
          advice: asIs(''),
          run: 'r1',
          at,
        },
      ],
      postponed: [{ connection: 'form', native: hers }],
      personLinks: [
        { connection: 'b', person: personFingerprint(amelie), native: 'p9', evidence: 'decision', named: amelie },
        {
          connection: 'b',
          person: personFingerprint(jean),
          native: 'p1',
          evidence: 'decision',
          named: jean,
          by: 'adupre',
          at,
        },
      ],
    });
    await access.keepAccount(account('k1', amelie, { subject: 'https://idp.example#adupre' }));
    await access.keepAccount(account('k2', jean));
    await access.keepSession({ id: 's1', account: 'k1', csrf: 'c', created: at, seen: at, until: at });
    await access.keepToken({
      id: 'o1',
      hash: 'h1',
      account: 'k1',
      name: 'Scripts d’Amélie',
      rights: [],
      scope: { connections: null, teams: null },
      created: at,
      expires: at,
      lastUsed: null,
    });
    await access.keep({ account: 'k1', kind: 'draft', id: 'd', shared: false, at, value: { text: 'Cdt, Amélie' } });
    await access.keep({
      account: 'k1',
      kind: 'reply',
      id: 'r',
      shared: true,
      at,
      value: { text: 'Amélie Dupré-Lœw vous répond' },
    });
    const line = { at, through: 'session', outcome: 200, detail: {}, address: '198.51.100.9' } as const;
    await access.audit({ ...line, person: 'k1', what: 'act', object: 'ticket:t1', address: '203.0.113.7' });
    await access.audit({
      ...line,
      person: null,
      what: 'signIn',
      object: null,
      detail: { login: 'adupre', code: 'wrong' },
    });
    await access.audit({
      ...line,
      person: 'k2',
      what: 'changeUser',
      object: 'adupre',
      detail: { named: 'Amélie Dupré-Lœw' },
    });
    await register.erase([{ key: 'h0', person: 'p-0', at, by: 'adupre' }]);
    await register.settle('people.salt', 'sel');
    await opened.desk.refresh(99);
  });
  afterEach(async () => {
    await stage.close();
    await opened.close();
    await dropTestDatabase(url);
    await rm(folder, { recursive: true });
  });

  const house = () => ({ ...stage.house, access: opened.access, files });
  const erase = (wish: Partial<Parameters<typeof erasePerson>[1]> = {}): Promise<Erasure> =>
    erasePerson(house(), { who: 'amelie@exemple.fr', namesakes: false, dryRun: false, by: 'dpo', ...wish });

  /** Every row of every table, whoever made it, and every byte of the files beside. */
  async function everything(): Promise<string> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      const { rows: tables } = await client.query<{ name: string }>(
        `select table_name as name from information_schema.tables where table_schema = 'public'`,
      );
      const found: unknown[] = [];
      for (const { name } of tables) found.push((await client.query(`select t::text from "${name}" t`)).rows);
      const beside = await readdir(folder, { recursive: true, withFileTypes: true });
      for (const one of beside)
        if (one.isFile())
          found.push(
            await readFile(join(one.parentPath, one.name), 'latin1'),
            await readFile(join(one.parentPath, one.name), 'utf8'),
          );
      return JSON.stringify(found);
    } finally {
      await client.end();
    }
  }

  it('stands nowhere in the database or the files beside it', async () => {
    // Control: before, what is looked for afterwards is in the rows of most tables.
    expect(await everything()).toMatch(traces);
    const { done, contents, accounts } = await erase();
    expect({ done, contents, accounts }).toEqual({
      done: true,
      contents: { rewritten: 1, dropped: 2, unread: 1 },
      accounts: 1,
    });
    expect(await everything()).not.toMatch(traces);
  });

  it('is no part any more of what a tool calls a ticket, which nobody follows there from then on', async () => {
    const { person } = await erase({ who: 'amelie@exemple.fr' });
    const bonds = await opened.store.bondsOf(['t1']);
    expect(
      bonds
        .filter(({ connection }) => connection === 'form')
        .map(({ native, url, tombstone }) => ({ native, url, tombstone }))
        .toSorted((one, other) => (one.native < other.native ? -1 : 1)),
    ).toEqual([
      {
        native: `ABC-DEF-2345/Personne effacée ${person}`,
        url: `https://form.example/ticket.php?track=ABC-DEF-2345&e=Personne effacée ${person}`,
        tombstone: 'vanished',
      },
      { native: jeans, url: bond(jeans).url, tombstone: null },
    ]);
    expect(await opened.store.postponed('form')).toEqual([]);
    expect(await opened.store.quarantined('form')).toEqual([]);
    const [said] = await opened.register.held('observation', null, 9);
    expect(said?.cells['native']).toBe(`ABC-DEF-2345/Personne effacée ${person}`);
  });

  it('is first shown with what would go, and nothing is changed', async () => {
    const before = await everything();
    expect(await erase({ dryRun: true })).toMatchObject({
      done: false,
      contents: { rewritten: 1, dropped: 2, unread: 1 },
      accounts: 1,
      rows: { audit: 2, attachment: 3, erased: 1 },
    });
    expect(await everything()).toBe(before);
  });

  it('leaves the audit whole: every line, and who did what by key', async () => {
    const whole = await opened.access.audited({ after: null, limit: 99 });
    const { person } = await erase();
    const left = await opened.access.audited({ after: null, limit: 99 });
    expect(left).toHaveLength(whole.length);
    const bare = (lines: typeof whole) =>
      lines.map(({ id, at: when, person: who, what, outcome }) => ({ id, when, who, what, outcome }));
    expect(bare(left)).toEqual(bare(whole));
    expect(left.map(({ object }) => object)).toEqual([`Personne effacée ${person}`, null, 'ticket:t1']);
    expect(left.map(({ address }) => address)).toEqual(['198.51.100.9', '198.51.100.9', null]);
    expect((await opened.access.account('k1'))?.name).toBe(`Personne effacée ${person}`);
  });

  it('cannot sign in any more, by password, provider, session or token; others can', async () => {
    await erase();
    const { access } = opened;
    expect(await access.account('k1')).toMatchObject({ secret: null, subject: null, disabled: true, persons: [] });
    expect(await access.accountOf('https://idp.example#adupre')).toBeNull();
    expect(await access.accountNamed('adupre')).toBeNull();
    expect(await access.session('s1')).toBeNull();
    expect(await access.tokenOf('h1')).toBeNull();
    expect(await access.accountNamed('jpetit')).toMatchObject({ id: 'k2', disabled: false, name: 'Jean Petit' });
  });

  it('leaves texts of others as they were apart from the name, and files of others alone', async () => {
    const { person } = await erase();
    const kept = (await opened.store.tickets(['t1'])).get('t1')?.attachments ?? [];
    const textOf = async (id: string): Promise<string | null> => {
      const sha256 = kept.find((file) => file.id === id)?.sha256 ?? null;
      return sha256 === null ? null : (await (await files.open(sha256)).toArray()).join('');
    };
    expect(await textOf('f1')).toBe(`Session ouverte par Personne effacée ${person} à 9 h\n`);
    expect(kept.find(({ id }) => id === 'f1')?.size).toBe(Buffer.byteLength((await textOf('f1')) ?? ''));
    expect([await textOf('f2'), await textOf('f3')]).toEqual([null, null]);
    expect(await textOf('f5')).toBe('Rien sur personne.\n');
    expect(kept.find(({ id }) => id === 'f4')?.sha256).toEqual(expect.any(String));
  });

  it('is found by an account alone, of which no tool knows', async () => {
    await opened.access.keepAccount(
      account('k3', { ...amelie, name: 'Zoé Ålund', email: 'zoe@exemple.fr', login: 'zalund' }),
    );
    await opened.access.audit({
      at,
      person: 'k3',
      through: 'cli',
      what: 'act',
      object: null,
      outcome: 200,
      detail: {},
      address: null,
    });
    const { accounts } = await exportPerson(house(), 'zoe@exemple.fr');
    expect(accounts).toMatchObject([{ id: 'k3', login: 'zalund', audit: [{ what: 'act' }] }]);
    expect(JSON.stringify(accounts)).not.toContain('scrypt');
    await erase({ who: 'zoe@exemple.fr' });
    expect(await everything()).not.toMatch(/zalund|Ålund|zoe@/iu);
  });
});
