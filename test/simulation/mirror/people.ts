import { createHash } from 'node:crypto';
import type { NativeId, NativeTicket } from '@passerelle/connector';
import type { Resolver } from '@passerelle/mapping';
import { blankTicket, type Status, type Ticket, type TicketField } from '@passerelle/ticket';
import type { Chance } from '../chance.js';
import { discard, erase } from './clearing.js';
import { copyOf } from './copies.js';
import type { Site, Tool } from './site.js';
import { blankTag, secretWord, tagOf, type Need, type TrackedField } from './truth.js';

const titles = ['Écran noir', 'Impression «Canon»', 'VPN 🔒', 'طابعة معطلة', 'Accès à la salle d’examen'] as const;
const says = [
  'Bonjour, ça ne marche pas.',
  'Relance',
  'Fait ✅',
  '‏مرحبا',
  'Ligne 1\nLigne 2',
  '[beta TOY00001 · 1 · Quelqu’un · 01/01/2026 10:00:00]\nrecopié',
  'é'.repeat(300),
] as const;
const statuses: readonly Status[] = ['in_progress', 'pending', 'in_progress', 'resolved', 'closed', 'new'];

/** Milliseconds by which somebody sets a tool's clock: back by less than what a saved cursor stays behind it. */
const steps = [-5_000, -900, 900, 20_000, 3_600_000] as const;

/** Milliseconds within which one of our writes has been looked at again: the longest answer, and a little. */
const lookBack = 30_000;

/** People at work: everything that they do goes through the tool's own interface or screen, and the truth is told of it. */
export interface People {
  act(): Promise<void>;
  /** An administrator takes one copy back, as a rollback does, while nothing is under way; false where there is none. */
  takeBack(): Promise<boolean>;
}

/** `odd` is the chance of what older stories did not know, `days` that of what tools do on days of their own. */
export function hire(site: Site, by: Chance, odd: Chance, days: Chance): People {
  const { truth, weather } = site;
  const tools = [...site.tools.values()];
  let drawn = 0;
  const next = (): number => (drawn += 1);

  const open = async (tool: Tool): Promise<void> => {
    const n = truth.needs.length + 1;
    const tag = `n${n}v${next()}n`;
    const native = await tool.world.humans.open(`${by.pick(titles)} ${tag}`);
    truth.needs.push({ n, tool: tool.name, native });
    note(tool, n, 'title', tag, null);
    await seen(tool, n, `opens ${native} ${tag}`);
  };

  const note = (tool: Tool, need: number, field: TrackedField, tag: string, over: string | null): void =>
    void truth.edits.push({
      need,
      tool: tool.name,
      field,
      tag,
      over,
      at: site.time.now() + tool.lag,
      raced: tag === blankTag && site.time.now() - (truth.wrote.get(tool.name) ?? -Infinity) < lookBack,
    });

  const seen = async (tool: Tool, need: number, what: string): Promise<void> => {
    site.time.log(site.people, `${tool.name}: ${what}`);
    // Whatever is done to a ticket that others do not see yet as it is hides it for longer.
    const now = site.time.now();
    for (const edit of truth.edits)
      if (edit.tool === tool.name && edit.need === need && edit.at > now) edit.at = now + tool.lag;
    await truth.look(tool.name, tool.world);
  };

  const change = async (tool: Tool, need: Need, native: NativeTicket, field: TrackedField): Promise<void> => {
    const tag = field === 'title' ? `n${need.n}v${next()}n` : `ds${next()}sd`;
    const over = await keptTag(tool, native.id, field);
    await write(tool, native, { [field]: `${by.pick(titles)} ${tag}` }, [field]);
    if ((await keptTag(tool, native.id, field)) === tag) note(tool, need.n, field, tag, over);
    await seen(tool, need.n, `changes the ${field} of ${native.id} to ${tag}, over ${over}`);
  };

  const blank = async (tool: Tool, need: Need, native: NativeTicket): Promise<void> => {
    const over = await keptTag(tool, native.id, 'description');
    await write(tool, native, { description: '' }, ['description']);
    // Some tools take it and keep what stood there (a closed ticket of iTop).
    const now = await copyOf(tool, need);
    if (now?.id === native.id && (tool.mapping.read(now).said.description ?? '').trim() === '') {
      note(tool, need.n, 'description', blankTag, over);
      site.count('blanked');
    }
    await seen(tool, need.n, `empties the description of ${native.id}, over ${over}`);
  };

  /** Rare things, of which older stories know nothing; false where nothing of that kind was done. */
  const clear = async (): Promise<boolean> => {
    const what = (['discard', 'erase', 'blank', 'step'] as const).find(
      (one) => weather[one] > 0 && odd.happens(weather[one]),
    );
    if (!what || truth.needs.length === 0) return false;
    const tool = odd.pick(tools);
    if (what === 'step') {
      const ms = odd.pick(steps);
      tool.step(ms);
      site.count(ms < 0 ? 'clock set back' : 'clock set forth');
      site.time.log(site.people, `${tool.name}: its clock is set by ${ms} ms`);
      return true;
    }
    const need = odd.pick(truth.needs);
    const native = await copyOf(tool, need);
    if (!native) return false;
    if (what === 'blank') await blank(tool, need, native);
    else if (what === 'erase') {
      const tag = await erase(site, odd, tool, need, native);
      if (tag !== null) await seen(tool, need.n, `deletes ${tag} in ${native.id}`);
    } else if (await discard(site, odd, tool, need, native)) await seen(tool, need.n, `deletes ${native.id}`);
    return true;
  };

  const escalate = async (): Promise<void> => {
    const able = tools.filter(({ kind }) => kind.oddities !== null);
    if (able.length === 0 || truth.needs.length === 0 || weather.escalate === 0 || !days.happens(weather.escalate))
      return;
    const [tool, need] = [days.pick(able), days.pick(truth.needs)];
    const native = await copyOf(tool, need);
    if (!native || !tool.kind.oddities?.escalate(tool.world, native.id)) return;
    site.count('escalated');
    await seen(tool, need.n, `a deadline of ${native.id} passes`);
  };

  const move = async (tool: Tool, need: Need, native: NativeTicket): Promise<void> => {
    const status = by.pick(statuses);
    const done = await write(
      tool,
      native,
      { status, ...(status === 'pending' ? { pendingReason: 'requester' } : {}) },
      ['status'],
    );
    const early = site.time.now() - (truth.born.get(`${tool.name} ${native.id}`) ?? -Infinity) < lookBack;
    if (done) truth.statuses.push({ need: need.n, tool: tool.name, status, early });
    await seen(tool, need.n, `${done ? 'moves' : 'cannot move'} ${native.id} to ${status}`);
  };

  const write = async (
    tool: Tool,
    native: NativeTicket,
    values: Partial<Ticket>,
    fields: readonly TicketField[],
  ): Promise<boolean> => {
    const said = { ...tool.mapping.read(native).said, ...values };
    // What the tool says of itself in fields of its own nobody retypes above a description.
    if (fields.includes('description')) said.custom = {};
    const ticket: Ticket = { ...blankTicket, ...said, id: native.id, number: native.number, references: [] };
    const columns = (named: readonly TicketField[]) => tool.mapping.write(ticket, native.class, named, plainly).fields;
    // People who change something else do not retype the description, of which what they see may not be the latest.
    const apart = fields.includes('description') ? {} : columns(['description']);
    const typed = Object.entries(columns(fields)).filter(([column]) => !(column in apart));
    const command = { key: by.hex(32), kind: 'update', id: native.id, fields: Object.fromEntries(typed) } as const;
    let done = true;
    for await (const receipt of tool.hand.sink?.apply([command]) ?? []) {
      if (receipt.outcome === 'done') continue;
      done = false;
      site.time.log(site.people, `${tool.name} refuses: ${receipt.fault.message}`);
    }
    return done;
  };

  const say = async (tool: Tool, need: Need, native: NativeTicket): Promise<void> => {
    const internal = by.happens(0.35);
    const tag = `ln${next()}nl`;
    const text = `${by.pick(says)} ${tag}${internal ? ` ${secretWord}` : ''}`;
    const { journals } = tool.kind;
    const at = site.time.now();
    await tool.world.humans.write?.(native.id, internal ? journals.internal : journals.public, text);
    // How many there are tells nothing where a tool may lose another one for it.
    if (await shows(tool, native.id, tag)) truth.lines.push({ need: need.n, tool: tool.name, tag, internal, at });
    await seen(tool, need.n, `writes ${tag} ${internal ? 'internally' : 'in public'} in ${native.id}`);
  };

  const attach = async (tool: Tool, need: Need, native: NativeTicket): Promise<void> => {
    const name = by.pick(['capture.png', 'image001.png']);
    const content = Buffer.from(`contenu ${next()}`);
    await tool.world.humans.attach?.(native.id, name, content);
    const sha256 = createHash('sha256').update(content).digest('hex');
    truth.files.push({ need: need.n, tool: tool.name, name, sha256 });
    await seen(tool, need.n, `attaches ${name} to ${native.id}`);
  };

  return {
    async takeBack() {
      // In the middle of a chain the others would not hear each other any more.
      if (site.routes.length > 1) return false;
      const tool = by.pick(tools);
      const need = by.pick(truth.needs.filter((one) => one.tool !== tool.name));
      const native = need ? await copyOf(tool, need) : null;
      const bond = native ? (await site.store.bonds(tool.name, [native.id])).get(native.id) : undefined;
      if (!need || !native || !bond || bond.origin !== 'created' || !tool.hand.sink?.accepts.has('remove'))
        return false;
      const key = by.hex(32);
      const remove = { key, kind: 'remove', id: native.id, ifUnchangedSince: native.version, cancel: null } as const;
      for await (const receipt of tool.hand.sink.apply([remove])) if (receipt.outcome !== 'done') return false;
      await site.store.commit({ bonds: [{ ...bond, tombstone: 'removed' }] });
      truth.takenBack.push({ need: need.n, tool: tool.name });
      await seen(tool, need.n, `takes ${native.id} back`);
      return true;
    },
    async act() {
      await escalate();
      if (await clear()) return;
      const tool = by.pick(tools);
      if (truth.needs.length === 0 || (truth.needs.length < 5 && by.happens(0.15))) return open(tool);
      const need = by.pick(truth.needs);
      const native = await copyOf(tool, need);
      if (!native) return;
      const what = by.next();
      if (what < 0.3) return say(tool, need, native);
      if (what < 0.45) return change(tool, need, native, 'title');
      if (what < 0.7) return change(tool, need, native, 'description');
      if (what < 0.9) return move(tool, need, native);
      return attach(tool, need, native);
    },
  };
}

/** What people type in is taken as it is. */
const plainly: Resolver = {
  person: () => null,
  group: () => null,
  asset: () => null,
  maxLength: () => null,
  language: 'fr',
  zone: 'Europe/Paris',
};

/** What the tool holds, whether others see it already or not. */
async function keptTag({ world }: Tool, id: NativeId, field: TrackedField): Promise<string | null> {
  const texts = Object.values((await world.look(id))?.fields ?? {}).filter((value) => typeof value === 'string');
  return texts.map((text) => tagOf(field, text)).find((tag) => tag !== null) ?? null;
}

async function shows({ world }: Tool, id: NativeId, tag: string): Promise<boolean> {
  return (await world.look(id))?.entries.some(({ text }) => text.includes(tag)) ?? false;
}
