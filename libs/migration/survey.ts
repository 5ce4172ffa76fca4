import { asIs, type NativeTicket } from '@passerelle/connector';
import type { Loss, WordUse } from '@passerelle/mapping';
import {
  digestOf,
  draftEntry,
  knownOf,
  listen,
  matches,
  merge,
  peopleOf,
  type Book,
  type Mouth,
  type WholeTicket,
} from '@passerelle/sync';
import type { Status } from '@passerelle/ticket';
import { counted } from './counted.js';
import type { Ends } from './ends.js';
import type { PlanFault, PlannedLoss, PlannedParts, PlannedWord } from './migration-plan.js';
import { lackingMoves } from './planned-moves.js';
import { kindOf } from './told-words.js';
import { validateDraft } from './validate.js';

/** What reading the whole source teaches, kept as counts so that a million tickets fit in memory. */
export interface Survey {
  /** Looks at one page; nothing is written anywhere. */
  look(natives: readonly NativeTicket[]): Promise<void>;
  readonly all: Mutable<PlannedParts>;
  readonly toCreate: Mutable<PlannedParts>;
  readonly counts: { bonded: number; adoptable: number; outOfScope: number; stopped: number };
  readonly byStatus: Partial<Record<Status, number>>;
  readonly words: ReturnType<typeof counted<PlannedWord>>;
  readonly people: ReturnType<typeof counted<string>>;
  readonly groups: ReturnType<typeof counted<string>>;
  readonly faults: ReturnType<typeof counted<PlanFault & { numbers: string[] }>>;
  readonly losses: ReturnType<typeof counted<PlannedLoss>>;
  readonly moves: ReturnType<typeof lackingMoves>;
  /** Created tickets by target class, with what each class will be told. */
  readonly byClass: Map<string, Mutable<PlannedParts> & { ended: number }>;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const nothing = (): Mutable<PlannedParts> => ({
  tickets: 0,
  entries: 0,
  internal: 0,
  attachments: 0,
  internalAttachments: 0,
});

export function startSurvey(
  ends: Ends,
  book: Book,
  mouth: Pick<Mouth, 'connector' | 'mapping' | 'keeps' | 'connection' | 'resolver' | 'meet'>,
  limit: number | null,
): Survey {
  const { route, from, to, store } = ends;
  let left = limit ?? Infinity;
  const survey: Omit<Survey, 'look'> = {
    all: nothing(),
    toCreate: nothing(),
    counts: { bonded: 0, adoptable: 0, outOfScope: 0, stopped: 0 },
    byStatus: {},
    words: counted(),
    people: counted(),
    groups: counted(),
    faults: counted(),
    losses: counted(),
    moves: lackingMoves(),
    byClass: new Map(),
  };
  const fault = (found: PlanFault): void => {
    const key = `${found.field}\n${found.expected.en}\n${found.came.en}`;
    const row = survey.faults.add(key, () => ({ ...found, numbers: [] }));
    if (row.numbers.length < 10) row.numbers.push(found.number);
  };
  const use = (side: PlannedWord['side'], word: WordUse): void => {
    const { domain, class: nativeClass, word: text, is, decision } = word;
    survey.words.add(`${side}\n${domain}\n${nativeClass}\n${text}`, () => ({
      side,
      domain,
      class: nativeClass,
      word: text,
      is,
      decision,
      count: 0,
    }));
  };

  async function look(natives: readonly NativeTicket[]): Promise<void> {
    const wholes: WholeTicket[] = [];
    for (const native of natives) {
      const whole = understand(native);
      if (whole) wholes.push(whole);
    }
    const inScope = wholes.filter(({ ticket }) => matches(route.only, ticket));
    survey.counts.outOfScope += wholes.length - inScope.length;
    const there = await alreadyThere(inScope);
    const fresh = inScope.filter(({ ticket }) => !there.has(ticket.id) && left-- > 0);
    await book.meet(fresh);
    for (const whole of fresh) judge(whole);
  }

  function understand(native: NativeTicket): WholeTicket | null {
    const heard = listen(native, knownOf(from.name, null, null), from.mapping, digestOf(native, from.mappingDigest));
    if (heard.kind === 'silent') return null;
    for (const word of heard.kind === 'delta' ? heard.delta.uses : heard.uses) use('source', word);
    if (heard.kind === 'stopped') {
      survey.counts.stopped += 1;
      survey.all.tickets += 1;
      return null;
    }
    const { whole } = merge(from.name, heard.delta, null);
    add(survey.all, whole);
    survey.byStatus[whole.ticket.status] = (survey.byStatus[whole.ticket.status] ?? 0) + 1;
    return whole;
  }

  async function alreadyThere(wholes: readonly WholeTicket[]): Promise<ReadonlySet<string>> {
    const ids = wholes.map(({ ticket }) => ticket.id);
    const bonds = (await store.bondsOf(ids)).filter(({ connection }) => connection === to.name);
    const there = new Set(bonds.map(({ ticket }) => ticket));
    survey.counts.bonded += there.size;
    const { sink } = to.connector;
    if (!route.adopt || !sink?.adoptable) return there;
    const asked = wholes.filter(({ ticket }) => !there.has(ticket.id) && ticket.number !== null);
    const found = await sink.adoptable(asked.map(({ ticket }) => ticket.number ?? ''));
    for (const { ticket } of asked) {
      const count = found.get(ticket.number ?? '')?.length ?? 0;
      if (count === 0) continue;
      there.add(ticket.id);
      survey.counts.adoptable += 1;
      if (count > 1) {
        fault({
          number: ticket.number ?? '',
          field: 'number',
          expected: {
            fr: `un seul ticket de ${to.name} avec ce numéro`,
            en: `one ticket of ${to.name} at most with this number`,
          },
          came: asIs(`${count}`),
          advice: { fr: 'donnez un autre numéro à tous sauf un', en: 'give all but one another number' },
        });
      }
    }
    return there;
  }

  function judge(whole: WholeTicket): void {
    const { ticket } = whole;
    const number = ticket.number ?? ticket.id;
    for (const [fingerprint] of peopleOf(whole)) survey.people.add(fingerprint, () => fingerprint);
    if (ticket.group) survey.groups.add(ticket.group.name, () => ticket.group?.name ?? '');
    const nativeClass = to.mapping.classFor(ticket.kind, route.as[ticket.kind]);
    if (nativeClass === null) {
      fault({
        number,
        field: 'class',
        expected: { fr: `une classe de ${to.name} pour cette nature`, en: `a class of ${to.name} for the kind` },
        came: asIs(ticket.kind),
        advice: {
          fr: `dites-la avec «as» dans la route ${route.name}`,
          en: `say it with «as» in the route ${route.name}`,
        },
      });
      return;
    }
    const writing = to.mapping.write(ticket, nativeClass, to.mapping.writable(nativeClass), mouth.resolver);
    for (const word of writing.words) use('target', word);
    for (const loss of writing.losses) lose(loss);
    for (const found of validateDraft(number, nativeClass, writing.fields, book.vocabulary)) fault(found);
    const impossible = survey.moves.look(to, whole, nativeClass, writing.fields);
    if (impossible) fault({ number, ...impossible });
    for (const entry of whole.entries) {
      if (draftEntry({ route, mouth: mouth as Mouth, whole }, entry) !== null) continue;
      const kind = kindOf(entry);
      const audience = entry.audience === 'public' ? 'public' : 'interne';
      fault({
        number,
        field: 'journal',
        expected: {
          fr: `un journal ${audience} de ${to.name} pour ce genre de ligne : ${kind.fr}`,
          en: `a journal of ${to.name} that keeps a ${kind.en} ${entry.audience}`,
        },
        came: { fr: 'aucun', en: 'none' },
        advice: {
          fr: 'ajoutez sa ligne au mapping ; faute de journal, rien n’est rendu public à la place',
          en: 'add its row to the mapping; it will not be made public instead',
        },
      });
    }
    const hidden = whole.attachments.filter(
      ({ audience }) => audience === 'internal' && to.connector.attachments !== 'internal',
    );
    if (hidden.length > 0 && route.choices.internalFiles === 'refuse') {
      fault({
        number,
        field: 'attachments',
        expected: {
          fr: `des pièces jointes que le demandeur peut lire dans ${to.name}`,
          en: `files that the requester may read in ${to.name}`,
        },
        came: { fr: 'des pièces jointes internes', en: 'internal ones' },
        advice: {
          fr: 'dites «internalFiles: leave» dans la route pour les laisser sur place, nommées dans le reçu',
          en: 'say «internalFiles: leave» in the route to leave them behind, named in the receipt',
        },
      });
    }
    add(survey.toCreate, whole);
    const row = survey.byClass.get(nativeClass) ?? { ...nothing(), ended: 0 };
    add(row, whole);
    if (ticket.status === 'closed' || ticket.status === 'resolved') row.ended += 1;
    survey.byClass.set(nativeClass, row);
  }

  function lose({ field, what, detail, kept }: Loss): void {
    survey.losses.add(`${field}\n${what}\n${kept}`, () => ({ field, what, detail, kept, count: 0 }));
  }

  return { ...survey, look };
}

function add(parts: Mutable<PlannedParts>, { entries, attachments }: WholeTicket): void {
  parts.tickets += 1;
  parts.entries += entries.length;
  parts.internal += entries.filter(({ audience }) => audience === 'internal').length;
  parts.attachments += attachments.length;
  parts.internalAttachments += attachments.filter(({ audience }) => audience === 'internal').length;
}
