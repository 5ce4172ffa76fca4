import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { z } from 'zod';
import type { Keyed, NativeCommand, NativeEntryDraft, NativeFile } from '../../contract/command.js';
import type { Audience, NativeId, NativeTicket } from '../../contract/native.js';
import type { Done } from '../../contract/receipt.js';
import type { HttpRequest } from '../../door/door.js';
import type { ToyClient } from './client.js';
import { toyIdOf } from './lookup.js';
import { done, texts } from './receipt.js';
import { ToyPart, ToyRecord } from './schema.js';
import { toyJournals } from './state.js';

export interface Obedience {
  readonly client: ToyClient;
  readonly silent: boolean;
}

type Of<Kind extends NativeCommand['kind']> = Keyed<Extract<NativeCommand, { readonly kind: Kind }>>;
type Signal = AbortSignal | undefined;

/** One command, one request (two for a transition with words); faults are thrown. */
export async function toyObey(command: Keyed<NativeCommand>, given: Obedience, signal: Signal): Promise<Done> {
  const { client } = given;
  if (command.kind === 'create') return create(command, given, signal);
  if (command.kind === 'remove') return remove(command, client, signal);
  const id = await toyIdOf(client, command.id, signal);
  const path = `/tickets/${id}`;
  const change = (request: Pick<HttpRequest, 'method' | 'path'> & { readonly body?: unknown }): Promise<NativeTicket> =>
    client.ask(write(request, signal), ToyRecord);
  switch (command.kind) {
    case 'update':
      return done(
        command.key,
        await change({ method: 'PATCH', path, body: { fields: texts(command.fields) } }),
        command.fields,
      );
    case 'transition': {
      const fields = { ...command.fields, status: command.to };
      const entry = command.entry && words(client, command.entry, given.silent || command.silent === true);
      return done(command.key, await change({ method: 'PATCH', path, body: { fields: texts(fields), entry } }), fields);
    }
    case 'append':
      return append(command, id, given, signal);
    case 'attach':
      return attach(command, id, client, signal);
    case 'amend':
      return done(
        command.key,
        await change({ method: 'PATCH', path: `${path}/entries/${command.entry}`, body: texts(command.change) }),
      );
    case 'retract':
      return done(command.key, await change({ method: 'DELETE', path: `${path}/entries/${command.entry}` }));
    case 'link':
      return done(command.key, await change({ method: 'PUT', path: `${path}/assets/${command.asset}` }));
    case 'unlink':
      return done(command.key, await change({ method: 'DELETE', path: `${path}/assets/${command.asset}` }));
    case 'relate':
      return done(command.key, await change({ method: 'PUT', path: `${path}/relations/${command.as}/${command.to}` }));
  }
}

async function create({ key, ticket }: Of<'create'>, { client, silent }: Obedience, signal: Signal): Promise<Done> {
  const born = ticket.at === null ? null : Date.parse(ticket.at);
  const body = {
    key,
    class: ticket.class,
    born,
    fields: texts(ticket.fields),
    silent: silent || ticket.silent === true,
  };
  const made = await client.ask(write({ method: 'POST', path: '/tickets', body }, signal), ToyRecord);
  return done(key, made, ticket.fields);
}

async function append(
  { key, entry, silent: hushed }: Of<'append'>,
  id: NativeId,
  { client, silent }: Obedience,
  signal: Signal,
): Promise<Done> {
  const request = write(
    { method: 'POST', path: `/tickets/${id}/entries`, body: words(client, entry, silent || hushed === true) },
    signal,
  );
  const { part, ticket } = await client.ask(request, ToyPart);
  const kept = ticket.entries.find((each) => each.id === part);
  return { ...done(key, ticket), part, audience: kept?.audience ?? entry.audience };
}

/** An entry as the toy tool takes it; a fault where its journal is not of the audience that it must have. */
function words(client: ToyClient, entry: NativeEntryDraft, silent: boolean): unknown {
  const { journal, audience, author } = entry;
  const does = toyJournals[journal as keyof typeof toyJournals] as Audience | undefined;
  if (does !== audience)
    throw client.fault('unsupported', `expected a journal that is ${audience}; ${journal} is ${does ?? 'unknown'}`);
  const at = entry.at === null ? null : Date.parse(entry.at);
  return { journal, text: markedText(entry), author: author?.name ?? null, at, silent };
}

/** The toy tool has no field for a mark. */
export function markedText({ text, mark }: NativeEntryDraft): string {
  return text.includes(mark) ? text : `${text.trimEnd()}\n\n${mark}`;
}

async function attach(
  { key, file, audience }: Of<'attach'>,
  id: NativeId,
  client: ToyClient,
  signal: Signal,
): Promise<Done> {
  if (audience !== 'public')
    throw client.fault('unsupported', 'requesters of the toy tool see every file; none can be internal');
  const { part, ticket } = await client.ask(
    {
      method: 'POST',
      path: `/tickets/${id}/files`,
      query: { name: file.name },
      headers: { 'content-type': file.mime ?? 'application/octet-stream' },
      body: await content(client, file),
      effect: 'write',
      ...(signal && { signal }),
    },
    ToyPart,
  );
  return { ...done(key, ticket), part, audience };
}

async function content(client: ToyClient, file: NativeFile): Promise<Buffer> {
  const bytes = await buffer(await file.open());
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== file.sha256)
    throw client.fault('rejected', `the content of ${file.name} is not the one that was planned`);
  return bytes;
}

async function remove({ key, id, ifUnchangedSince }: Of<'remove'>, client: ToyClient, signal: Signal): Promise<Done> {
  const headers = { 'if-match': ifUnchangedSince };
  await client.ask({ ...write({ method: 'DELETE', path: `/tickets/${id}` }, signal), headers }, z.object({}));
  return { key, outcome: 'done', id };
}

function write(
  { method, path, body }: Pick<HttpRequest, 'method' | 'path'> & { readonly body?: unknown },
  signal: Signal,
): HttpRequest {
  return {
    method,
    path,
    effect: 'write',
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  };
}
