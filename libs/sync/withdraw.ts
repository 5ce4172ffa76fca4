import { type Keyed, type NativeCommand, type Told, joined } from '@passerelle/connector';
import { Halt, type Telling } from './flow.js';
import { intentKey } from './identity.js';
import type { Sent } from './outcome.js';

/**
 * Takes back what is internal and can be read by the requester, where the tool can take back (law 8). Returns where it
 * stands or stood, for people. Runs before anything is kept of it, so that a process that dies here finds it again.
 */
export async function withdraw(flow: Telling, exposed: readonly Sent[]): Promise<readonly Told[]> {
  const { sink } = flow.mouth.connector;
  const commands = exposed.flatMap(({ row, receipt }): Keyed<NativeCommand>[] => {
    if (receipt.outcome !== 'done' || row.act.kind !== 'append' || !receipt.part || !sink?.accepts.has('retract'))
      return [];
    const key = intentKey(row.connection, row.ticket, 'retract', row.key);
    return [{ key, kind: 'retract', id: receipt.id, entry: receipt.part }];
  });
  const gone = new Set<string>();
  if (sink && commands.length > 0) {
    try {
      for await (const receipt of sink.apply(commands, flow.signal))
        if (receipt.outcome === 'done') gone.add(receipt.key);
    } catch {
      // The halt that follows says what still stands there.
    }
  }
  return exposed.map(({ row, receipt }) => {
    const place = receipt.outcome === 'done' ? (receipt.number ?? receipt.id) : row.ticket;
    const taken = gone.has(intentKey(row.connection, row.ticket, 'retract', row.key));
    return taken
      ? { fr: `${place} : repris`, en: `${place}: taken back` }
      : { fr: `${place} : ENCORE LÀ`, en: `${place}: STILL THERE` };
  });
}

export function haltIfExposed(flow: Telling, places: readonly Told[]): void {
  if (places.length === 0) return;
  const { connection } = flow.mouth;
  const where = joined(places, ', ');
  throw new Halt('visibility', {
    fr: `${connection} : ce qui est interne a pu être lu par le demandeur (${where.fr}). Le passage s’arrête. Masquez tout de suite ce qui s’y trouve encore, et faites vérifier les journaux du connecteur avant de reprendre`,
    en: `${connection}: what is internal could be read by the requester (${where.en}). The run stops. Hide at once what still stands there, and have the connector's journals checked before you resume`,
  });
}
