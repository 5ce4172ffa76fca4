import type { CommandKind, Found, Fault, NativeId, Subject, TicketSink } from '@passerelle/connector';
import type { Config } from '../config.js';
import { createdBy } from '../reading/mark.js';
import { asReference, openerOf } from '../reading/reference.js';
import { unknownTo } from '../said.js';
import { inTurn } from './batch.js';
import { changeFields } from './change.js';
import { createTicket, madeUnder } from './create.js';
import type { Desk } from './desk.js';
import { found } from './find.js';
import { normal } from './normal.js';
import type { FormWriter } from './public-form.js';
import { attach, append, transition } from './write.js';
import { receipt } from './receipts.js';
import { remove } from './remove.js';

const accepts: ReadonlySet<CommandKind> = new Set([
  'create',
  'update',
  'transition',
  'append',
  'attach',
  'remove',
] as const);

export interface StaffSinkParts {
  readonly desk: Desk;
  readonly form: FormWriter;
  readonly config: Config;
  /** A Fault when this is not the installation that the connection was set up against. */
  readonly pinned: (signal?: AbortSignal) => Promise<Fault | null>;
}

/** Writes as an agent: creates through the public form, the rest on staff pages. */
export function openStaffSink({ desk, form, config, pinned }: StaffSinkParts): TicketSink {
  const referenceOf = async (subject: Subject, signal?: AbortSignal): Promise<string> => {
    if (typeof subject !== 'string') {
      const made = await madeUnder(desk, subject.createdBy, signal);
      if (made) return made.page.reference;
      throw desk.site.fault('gone', {
        fr: `aucun ticket n’a été créé sous ${subject.createdBy}`,
        en: `no ticket was created under ${subject.createdBy}`,
      });
    }
    const opener = openerOf(subject);
    if (opener) return opener.reference;
    throw desk.site.fault('gone', {
      fr: `attendu une référence comme XXX-XXX-XXXX, reçu ${JSON.stringify(subject.slice(0, 60))}`,
      en: `expected a reference such as XXX-XXX-XXXX, got ${JSON.stringify(subject.slice(0, 60))}`,
    });
  };

  const turn = inTurn(desk.site, accepts, async (command, signal, others) => {
    const foreign = await pinned(signal);
    if (foreign) throw foreign;
    switch (command.kind) {
      case 'create':
        return createTicket(desk, form, command, signal);
      case 'update': {
        const now = await desk.take(await referenceOf(command.id, signal), false, signal);
        const after = await changeFields(desk, now, command.fields, signal);
        return receipt(command.key, after.native, command.fields);
      }
      case 'transition':
        return transition(desk, command, await referenceOf(command.id, signal), signal, others);
      case 'append':
        return append(desk, command, await referenceOf(command.id, signal), signal, others);
      case 'attach':
        return attach(desk, command, await referenceOf(command.id, signal), signal, others);
      case 'remove':
        return remove(desk, command, signal);
      case 'amend':
      case 'retract':
      case 'link':
      case 'unlink':
      case 'relate':
        throw desk.site.fault('unsupported', unknownTo(command.kind));
    }
  });

  return {
    accepts,
    settled: config.settled * 1000,
    // A reply can be kept quiet, a new ticket cannot: its requester is always mailed.
    keeps: async () => ({ author: false, instant: false, silence: false }),
    apply: (batch, signal, others) => turn.apply(batch, signal, others),
    find: (sought, others): Promise<Found> => found(desk, sought, referenceOf, others),
    normal,
    async adoptable(numbers) {
      const known = new Map<string, readonly NativeId[]>();
      for (const number of new Set(numbers)) {
        const reference = asReference(number);
        if (reference === null || reference !== number) continue;
        const opened = await desk.reader.open(reference);
        if (!('page' in opened) || !('thread' in opened.page.understood)) continue;
        // What we made has its number from the tool.
        if (createdBy(opened.page.understood.thread.message) !== null) continue;
        known.set(number, [reference]);
      }
      return known;
    },
  };
}
