import { type Keyed, type NativeCommand, type NativeId, type Receipt } from '@passerelle/connector';
import { nativeId, placeOf, type Place } from '../id.js';
import { attachmentSurvey, attachmentsOf } from '../reading/attachments.js';
import { addressOf } from '../schema.js';
import { everyRow } from '../wire/every.js';
import { sight } from './entry.js';
import { fileAmong } from './file.js';
import { entryOf, showEntries } from './read-back.js';
import type { Writer } from './step.js';

/** By ticket, what is known to be something else than what is about to be appended. */
export type Others = ReadonlyMap<NativeId, ReadonlySet<NativeId>>;

/**
 * Entries and files that stand in their tickets already, by key: what is about to be appended to a ticket that was there
 * before is looked for first, since a journal only grows. One question each for all tickets.
 */
export async function landedEarlier(
  writer: Writer,
  batch: readonly Keyed<NativeCommand>[],
  signal?: AbortSignal,
  others: Others = new Map(),
): Promise<ReadonlyMap<string, Receipt>> {
  const { instance } = writer;
  const found = new Map<string, Receipt>();
  const written = batch.flatMap((command) => {
    const place = 'id' in command && typeof command.id === 'string' ? placeOf(command.id) : null;
    return place && (entryOf(command) !== null || command.kind === 'attach') ? [{ command, place }] : [];
  });
  const about = (place: Place) => ({
    outcome: 'done' as const,
    id: nativeId(place),
    url: addressOf(instance.url, place.table, place.sysId),
    already: true as const,
  });
  const noted = written.filter(({ command }) => entryOf(command) !== null);
  if (noted.length > 0) {
    const places = noted.map(({ place }) => place);
    const shown = await showEntries(writer, places, signal);
    for (const { command, place } of noted) {
      const draft = entryOf(command);
      const seen = draft
        ? sight(freeOf(shown.get(place.sysId) ?? [], others.get(nativeId(place))), draft, command.key)
        : null;
      if (!seen) continue;
      const { part, audience, dropped } = seen;
      found.set(command.key, {
        key: command.key,
        ...about(place),
        part,
        audience,
        ...(dropped.length > 0 ? { dropped } : {}),
      });
    }
  }
  const filed = written.filter(({ command }) => command.kind === 'attach');
  if (filed.length > 0) {
    const ids = [...new Set(filed.map(({ place }) => place.sysId))];
    const [files] = await everyRow(instance, [attachmentSurvey(ids)], signal);
    const lists = attachmentsOf(files?.rows ?? [], new Set(ids));
    for (const { command, place } of filed) {
      const file =
        command.kind === 'attach'
          ? fileAmong(freeOf(lists.get(place.sysId) ?? [], others.get(nativeId(place))), command.file)
          : null;
      if (file) found.set(command.key, { key: command.key, ...about(place), part: file.id, audience: 'public' });
    }
  }
  return found;
}

export function freeOf<T extends { readonly id: NativeId | null }>(
  parts: readonly T[],
  others: ReadonlySet<NativeId> = new Set(),
): readonly T[] {
  return parts.filter(({ id }) => id === null || !others.has(id));
}
