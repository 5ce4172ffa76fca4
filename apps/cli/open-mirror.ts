import { freeDeadLease, mirrored, OperatorError, type House } from '@passerelle/runtime';
import type { Mirror } from '@passerelle/sync';
import type { Output } from './output.js';
import { printable } from './print/printable.js';
import type { Session } from './session.js';

/** The mirrors of the configuration, with what goes wrong said as it happens. */
export async function openMirror({ house, holder, signal }: Session, output: Output): Promise<Mirror> {
  for (const connection of mirrored(house.configuration.routes)) await freeDeadLease(house.store, connection);
  return house.mirror({
    holder,
    signal,
    tell: (event) => {
      if (event.kind === 'trouble') output.warn(printable(event.message[output.language]));
      if (event.kind === 'waiting') output.say(output.words.run.waiting(event.until, event.why));
    },
  });
}

/** The same mirror, of which only these connections take turns. */
export function only(mirror: Mirror, connections: readonly string[]): Mirror {
  return { ...mirror, connections: mirror.connections.filter((one) => connections.includes(one)) };
}

/** The connections that are meant: the named one, else all of them. */
export function chosen({ configuration }: House, named: string | undefined): readonly string[] {
  const all = mirrored(configuration.routes);
  if (named === undefined) return all;
  if (all.includes(named)) return [named];
  throw new OperatorError(
    'unknown-name',
    {
      fr: `${configuration.file} : une connexion d’un miroir est attendue, «${named}» a été donné`,
      en: `${configuration.file}: expected a connection of a mirror, «${named}» came`,
    },
    all.length > 0
      ? { fr: `nommez l’une de ${all.join(', ')}`, en: `name one of ${all.join(', ')}` }
      : {
          fr: 'ajoutez une route, par exemple { name: a-et-b, mode: mirror, between: [a, b] }',
          en: 'add a route such as { name: a-et-b, mode: mirror, between: [a, b] }',
        },
  );
}
