import type { Reaction, Reactions } from '@passerelle/connector';
import { Fault } from '@passerelle/connector';
import { classesOf } from './config.js';
import { textIn, type ItopObject } from './wire/envelope.js';
import { get } from './wire/get.js';
import type { Server } from './wire/server.js';

/** Triggers, by the names that administrators gave them, and what each listens to (iTop documentation, «Notifications»). */
const kinds: readonly {
  readonly class: string;
  readonly fields: readonly string[];
  readonly on: (fields: ItopObject['fields']) => readonly Reaction['on'][];
}[] = [
  { class: 'TriggerOnObjectCreate', fields: [], on: () => ['create'] },
  { class: 'TriggerOnObjectUpdate', fields: ['target_attcodes'], on: onUpdate },
  { class: 'TriggerOnStateEnter', fields: ['state'], on: onState },
];

/** Mails that iTop sends when it is written to. It has no way to be told to keep quiet. */
export function openReactions(server: Server): Reactions {
  const { config } = server;
  const declared = config.reactions.map((each): Reaction => ({ kind: 'mail', ...each }));
  return {
    async list(signal) {
      const found: Reaction[] = [];
      for (const { class: className, fields, on } of kinds) {
        try {
          const query = {
            class: className,
            oql: `SELECT ${className}`,
            fields: ['description', 'target_class', ...fields],
          };
          for (const object of (await get(server, query, { signal })).objects)
            for (const ticketClass of listening(object))
              found.push(...on(object.fields).map((each) => reaction(object, ticketClass, each)));
        } catch (error) {
          // Triggers are an administrator's: others declare in the configuration what their iTop does.
          const closed = error instanceof Fault && ['unauthorized', 'unsupported'].includes(error.kind);
          if (!closed || /Invalid login/.test(error.message)) throw error;
        }
      }
      return [...declared, ...found];
    },
  };

  function listening({ fields }: ItopObject): readonly string[] {
    const target = textIn(fields, 'target_class');
    return classesOf(config).filter((each) => target === each || target === 'Ticket');
  }
}

function reaction({ fields }: ItopObject, ticketClass: string, on: Reaction['on']): Reaction {
  return { kind: 'mail', name: textIn(fields, 'description'), class: ticketClass, on };
}

function onUpdate(fields: ItopObject['fields']): readonly Reaction['on'][] {
  const watched = textIn(fields, 'target_attcodes');
  const comment = watched === '' || watched.includes('public_log');
  const note = watched === '' || watched.includes('private_log');
  return [
    ...(comment ? (['comment'] as const) : []),
    ...(note ? (['work_note'] as const) : []),
    ...(comment || note ? [] : (['update'] as const)),
  ];
}

function onState(fields: ItopObject['fields']): readonly Reaction['on'][] {
  const state = textIn(fields, 'state');
  return state === 'resolved' ? ['resolve'] : state === 'closed' ? ['close'] : ['update'];
}
