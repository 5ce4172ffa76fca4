import { OperatorError, replay as readAgain, type Replay } from '@passerelle/runtime';
import type { Connected } from '@passerelle/sync';
import { exits, type Exit } from '../exit.js';
import type { Output } from '../output.js';
import { printable } from '../print/printable.js';
import { valueText } from '../print/value.js';
import type { Session } from '../session.js';

export interface ReplayArguments {
  readonly connection: string | undefined;
  /** A mapping to try out, in the place of the connection's overlay. */
  readonly mapping: string | undefined;
  /** Rules to try out, in the place of the attached file of the same name. */
  readonly rules: string | undefined;
}

const shown = 25;

/** Reads recorded observations through a changed mapping or under changed rules: who would change, reopen, close. */
export async function replay({ house, signal }: Session, wanted: ReplayArguments, output: Output): Promise<Exit> {
  const { store, clock, configuration } = house;
  // Of migrations, too: what was heard there is recorded alike.
  const names = wanted.connection === undefined ? [...configuration.connections.keys()] : [wanted.connection];
  if (wanted.mapping !== undefined && wanted.connection === undefined)
    throw new OperatorError(
      'unknown-name',
      {
        fr: 'la connexion dont le mapping est mis à l’essai est attendue',
        en: 'expected the connection whose mapping is tried out',
      },
      {
        fr: `nommez avec --connection l’une de ${names.join(', ')}`,
        en: `name one of ${names.join(', ')} with --connection`,
      },
    );
  const opened = new Map<string, Connected>();
  for (const name of names) opened.set(name, await house.connected(name));
  const current = new Map([...opened].map(([name, { mapping, mappingDigest: digest }]) => [name, { mapping, digest }]));
  const { mapping } = wanted;
  const dictionaries =
    mapping === undefined ? current : new Map(names.map((name) => [name, house.dictionary(name, mapping)]));
  const found = await readAgain({
    store,
    now: clock.now().toISOString(),
    routes: configuration.routes,
    dictionaries,
    current,
    rules: house.rules(wanted.rules),
    ...(wanted.rules !== undefined && { rulesInForce: house.rules() }),
    signal,
  });
  say(found, output);
  output.answer(found);
  return found.stopped.length > 0 ? exits.undecided : exits.fine;
}

function say({ tickets, unread, changed, stopped }: Replay, output: Output): void {
  const { words } = output;
  const w = words.mirror.replay;
  const reopened = changed.filter(({ reopens }) => reopens);
  const closed = changed.filter(({ closes }) => closes);
  output.say(w.title(tickets, changed.length, reopened.length, closed.length));
  // What reopens or closes is what somebody must see first.
  const order = changed.toSorted((a, b) => Number(b.reopens || b.closes) - Number(a.reopens || a.closes));
  for (const { number, ticket, connection, fields, entries, reopens, closes } of order.slice(0, shown)) {
    const ends = reopens ? ` · ${w.reopens}` : closes ? ` · ${w.closes}` : '';
    const parts = words.delta.parts([], entries, 0);
    output.say(printable(`  ${number ?? ticket} · ${connection}${ends}${parts === '' ? '' : ` · ${parts}`}`));
    for (const { field, from, to } of fields)
      output.say(printable(`    ${field} : ${valueText(from) || '—'} → ${valueText(to) || '—'}`));
  }
  if (changed.length > shown) output.say(`  ${words.plan.more(changed.length - shown)}`);
  if (unread > 0) output.say(w.unread(unread));
  if (stopped.length > 0) output.say(w.stopped(stopped.length));
  for (const { number, connection, rows } of stopped.slice(0, shown))
    output.say(printable(`  ${number ?? '?'} · ${connection} · ${rows.join(' ; ')}`));
  output.say(w.nothing);
}
