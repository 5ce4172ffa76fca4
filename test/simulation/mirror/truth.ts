import type { NativeId } from '@passerelle/connector';
import type { World } from '@passerelle/connector/testing';
import type { Owner } from '../time.js';

/** Fields in which people write words that are found nowhere else. */
export type TrackedField = 'title' | 'description';

/** Somebody needed something: a ticket that was opened by hand. Its number stands in its title for ever. */
export interface Need {
  readonly n: number;
  readonly tool: string;
  readonly native: NativeId;
}

/** One value that somebody gave to a field by hand. */
export interface Edit {
  readonly need: number;
  readonly tool: string;
  readonly field: TrackedField;
  /** Found in no other value. */
  readonly tag: string;
  /** What stood there before, so what they knew of. */
  readonly over: string | null;
  /** Simulated milliseconds from which on others can see it. */
  at: number;
  /**
   * One of our writes was already past its look at the ticket when this was done, and went over it: no tool can refuse that.
   * Or a text was emptied right after one, which looks like a tool that does not keep what it is sent.
   */
  raced: boolean;
}

export interface SaidLine {
  readonly need: number;
  readonly tool: string;
  readonly tag: string;
  readonly internal: boolean;
  /** Simulated milliseconds. */
  readonly at?: number;
}

export interface SaidFile {
  readonly need: number;
  readonly tool: string;
  readonly name: string;
  readonly sha256: string;
}

/** What people did, kept apart from everything that is tested. */
export interface Truth {
  readonly needs: Need[];
  readonly edits: Edit[];
  readonly lines: SaidLine[];
  readonly files: SaidFile[];
  /** Statuses that people gave, as canonical words. */
  readonly statuses: {
    readonly need: number;
    readonly tool: string;
    readonly status: string;
    /** Given before we can have looked at the ticket that we had just made there. */
    readonly early: boolean;
  }[];
  /** Copies that an administrator took back: gone from their tool, and never to come again. */
  readonly takenBack: { readonly need: number; readonly tool: string }[];
  /** Tickets that people deleted in a tool that was known to have them; `elsewhere` had them at that moment. */
  readonly discarded: {
    readonly need: number;
    readonly tool: string;
    readonly native: NativeId;
    readonly elsewhere: readonly string[];
  }[];
  /** Lines that people deleted in a tool, likewise. */
  readonly erased: {
    readonly need: number;
    readonly tool: string;
    readonly tag: string;
    readonly elsewhere: readonly string[];
  }[];
  /** What was wrong at some moment, whatever became of it. */
  readonly crimes: string[];
  readonly raced: { count: number };
  /**
   * Call it before a request is done; what it returns, after, with the instant in simulated milliseconds. `left`: when it was
   * sent, which may be long before it arrives.
   */
  watch(tool: string, world: World, owner: Owner, left?: number): (at: number) => void;
  /** When one of our requests made a ticket: by its tool and its id. */
  readonly born: ReadonlyMap<string, number>;
  /** When one of our requests last changed something in a tool. */
  readonly wrote: ReadonlyMap<string, number>;
  /** Somebody did something by hand. */
  look(tool: string, world: World): Promise<void>;
  /** A process begins to read these tickets by name, as it does right before it writes. */
  reads(owner: Owner, tool: string, ids: readonly NativeId[], at: number): void;
}

export const secretWord = 'Secretissime';
/** What stands for a description that somebody emptied. */
export const blankTag = 'blank';
const titleTag = /n\d+v\d+n/u;
const descriptionTag = /ds\d+sd/u;

export const needOf = (text: string): number | null => {
  const found = /n(\d+)v\d+n/u.exec(text);
  return found ? Number(found[1]) : null;
};
export const tagOf = (field: TrackedField, text: string): string | null =>
  (field === 'title' ? titleTag : descriptionTag).exec(text)?.[0] ?? null;
export const lineTags = /ln\d+nl/gu;

type Shown = ReadonlyMap<NativeId, ShownTicket>;

interface ShownTicket extends Readonly<Record<TrackedField, string | null>> {
  /** What stands in fields that bear no tag, by their native names. */
  readonly untagged: ReadonlyMap<string, string>;
}

export function startTruth(): Truth {
  const edits: Edit[] = [];
  const crimes = new Set<string>();
  const shown = new Map<string, Shown>();
  const counted = new Map<string, number>();
  const begun = new Map<string, number[]>();
  const wrote = new Map<string, number>();
  const born = new Map<string, number>();
  const raced = { count: 0 };

  /** Somebody's word that was said after the look of a request which went over it. */
  const race = (edit: Edit, read: number | undefined): void => {
    if (edit.raced || read === undefined || edit.at < read) return;
    edit.raced = true;
    raced.count += 1;
  };

  /** What each ticket shows now; whatever is internal and can be read is a crime. */
  const scan = (tool: string, world: World): Shown => {
    const now = new Map<NativeId, ShownTicket>();
    for (const id of world.tickets() as readonly NativeId[]) {
      const truth = world.look(id) as Awaited<ReturnType<World['look']>>;
      if (!truth) continue;
      for (const { text, readable } of truth.entries)
        if (readable && text.includes(secretWord))
          crimes.add(`I4 ${tool}: «${text.slice(0, 80)}» can be read in ${id}`);
      const texts = Object.values(truth.fields).filter((value) => typeof value === 'string');
      const find = (field: TrackedField): string | null =>
        texts.map((text) => tagOf(field, text)).find((tag) => tag !== null) ?? null;
      const untagged = Object.entries(truth.fields).flatMap(([name, value]) =>
        typeof value === 'string' && needOf(value) === null ? [[name, value] as const] : [],
      );
      now.set(id, { title: find('title'), description: find('description'), untagged: new Map(untagged) });
    }
    for (const { text, toRequester } of world.mails?.() ?? [])
      if (toRequester && text.includes(secretWord)) crimes.add(`I4 ${tool}: «${text.slice(0, 80)}» was mailed`);
    return now;
  };

  return {
    needs: [],
    edits,
    lines: [],
    files: [],
    statuses: [],
    takenBack: [],
    discarded: [],
    erased: [],
    raced,
    get crimes() {
      return [...crimes];
    },
    reads: (owner, tool, ids, at) => {
      for (const id of ids) {
        const key = `${owner.name} ${tool} ${id}`;
        begun.set(key, [...(begun.get(key) ?? []), at]);
      }
    },
    look: async (tool, world) => {
      shown.set(tool, scan(tool, world));
    },
    wrote,
    born,
    watch:
      (tool, world, owner, left = Infinity) =>
      (at) => {
        const changes = world.changes?.() ?? 0;
        if (changes === counted.get(tool)) return;
        counted.set(tool, changes);
        wrote.set(tool, at);
        const before = shown.get(tool);
        const now = scan(tool, world);
        shown.set(tool, now);
        for (const [id, fields] of now) {
          if (before && !before.has(id)) born.set(`${tool} ${id}`, at);
          // The last look before it was sent; one that came later knew nothing of it.
          const read = begun.get(`${owner.name} ${tool} ${id}`)?.findLast((began) => began <= left);
          for (const field of ['title', 'description'] as const) {
            const was = before?.get(id)?.[field];
            if (was === undefined || was === null || was === fields[field]) continue;
            const edit = edits.find(({ tag }) => tag === was);
            if (edit?.tool === tool) race(edit, read);
          }
          // A text that somebody emptied shows no tag: it is gone over where our request changed such a text.
          const filled = [...(before?.get(id)?.untagged ?? [])].some(
            ([name, text]) => fields.untagged.get(name) !== text,
          );
          const emptied = edits.filter(({ tag, need }) => tag === blankTag && need === needOf(fields.title ?? ''));
          for (const edit of filled ? emptied : []) if (edit.tool === tool) race(edit, read);
        }
      },
  };
}
