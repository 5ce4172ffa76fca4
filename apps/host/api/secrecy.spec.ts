import { asIs } from '@passerelle/connector';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { routeNames, routes, type Route, type RouteName } from '@passerelle/api';
import { entryKinds, ticketFields, type Person as Human } from '@passerelle/ticket';
import readXlsx from 'read-excel-file/node';
import {
  noon,
  sampleAttachment,
  sampleBond,
  sampleConflict,
  sampleEntry,
  sampleIntent,
  sampleQuarantine,
  sampleRun,
  sampleTicket,
} from '../../../libs/sync/testing/samples.js';
import { openApiStage, type ApiStage, type Asking, type Person } from './testing/stage.js';

/** A word that stands nowhere else, and that is found again in whatever it was put. */
const secret = 'zanzibarique';
const human = (at: string): Human => ({
  name: `${secret} ${at}`,
  email: `${secret}.${at}@example.org`,
  login: `${secret}-${at}`,
  employeeNumber: `${secret}-${at}`,
  cut: false,
});

/** A public ticket with something internal of every kind; and one that is internal as a whole. */
async function seed(stage: ApiStage): Promise<void> {
  const { store } = stage.opened;
  const { sha256, size } = await stage.grounds.house.files.keep(Readable.from([`${secret} contenu`]), 1_000);
  const team = { name: secret, codes: [secret] };
  await store.commit({
    tickets: [
      sampleTicket('open', {
        title: 'Écran noir',
        audience: 'public',
        group: { name: 'Réseau', codes: [] },
        relations: [{ as: 'related', number: 'T-2' }],
        assets: [{ name: 'PC-1', serial: null, uuid: null }],
        custom: { note: `${secret} champ du site`, [`${secret} nom de champ`]: 1 },
      }),
      sampleTicket('closed', {
        title: `${secret} titre`,
        number: 'T-2',
        description: `${secret} texte`,
        audience: 'internal',
        category: `${secret}.rubrique`,
        site: `${secret} site`,
        organisation: `${secret} organisation`,
        service: `${secret} service`,
        group: team,
        firstGroup: team,
        requester: { ...human('demandeur'), email: 'elodie.noel@example.org' },
        assignee: human('agent'),
        openedBy: human('saisie'),
        watchers: [human('observateur')],
        assets: [{ name: 'PC-1', serial: `${secret} série`, uuid: null }],
        tags: [secret],
        resolution: { code: secret, text: secret, verdict: 'refused', reason: secret },
      }),
    ],
    entries: entryKinds.map((kind, at) =>
      sampleEntry('open', at + 1, {
        kind,
        audience: 'internal',
        text: `${secret} ${kind}`,
        author: human(`auteur-${kind}`),
        refusedBy: `${secret} règle`,
        ...(kind === 'task' && {
          task: {
            state: 'to_do' as const,
            category: `${secret} nature`,
            technician: human('technicien'),
            group: team,
            plannedFrom: noon,
            plannedTo: null,
            forecast: null,
            spent: null,
          },
        }),
        ...(kind === 'solution' && { solution: { outcome: 'solved' as const, code: `${secret} code` } }),
        ...(kind === 'verdict' && { verdict: { accepted: false, reason: `${secret} motif` } }),
        ...(kind === 'approval' && {
          approval: { state: 'rejected' as const, approver: human('valideur'), reason: `${secret} refus` },
        }),
      }),
    ),
    attachments: [
      sampleAttachment('open', 1, { name: `${secret}.pdf`, sha256, size, author: human('fichier') }),
      sampleAttachment('closed', 1, { name: `${secret}.pdf`, audience: 'public', sha256, size }),
    ],
    bonds: [
      sampleBond('a', 'n1', 'open', { number: 'A-1', class: 'fault' }),
      sampleBond('a', 'n2', 'closed', { number: `${secret}-2`, class: 'fault', url: `https://a.example/${secret}` }),
    ],
    conflicts: [
      sampleConflict('c1', 'closed', { connection: 'a', theirs: `"${secret} titre"` }),
      sampleConflict('c2', 'open', { connection: 'a', field: 'custom', theirs: `{"note":"${secret} conflit"}` }),
    ],
    quarantined: [
      sampleQuarantine('a', 'n2', { number: `${secret}-2`, reason: 'broken', detail: asIs(`${secret} morceau`) }),
      sampleQuarantine('a', 'n2b', { reason: 'unwritable', detail: asIs(`${secret} ligne`) }),
    ],
    paused: [{ scope: 'ticket:closed', since: noon, by: 'Odile', why: `${secret} pause` }],
    intents: [
      sampleIntent('a', 'open', 2, { key: 'dead-note', act: { kind: 'append', entry: 'open-e2' } }),
      sampleIntent('a', 'open', 3, { key: 'dead-file', act: { kind: 'attach', attachment: 'open-a1' } }),
      sampleIntent('a', 'open', 4, { key: 'late-note', act: { kind: 'append', entry: 'open-e4' } }),
      sampleIntent('a', 'closed', 1, { key: 'dead-closed', act: { kind: 'update', fields: ['title'] } }),
    ],
    runs: [
      sampleRun('run-2', {
        state: 'failed',
        report: { green: false, error: 'glpi: 401' },
      }),
    ],
  });
  const trouble = { kind: 'rejected', message: asIs(`the tool said: «${secret} trop long»`) } as const;
  await store.commit({
    resolutions: ['dead-note', 'dead-file', 'dead-closed'].map((key) => ({
      key,
      state: 'dead' as const,
      trouble,
      at: noon,
    })),
  });
  for (const [id, kind] of [
    ['acted-note', 'work_note'],
    ['acted-assign', 'assign'],
  ] as const)
    await stage.grounds.access.keepAction({
      id,
      ticket: 'open',
      account: 'id-agathe',
      at: noon,
      kind,
      wish: {},
      intents: ['dead-note'],
      refused: null,
    });
  await stage.refresh();
}

/** Everything that can be asked about these two without changing anything that counts. */
function questions(): readonly (readonly [RouteName, Asking])[] {
  const words = [secret, 'zanzibar', `"${secret} texte"`, 'Écran', 'T-2'];
  const params = ['open', 'closed'].flatMap((ticket) =>
    ['open-a1', 'closed-a1'].map((attachment) => ({
      ticket,
      attachment,
      connection: 'a',
      run: 'run-2',
      route: 'a-et-b',
      draft: 'x',
    })),
  );
  const filters: readonly Readonly<Record<string, string>>[] = [
    { team: secret },
    { category: secret },
    { agent: `email:${secret}.agent@example.org` },
    { asset: `${secret} série` },
    { site: `${secret} site` },
    { requester: 'email:elodie.noel@example.org' },
  ];
  const queries: Partial<Record<RouteName, readonly Readonly<Record<string, string>>[]>> = {
    listTickets: [
      ...filters,
      ...words.flatMap((text) => ['updated', 'relevance', 'number'].map((sort) => ({ text, sort }))),
    ],
    countTickets: [...filters, ...words.map((text) => ({ text }))],
    exportTickets: [...filters, ...words.map((text) => ({ text })), { format: 'xlsx' }],
    findPeople: words.map((text) => ({ text })),
    findAssets: words.map((text) => ({ text })),
    explainTicket: ticketFields.map((field) => ({ field })),
    listAudit: [],
  };
  const wishes: Partial<Record<RouteName, readonly unknown[]>> = {
    previewAction: [{ kind: 'start' }, { kind: 'comment', text: 'x' }],
    announce: [{ doing: 'viewing' }],
    follow: ['A-1', 'T-2', `${secret}-2`].map((reference) => ({ reference, email: 'elodie.noel@example.org' })),
    act: [{ kind: 'comment', text: 'Bonjour' }],
    actOnMany: [{ tickets: ['open', 'closed'], action: { kind: 'change', callbackPhone: '1' } }],
    createTicket: [{ kind: 'incident', title: 'x', description: '', requester: { name: 'x' }, parent: 'closed' }],
    retryHeld: [{}],
    checkConnection: [undefined],
  };
  return routeNames.flatMap((name) => {
    const { method, path }: Route = routes[name];
    if (name === 'listen' || (method !== 'GET' && !(name in wishes))) return [];
    const each = path.includes(':attachment')
      ? params
      : params.filter((_, at) => at === 0 || (at === 2 && path.includes(':ticket')));
    return each.flatMap((one) =>
      [{}, ...(queries[name] ?? [])].flatMap((query) =>
        (wishes[name] ?? [undefined]).map((body): readonly [RouteName, Asking] => [
          name,
          { params: one, query, ...(body !== undefined && { body }) },
        ]),
      ),
    );
  });
}

describe('what is internal', () => {
  let stage: ApiStage;
  beforeAll(async () => {
    stage = await openApiStage();
    await seed(stage);
  });
  afterAll(() => stage.close());

  /** Answers that hold the word, without what merely says again what was asked. */
  async function tellsOf(person: Person): Promise<readonly string[]> {
    const found: string[] = [];
    for (const [name, asking] of questions()) {
      const response = await person.ask(name, asking);
      const bytes = Buffer.from(await response.arrayBuffer());
      const isBook = response.headers.get('content-type')?.includes('spreadsheet');
      const text = isBook ? JSON.stringify(await readXlsx(bytes)) : bytes.toString();
      const said = `${text} ${[...response.headers.values()].join(' ')}`.normalize('NFD').toLowerCase();
      if (said.includes(secret)) found.push(`${name} ${JSON.stringify(asking)}: ${text.slice(0, 20_000)}`);
    }
    return found;
  }

  it.each(['viewer', 'agent', 'operator', 'administrator'] as const)(
    'is in no answer that one without the right to it can get (%s)',
    async (role) => {
      const person = await stage.enter(role, { role });
      const found = (await tellsOf(person)).map((one) => {
        const at = one.indexOf(secret, one.indexOf(': '));
        return `${one.slice(0, one.indexOf(': '))} … ${one.slice(Math.max(at - 120, 0), at + 60)}`;
      });
      expect(found).toEqual([]);
    },
  );

  it('is found by whoever has the right', async () => {
    const person = await stage.enter('agathe', { role: 'administrator', internal: true });
    const found = new Set((await tellsOf(person)).map((one) => one.split(' ')[0]));
    for (const name of ['listTickets', 'countTickets', 'exportTickets', 'readTicket', 'openAttachment', 'findPeople'])
      expect(found).toContain(name);
    for (const name of ['listConflicts', 'listDeadLetters', 'listHeld', 'listPauses', 'explainTicket'])
      expect(found).toContain(name);
  });

  it('does not show in any number', async () => {
    const [viewer, insider] = [
      await stage.enter('v2', { role: 'viewer' }),
      await stage.enter('i2', { internal: true }),
    ];
    const numbers = async (person: Person, query: Asking['query'] = {}): Promise<readonly number[]> => {
      const [{ rows }, { total }] = await Promise.all([
        person.get('listTickets', { query: { ...query } }),
        person.get('countTickets', { query: { ...query } }),
      ]);
      return [rows.length, total];
    };
    const words = [...entryKinds, 'contenu', 'champ', 'nature', 'motif', 'refus', 'valideur'];
    for (const word of words)
      expect([word, await numbers(viewer, { text: `${secret} ${word}` })]).toEqual([word, [0, 0]]);
    for (const query of [
      { text: secret },
      { agent: `email:${secret}.agent@example.org` },
      { asset: `${secret} série` },
    ])
      expect([await numbers(viewer, query), (await numbers(insider, query))[0]! > 0]).toEqual([[0, 0], true]);
    const { rows } = await viewer.get('listTickets', { query: { text: 'Écran' } });
    expect(rows.find(({ id }) => id === 'open')).toMatchObject({ files: 0 });
    const whole = await viewer.get('readTicket', { params: { ticket: 'open' } });
    expect(whole.assets.map(({ others }) => others)).toEqual([0]);
    expect(whole.requesterTickets).toEqual([]);
    expect(whole.relations).toMatchObject([{ number: 'T-2', ticket: null, title: null, status: null }]);
  });

  it('is in no answer about what lies in connections that one is confined away from', async () => {
    await stage.opened.store.commit({
      tickets: [sampleTicket('both', { title: 'Deux outils', audience: 'public' })],
      bonds: ['a', 'b'].map((connection) => sampleBond(connection, `n-${connection}`, 'both', { class: 'fault' })),
      entries: [sampleEntry('both', 1, { origin: { connection: 'b', native: 'b/1', ordinal: 1 } })],
      attachments: [
        sampleAttachment('both', 1, { audience: 'public', origin: { connection: 'b', native: 'b/2', ordinal: 1 } }),
      ],
      conflicts: [sampleConflict('c3', 'both', { connection: 'b', field: 'title' })],
      intents: ['a', 'b'].map((connection) =>
        sampleIntent(connection, 'both', 1, { act: { kind: 'update', fields: ['title'] } }),
      ),
    });
    await stage.grounds.access.keepAction({
      id: 'acted-both',
      ticket: 'both',
      account: 'id-agathe',
      at: noon,
      kind: 'change',
      wish: {},
      refused: null,
      intents: ['a-both-1', 'b-both-1'],
    });
    await stage.refresh();
    const answers = async (person: Person): Promise<readonly string[]> => {
      const params = { ticket: 'both', connection: 'a' };
      const found: string[] = [];
      for (const name of routeNames.filter((one) => routes[one].method === 'GET' && one !== 'listen'))
        for (const query of [{}, { field: 'title' }, { connection: 'b' }, { text: 'Deux outils' }]) {
          const text = await (await person.ask(name, { params, query })).text();
          if (/"b"|b\.example|a, b;/.test(text)) found.push(`${name} ${JSON.stringify(query)}: ${text}`);
        }
      return found;
    };
    const scope = { connections: ['a'], teams: null };
    const confined = await stage.enter('chef-a', { role: 'operator', internal: true, scope });
    expect(await answers(confined)).toEqual([]);
    expect((await confined.get('listTickets', { query: { connection: 'b' } })).rows).toEqual([]);
    const whole = await stage.enter('chef', { role: 'operator', internal: true });
    const found = new Set((await answers(whole)).map((one) => one.split(' ')[0]));
    for (const name of ['listTickets', 'countTickets', 'exportTickets', 'readTicket', 'listActions', 'explainTicket'])
      expect(found).toContain(name);
  });

  it('is not announced to those who may not see it', async () => {
    const [viewer, insider] = [
      await stage.enter('v3', { role: 'viewer' }),
      await stage.enter('i3', { internal: true }),
    ];
    const heard = async (person: Person): Promise<string> => {
      const response = await person.ask('listen');
      const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
      let said = (await reader.read()).value ?? '';
      stage.grounds.announce({ kind: 'tickets', ids: ['closed', 'open'] });
      stage.grounds.announce({ kind: 'presence', ticket: 'closed' });
      stage.grounds.announce({ kind: 'action', ticket: 'closed', action: 'x' });
      stage.grounds.announce({ kind: 'tickets', ids: null });
      while (!said.includes('"ids":null')) said += (await reader.read()).value ?? '';
      await reader.cancel();
      return said;
    };
    expect(await heard(insider)).toContain('"ids":["closed","open"]');
    const said = await heard(viewer);
    expect(said).toContain('"ids":["open"]');
    expect(said).not.toContain('closed');
  });
});
