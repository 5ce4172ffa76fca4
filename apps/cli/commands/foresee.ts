import { foreseeAll, OperatorError } from '@passerelle/runtime';
import { exits, type Exit } from '../exit.js';
import { only } from '../open-mirror.js';
import type { Output } from '../output.js';
import { mirrorPlan } from '../print/mirror-plan.js';
import { printable } from '../print/printable.js';
import type { Session } from '../session.js';
import { collectStopped } from '../stopped.js';

/** What a synchronisation would do now. Listens to the tools, and writes nothing anywhere. */
export async function foresee(
  { house, holder, signal }: Session,
  route: string | undefined,
  output: Output,
): Promise<Exit> {
  const mirrors = house.configuration.routes.filter(({ mode }) => mode === 'mirror');
  const named = mirrors.find(({ name }) => name === route);
  if (route !== undefined && !named) {
    const { file } = house.configuration;
    const names = mirrors.map(({ name }) => name).join(', ');
    throw new OperatorError(
      'unknown-name',
      {
        fr: `${file} : une route qui tient un miroir est attendue, «${route}» a été donné`,
        en: `${file}: expected a route that mirrors, «${route}» came`,
      },
      mirrors.length > 0
        ? {
            fr: `nommez l’une de ${names} ; les migrations ont «passerelle migrate plan»`,
            en: `name one of ${names}; migrations have «passerelle migrate plan»`,
          }
        : {
            fr: 'les migrations ont «passerelle migrate plan»',
            en: 'migrations have «passerelle migrate plan»',
          },
    );
  }
  const mirror = await house.mirror({
    holder,
    signal,
    tell: (event) => void (event.kind === 'trouble' && output.warn(printable(event.message[output.language]))),
  });
  const meant = named?.mode === 'mirror' ? only(mirror, named.between) : mirror;
  const { stopped, words } = collectStopped(output);
  const connections = await foreseeAll(house, meant, { signal, route: route ?? null, stopped });
  output.say(mirrorPlan(connections, output.words, words));
  output.answer({ connections });
  if (connections.some(({ error }) => error !== null)) return exits.unavailable;
  return connections.some(({ stopped, broken }) => stopped.length + broken > 0) ? exits.undecided : exits.fine;
}
