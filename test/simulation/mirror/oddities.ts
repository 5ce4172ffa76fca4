import type { Simulator, ToolRequest, World } from '@passerelle/connector/testing';
import type { NativeFields, NativeId } from '@passerelle/connector';
import type { ITop } from '../../../connectors/itop/simulator/index.js';
import type { Chance } from '../chance.js';
import { needOf, secretWord, type Truth } from './truth.js';

/** What a tool does on days of its own, by itself or to lines that are written at once. */
export interface Oddities {
  /** A deadline passes; false where none runs. */
  escalate(world: World, id: NativeId): boolean;
  /** The fields as they were before: nobody moved the ticket, and it stands where it was told to. */
  unescalated(fields: NativeFields): NativeFields;
  /** The ticket in whose journal this request adds a line; null of any other request. */
  addsLine(world: World, request: ToolRequest): Collision | null;
}

export interface Collision {
  readonly need: number;
  readonly id: NativeId;
  readonly internal: boolean;
  /** Somebody who had read the journal before the request did saves a line of theirs over its own: both were answered with success. */
  over(text: string, done: () => void): void;
}

/** iTop: stopwatches escalate, and two who add to one log at once lose a line (seen on 3.2.0: 8 in parallel, 4 kept). */
export const itopOddities: Oddities = {
  escalate({ simulator }, id) {
    const itop = simulator as ITop;
    const [nativeClass, number] = id.split('::');
    // An Incident of 3.2.0 that was escalated can be assigned no more: a fault of its own, and a human's.
    if (nativeClass !== 'UserRequest') return false;
    try {
      itop.as('buffet').fire(Number(number), 'ev_timeout');
      return true;
    } catch {
      return false;
    }
  },
  unescalated(fields) {
    const before = { escalated_tto: 'new', escalated_ttr: 'assigned' }[String(fields['status'] as string)];
    return before === undefined ? fields : { ...fields, status: before };
  },
  addsLine({ simulator }, request) {
    const itop = simulator as ITop;
    const asked = operationOf(request.body.toString());
    if (asked?.operation !== 'core/update' || typeof asked.class !== 'string') return null;
    const log = (['public_log', 'private_log'] as const).find((code) => asked.fields?.[code] !== undefined);
    const ticket = log && itop.instance.database.find('Ticket', Number(asked.key));
    const need = ticket ? needOf(String(ticket.values['title'] as string)) : null;
    if (!ticket || !log || need === null) return null;
    return {
      need,
      id: `${ticket.class}::${ticket.id}`,
      internal: log === 'private_log',
      over(text, done) {
        itop.turn({ logRace: 50 });
        try {
          done();
          itop.as('buffet').write(ticket.id, log, text);
        } finally {
          itop.turn({ logRace: 0 });
          itop.instance.racing.clear();
        }
      },
    };
  },
};

interface Asked {
  readonly operation?: string;
  readonly class?: unknown;
  readonly key?: unknown;
  readonly fields?: Readonly<Record<string, unknown>>;
}

function operationOf(body: string): Asked | null {
  const told = new URLSearchParams(body).get('json_data');
  return told === null ? null : (JSON.parse(told) as Asked);
}

export interface Crowd {
  readonly world: World;
  readonly tool: string;
  readonly oddities: Oddities;
  readonly by: Chance;
  /** How likely somebody saves a line at the very instant of one of ours. */
  readonly collide: () => number;
  readonly truth: Truth;
  readonly now: () => number;
  readonly count: (what: string) => void;
}

/** The simulator with people at work in the journals that we write to. */
export function crowded(
  simulator: Simulator,
  { world, tool, oddities, by, collide, truth, now, count }: Crowd,
): Simulator {
  let nth = 0;
  return {
    handle(request) {
      const likely = collide();
      const place = likely > 0 ? oddities.addsLine(world, request) : null;
      if (!place || !by.happens(likely)) return simulator.handle(request);
      const answers: ReturnType<Simulator['handle']>[] = [];
      const tag = `ln${900_000 + (nth += 1)}nl`;
      place.over(`En même temps ${tag}${place.internal ? ` ${secretWord}` : ''}`, () => {
        answers.push(simulator.handle(request));
      });
      truth.lines.push({ need: place.need, tool, tag, internal: place.internal, at: now() });
      count('collided');
      return answers[0] ?? simulator.handle(request);
    },
  };
}
