import { idOf, type Part } from './cast.js';
import { isSeenBy, kill, nowhere, things, type Thing } from './objects.js';
import { accountOf, type ApiStage, type Asking } from './stage.js';

export type Outcome = readonly [status: number, code?: string];

/** One question of one part of the cast about one object. */
export interface Cell {
  readonly object: string;
  readonly asking: Asking;
  /** Does not exist for them. Hidden cells of one kind are answered letter by letter alike. */
  readonly hidden?: boolean;
  readonly kind?: string;
  /** Once it is known who asks and that they may. */
  readonly comes: Outcome;
  /** Words of the answer, and words that must not be in it. */
  readonly tells?: readonly string[];
  readonly keeps?: readonly string[];
}

export interface Court {
  readonly stage: ApiStage;
  readonly part: Part;
  /** Different each time. */
  readonly time: number;
}

export type Door = (court: Court) => readonly Cell[] | Promise<readonly Cell[]>;

export const once =
  (comes: Outcome, asking: Asking = {}): Door =>
  () => [{ object: 'itself', asking, comes }];

const somewhere: Thing = { id: nowhere, team: '', connections: [], audience: 'public' };
export const all = [...things, somewhere];

/** One cell for each ticket. */
export const each =
  (comes: Outcome, asking: (id: string, court: Court) => Asking | Promise<Asking>): Door =>
  (court) =>
    Promise.all(
      all.map(async (thing) => ({
        object: thing.id,
        asking: await asking(thing.id, court),
        hidden: !isSeenBy(court.part, thing),
        comes,
      })),
    );

export const ofTicket = (comes: Outcome, more: Asking = {}): Door =>
  each(comes, (ticket) => ({ ...more, params: { ticket, attachment: `${ticket}-a1` } }));

/** A list that holds what its asker may see of the four, and nothing of the rest. */
export const list =
  (asking: Asking, word: (id: string) => string): Door =>
  ({ part }) => {
    const seen = (thing: Thing): boolean => isSeenBy(part, thing);
    return [
      {
        object: 'all of them',
        asking,
        comes: [200],
        tells: things.filter(seen).map(({ id }) => word(id)),
        keeps: things.filter((thing) => !seen(thing)).map(({ id }) => word(id)),
      },
    ];
  };

export const reached = ({ connections }: Part, name: string): boolean =>
  connections === null || connections.includes(name);

export const connections =
  (asking: Asking, word: (name: string) => string): Door =>
  ({ part }) => [
    {
      object: 'all of them',
      asking,
      comes: [200],
      tells: ['a', 'b'].filter((name) => reached(part, name)).map(word),
      keeps: ['a', 'b'].filter((name) => !reached(part, name)).map(word),
    },
  ];

export const ofConnection =
  (comes: Outcome): Door =>
  ({ part }) =>
    ['a', 'b', nowhere].map((connection) => ({
      object: connection,
      asking: { params: { connection } },
      hidden: connection === nowhere || !reached(part, connection),
      comes,
    }));

/** Something of one's own, of somebody else's, shared by somebody else, and of nobody. */
export const keepsake =
  (kind: 'view' | 'reply', comes: Outcome, body?: object): Door =>
  async ({ stage, part, time }) => {
    const id = `k${time}`;
    const value = { name: 'à moi', text: 'x', filter: {}, sort: 'updated', columns: null };
    const { access } = stage.grounds;
    for (const [account, which, shared] of [
      [idOf(part) ?? 'id-nobody', `${id}-own`, false],
      ['id-somebody', `${id}-theirs`, false],
      ['id-somebody', `${id}-shared`, true],
    ] as const)
      await access.keep({ account, kind, id: which, shared, at: stage.grounds.now(), value });
    return ['own', 'theirs', 'shared', nowhere].map((which) => ({
      object: which,
      asking: { params: { [kind]: `${id}-${which}` }, ...(body && { body }) },
      hidden: which !== 'own',
      comes,
    }));
  };

export const migration =
  (comes: Outcome, body?: object): Door =>
  () =>
    ['reprise', 'a-et-b', nowhere].map((route) => ({
      object: route,
      kind: route === 'reprise' ? 'itself' : 'other',
      asking: { params: { route }, ...(body && { body }) },
      hidden: route !== 'reprise',
      comes,
    }));

export const pausing =
  (body: object): Door =>
  async (court) => [
    ...(await each([204], (id) => ({ body: { scope: `ticket:${id}`, ...body } }))(court)),
    ...['a', nowhere].map((name) => ({
      object: name,
      kind: 'connection',
      asking: { body: { scope: `connection:${name}`, ...body } },
      hidden: name === nowhere,
      comes: [204] as const,
    })),
    {
      object: 'everything',
      asking: { body: { scope: 'all', ...body } },
      comes: court.part.connections === null && court.part.teams === null ? [204] : [403, 'confined'],
    },
  ];

export const letters = (more: object): Door =>
  each([200], async (id, { stage, time }) => {
    const key = `l${time}-${id}`;
    const thing = things.find((one) => one.id === id);
    if (thing) await kill(stage.opened.store, key, id, thing.connections[0] ?? '');
    return { body: { keys: [key], ...more } };
  });

/** Only over a session: a token makes no token and changes no password. */
export const bySession =
  (comes: Outcome, asking: Asking): Door =>
  ({ part }) => [{ object: 'itself', asking, comes: part.through === 'session' ? comes : [403, 'no-token'] }];

export function ofUser(comes: Outcome, body?: object): Door {
  return async ({ stage }) => {
    await stage.grounds.access.keepAccount(accountOf('somebody'));
    return ['id-somebody', nowhere].map((id) => ({
      object: id,
      asking: { params: { user: id }, ...(body && { body }) },
      hidden: id === nowhere,
      comes,
    }));
  };
}

export async function keepToken({ grounds }: ApiStage, id: string, account: string): Promise<void> {
  const [created, expires] = [grounds.now(), '2999-01-01T00:00:00.000Z'];
  const scope = { connections: null, teams: null };
  await grounds.access.keepToken({
    id,
    hash: id,
    account,
    name: id,
    rights: [],
    scope,
    created,
    expires,
    lastUsed: null,
  });
}
