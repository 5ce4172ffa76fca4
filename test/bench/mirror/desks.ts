import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '@passerelle/connector';
import { seededRandom, serveSimulator, type World } from '@passerelle/connector/testing';
import { world as servicenowWorld } from '../../../connectors/servicenow/conformance.world.js';
import type { ServiceNow } from '../../../connectors/servicenow/simulator/index.js';
import { answerParent } from '../child.js';

/** Two simulated ServiceNow, with people at work in them, in a process of its own. */
export type DesksQuestion =
  | { readonly ask: 'start' }
  | { readonly ask: 'open'; readonly tickets: number }
  | { readonly ask: 'change' }
  | { readonly ask: 'held' }
  | { readonly ask: 'calls' }
  /** Somebody comments in a, again and again; each is waited for in b. `hook`: where a says «look», signed with its secret. */
  | { readonly ask: 'comment'; readonly samples: number; readonly most: number; readonly hook: Hook | null };

export interface Hook {
  readonly url: string;
  readonly secret: string;
}

/** Configuration of both connections, before zod. */
export interface DesksStarted {
  readonly a: object;
  readonly b: object;
}

/** Milliseconds from the comment until it stood in the other tool; null for one that did not come. */
export type Latencies = readonly (number | null)[];

/** Tickets of b by the label they were opened with, and how many hold the last change. */
export interface Held {
  readonly tickets: number;
  readonly changed: number;
}

interface Desk {
  readonly world: World;
  calls: number;
}

const desks = new Map<'a' | 'b', Desk>();
const waiting = new Map<string, () => void>();
const opened: string[] = [];
const random = seededRandom(3);

answerParent<DesksQuestion>(async (question) => {
  switch (question.ask) {
    case 'start':
      return { a: await start('a'), b: await start('b') } satisfies DesksStarted;
    case 'open':
      for (let nth = 0; nth < question.tickets; nth += 1)
        opened.push(await desk('a').world.humans.open(`Ticket ${nth}`));
      return null;
    case 'change':
      for (const id of opened) await desk('a').world.humans.change(id);
      return null;
    case 'held':
      return held();
    case 'calls':
      return { a: desk('a').calls, b: desk('b').calls };
    case 'comment':
      return comments(question);
  }
});

async function start(name: 'a' | 'b'): Promise<object> {
  const clock = { ...systemClock, advance: () => undefined };
  const world = servicenowWorld(
    { clock, random: seededRandom(name === 'a' ? 1 : 2) },
    {},
    { more: { pageSize: 1_000, batch: { size: 20 } } },
  );
  const own: Desk = { world, calls: 0 };
  desks.set(name, own);
  const served = await serveSimulator({
    handle: (request) => {
      own.calls += 1;
      const answer = world.simulator?.handle(request) ?? { status: 500, headers: {}, body: '' };
      if (name === 'b' && waiting.size > 0) arrived(request.body.toString('utf8'));
      return answer;
    },
  });
  return world.config(served.url) as object;
}

/** What was just written is looked for in the tool itself: a request may have been refused. */
function arrived(body: string): void {
  if (body === '') return;
  const lines = (desk('b').world.simulator as ServiceNow).records('sys_journal_field');
  for (const { value } of lines.slice(-40))
    for (const [text, resolve] of waiting)
      if (String(value).includes(text)) {
        waiting.delete(text);
        resolve();
      }
}

async function comments({ samples, most, hook }: Extract<DesksQuestion, { ask: 'comment' }>): Promise<Latencies> {
  const all: Promise<number | null>[] = [];
  for (let nth = 0; nth < samples; nth += 1) {
    const id = opened[nth % opened.length] ?? '';
    const text = `Bonjour ${randomUUID()}`;
    const came = new Promise<void>((resolve) => waiting.set(text, resolve));
    const began = performance.now();
    await desk('a').world.humans.write?.(id, 'comments', text);
    if (hook) await say(hook);
    const late = new AbortController();
    const one = Promise.race([
      came.then(() => performance.now() - began),
      sleep(most, null, { signal: late.signal }).catch(() => null),
    ]).finally(() => late.abort());
    all.push(one);
    // Woken: one after the other. Polled: at any moment of the interval, side by side.
    if (hook) await one;
    await sleep(200 + random.next() * 600);
  }
  return Promise.all(all);
}

/** Standard Webhooks 1.0. */
async function say({ url, secret }: Hook): Promise<void> {
  const [id, at, body] = [randomUUID(), String(Math.floor(Date.now() / 1_000)), '{}'];
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64');
  const headers = { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': `v1,${signature}` };
  const { status } = await fetch(url, { method: 'POST', headers, body });
  if (status !== 204) throw new Error(`expected a webhook to be believed (204), ${status} came`);
}

function held(): Held {
  const tool = desk('b').world.simulator as ServiceNow;
  const rows = tool.records('incident').filter(({ short_description: title }) => String(title).startsWith('Ticket '));
  return { tickets: rows.length, changed: rows.filter((row) => String(row['description']).includes('Changé')).length };
}

function desk(name: 'a' | 'b'): Desk {
  const found = desks.get(name);
  if (!found) throw new Error('expected to be started first');
  return found;
}
