import type { Reply, View } from '@passerelle/api';
import type { Keepsake } from '@passerelle/store';
import type { Caller, Some } from '../call.js';
import type { Grounds } from '../grounds.js';
import { houseViews } from '../house-views.js';
import { ApiRefusal } from '../refusal.js';

type Names =
  | 'listViews'
  | 'makeView'
  | 'changeView'
  | 'dropView'
  | 'listReplies'
  | 'makeReply'
  | 'changeReply'
  | 'dropReply'
  | 'readDraft'
  | 'keepDraft'
  | 'dropDraft';

/** Of one kind, for one person. */
const most = 500;

export function deskHandlers(grounds: Grounds): Some<Names> {
  const { access, house, now } = grounds;

  async function keep(
    { account, grant }: Caller,
    kind: 'view' | 'reply',
    id: string | null,
    { shared, ...value }: { readonly shared: boolean },
  ): Promise<Keepsake> {
    // What others see on their desks is for those to decide who look after them.
    if (shared && !grant.rights.has('operate')) throw new ApiRefusal('no-right', 'sharing takes the right «operate»');
    const before = id === null ? null : await access.keepsake(account.id, kind, id);
    if (id !== null && before === null) throw new ApiRefusal('not-found', 'no such one of yours');
    if (id === null && (await access.keepsakes(account.id, kind)).length >= most) throw new ApiRefusal('too-large');
    const at = before?.at ?? now();
    const kept: Keepsake = { account: account.id, kind, id: id ?? house.random.hex(8), shared, at, value };
    await access.keep(kept);
    return kept;
  }

  async function drop({ account }: Caller, kind: Keepsake['kind'], id: string): Promise<void> {
    if (!(await access.dropKeepsake(account.id, kind, id))) throw new ApiRefusal('not-found', 'no such one of yours');
  }

  return {
    listViews: async ({ caller, language }) => {
      const own = await access.keepsakes(caller.account.id, 'view');
      return { views: [...houseViews(language), ...own.map((one) => viewOf(one, caller))] };
    },
    makeView: async ({ caller, body }) => viewOf(await keep(caller, 'view', null, body), caller),
    changeView: async ({ caller, body, params }) => viewOf(await keep(caller, 'view', params.view, body), caller),
    dropView: ({ caller, params }) => drop(caller, 'view', params.view),
    listReplies: async ({ caller }) => {
      const own = await access.keepsakes(caller.account.id, 'reply');
      return { replies: own.map((one) => replyOf(one, caller)) };
    },
    makeReply: async ({ caller, body }) => replyOf(await keep(caller, 'reply', null, body), caller),
    changeReply: async ({ caller, body, params }) => replyOf(await keep(caller, 'reply', params.reply, body), caller),
    dropReply: ({ caller, params }) => drop(caller, 'reply', params.reply),
    readDraft: async ({ caller, params }) => {
      const kept = await access.keepsake(caller.account.id, 'draft', params.draft);
      return { draft: kept && { key: kept.id, value: kept.value, at: kept.at } };
    },
    keepDraft: ({ caller, params, body }) =>
      access.keep({
        account: caller.account.id,
        kind: 'draft',
        id: params.draft,
        shared: false,
        at: now(),
        value: body.value,
      }),
    dropDraft: async ({ caller, params }) => void (await access.dropKeepsake(caller.account.id, 'draft', params.draft)),
  };
}

function viewOf({ id, value, shared, account }: Keepsake, caller: Caller): View {
  const { name, filter, sort, columns } = value as Pick<View, 'name' | 'filter' | 'sort' | 'columns'>;
  return { id, name, filter, sort, columns, owner: account === caller.account.id && !shared ? 'own' : 'shared' };
}

function replyOf({ id, value, shared, account }: Keepsake, caller: Caller): Reply {
  const { name, text } = value as Pick<Reply, 'name' | 'text'>;
  return { id, name, text, shared, own: account === caller.account.id };
}
