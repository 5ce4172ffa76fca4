import { holderName, type House } from '@passerelle/runtime';
import type { FlowEvent, Mirror } from '@passerelle/sync';
import type { Logger } from 'pino';

/**
 * All mirrors, opened at their first use, and again once the words of a connection became others: a row that was added counts
 * from the next turn on. One that cannot be opened is tried again by whoever comes next.
 */
export function latestMirror(house: House, log: Logger, signal: AbortSignal): () => Promise<Mirror> {
  const tell = (event: FlowEvent): void => {
    if (event.kind === 'trouble') log.warn(event.message.en);
  };
  let opened: { readonly edition: number; readonly mirror: Promise<Mirror> } | null = null;
  return () => {
    if (opened?.edition === house.edition) return opened.mirror;
    const now = { edition: house.edition, mirror: house.mirror({ holder: holderName(), signal, tell }) };
    opened = now;
    now.mirror.catch(() => {
      if (opened === now) opened = null;
    });
    return now.mirror;
  };
}
