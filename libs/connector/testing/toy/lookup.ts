import type { Subject } from '../../contract/command.js';
import type { NativeId, NativeTicket } from '../../contract/native.js';
import type { ToyClient } from './client.js';
import { ToyPage, ToyRecord } from './schema.js';

/** The id of a ticket that is named by the command that made it. */
export async function toyIdOf(client: ToyClient, subject: Subject, signal?: AbortSignal): Promise<NativeId> {
  if (typeof subject === 'string') return subject;
  const [made] = await toyTickets(client, { key: subject.createdBy }, signal);
  if (!made) throw client.fault('gone', `no ticket was created by ${subject.createdBy}`);
  return made.id;
}

export async function toyTickets(
  client: ToyClient,
  query: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<readonly NativeTicket[]> {
  const page = await client.ask(
    { method: 'GET', path: '/tickets', query, effect: 'read', ...(signal && { signal }) },
    ToyPage,
  );
  return page.tickets.map((record) => ToyRecord.parse(record));
}

export async function toyAdoptable(
  client: ToyClient,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, readonly NativeId[]>> {
  const found = new Map<string, NativeId[]>();
  if (numbers.length === 0) return found;
  for (const { id, number, fields } of await toyTickets(client, { numbers: numbers.join(',') })) {
    if (number !== null && fields['key'] === null) found.set(number, [...(found.get(number) ?? []), id]);
  }
  return found;
}
