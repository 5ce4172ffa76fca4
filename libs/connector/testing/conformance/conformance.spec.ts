import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { Finding } from '../../contract/health.js';
import type { NativeFieldRule, NativePerson } from '../../contract/knowledge.js';
import type { NativeTicket } from '../../contract/native.js';
import type { Page } from '../../contract/source.js';
import { toy } from '../toy/connector.js';
import { toySubject } from '../toy/subject.js';
import { toyJournals } from '../toy/state.js';
import { Fault } from '../../fault.js';
import { asIs } from '../../told.js';
import { collect } from './acting.js';
import { checks } from './checks.js';
import { describeConnector } from './describe-connector.js';
import { Breach } from './demand.js';
import { runCheck, runChecks } from './run-checks.js';
import {
  lyingBody,
  lyingConnector,
  lyingDoor,
  lyingInventory,
  lyingSink,
  lyingSource,
  lyingWorld,
  readingMachines,
  readingTickets,
  receiptsChanged,
} from './sabotage.js';
import type { Subject } from './subject.js';

type Rules = Readonly<Record<string, NativeFieldRule>>;

describeConnector(toySubject);

/** One lie each, under the sentence of the law that must catch it. */
const sabotages: readonly (readonly [law: string, lie: string, subject: Subject])[] = [
  [
    'the subject says exactly what its connector does not offer',
    'hides that it links assets',
    { ...toySubject, without: ['link'] },
  ],
  [
    'the subject says exactly what its connector does not offer',
    'has no directory and does not say so',
    lyingConnector(() => ({ directory: undefined! })),
  ],

  // What check() finds out.
  [
    'a connection that works is found to be fine',
    'finds fault with everything',
    lyingConnector((honest) => ({ check: async () => ({ ...(await honest.check()), ok: false }) })),
  ],
  [
    'a connection that works is found to be fine',
    'tells a clock that is two hours off',
    lyingConnector((honest) => ({ check: async () => ({ ...(await honest.check()), clockOffset: 7_200_000 }) })),
  ],
  [
    'what a check finds is said in French and in English',
    'says in French what it says in English',
    findingsChanged((finding) => ({ ...finding, detail: { ...finding.detail, fr: finding.detail.en } })),
  ],
  [
    'what a check finds is said in French and in English',
    'has nothing to say in English',
    findingsChanged((finding) => ({ ...finding, detail: { ...finding.detail, en: ' ' } })),
  ],
  [
    'what a check finds is said in French and in English',
    'knows in English only what to do where the tool is down',
    findingsChanged((finding) => ({
      ...finding,
      advice: finding.advice && { fr: finding.advice.en, en: finding.advice.en },
    })),
  ],
  [
    'the same instance has the same name again',
    'names the instance by the session',
    lyingConnector((honest, { random }) => {
      const instance = random.hex(8);
      return { check: async () => ({ ...(await honest.check()), instance }) };
    }),
  ],
  [
    'wrong credentials are a finding rather than an exception',
    'throws',
    lyingConnector((honest) => ({
      check: async () => {
        const found = await honest.check();
        if (!found.ok) throw new Error('401');
        return found;
      },
    })),
  ],
  [
    'wrong credentials are a finding rather than an exception',
    'is always fine',
    lyingConnector((honest) => ({ check: async () => ({ ...(await honest.check()), ok: true }) })),
  ],
  [
    'a tool that is down is a finding rather than an exception',
    'throws when the tool is down',
    lyingConnector((honest) => ({
      check: async () => {
        const found = await honest.check();
        if (found.findings[0]?.detail.en.includes('503')) throw new Error('down');
        return found;
      },
    })),
  ],

  // Reading everything.
  ['everything is read once, oldest first', 'forgets the last page', pullChanged((pages) => pages.slice(0, -1))],
  [
    'everything is read once, oldest first',
    'gives the first page twice',
    pullChanged(([first, ...rest]) => [first!, first!, ...rest]),
  ],
  ['everything is read once, oldest first', 'gives the newest first', pullChanged((pages) => pages.toReversed())],
  [
    'everything is read once, oldest first',
    'tells a total of what it may not read',
    pullChanged((pages) => pages.map((page) => ({ ...page, total: 13 }))),
  ],
  [
    'a ticket is well formed',
    'gives instants without a zone',
    readingTickets((ticket) => ({ ...ticket, changedAt: ticket.changedAt?.replace('Z', '') ?? null })),
  ],
  ['a ticket is well formed', 'gives empty versions', readingTickets((ticket) => ({ ...ticket, version: '' }))],
  [
    'what is read by name is what is pulled',
    'reads by name without the journal',
    lyingSource((honest) => ({
      async *read(ids) {
        for await (const ticket of honest.read(ids)) yield { ...ticket, entries: [] };
      },
    })),
  ],
  [
    'reading by name gives what exists and leaves out what does not',
    'throws for one that is not there',
    lyingSource((honest) => ({
      async *read(ids) {
        const found = await collect(honest.read(ids));
        if (found.length < ids.length) throw new Error('not found');
        yield* found;
      },
    })),
  ],
  [
    'reading by name gives what exists and leaves out what does not',
    'reads everything for no names',
    lyingSource((honest) => ({
      async *read(ids) {
        if (ids.length > 0) return yield* honest.read(ids);
        for await (const page of honest.pull(null)) yield* page.items;
      },
    })),
  ],
  [
    'many tickets are read by name',
    'reads the first hundred',
    lyingSource((honest) => ({ read: (ids) => honest.read(ids.slice(0, 100)) })),
  ],
  [
    'a change makes a ticket news: it is pulled again, another version of itself',
    'calls every version the same',
    readingTickets((ticket) => ({ ...ticket, version: '1' })),
  ],
  [
    'a change makes a ticket news: it is pulled again, another version of itself',
    'asks for what was born rather than for what changed',
    lyingSource((honest) => ({
      async *pull(cursor, signal) {
        for await (const page of honest.pull(cursor, signal))
          yield {
            ...page,
            items: page.items.filter(({ fields }) => cursor === null || (fields['born'] as string) >= cursor),
          };
      },
    })),
  ],
  [
    'what is not changed keeps its version',
    'stamps versions with the time of reading',
    readingTickets((ticket, { clock }) => ({ ...ticket, version: clock.now().toISOString() })),
  ],
  [
    'an entry makes its ticket news',
    'takes the fields alone for the version',
    readingTickets((ticket) => ({ ...ticket, version: JSON.stringify(ticket.fields) })),
  ],
  [
    'a piece that cannot be read is told, and stops nothing else',
    'passes over broken pieces',
    pullChanged((pages) => pages.map((page) => ({ ...page, broken: [] }))),
  ],
  [
    'a piece that cannot be read is told, and stops nothing else',
    'stops at a broken piece',
    lyingSource((honest) => ({
      async *pull(cursor, signal) {
        for await (const page of honest.pull(cursor, signal)) {
          if (page.broken.length > 0) throw new Error('broken');
          yield page;
        }
      },
    })),
  ],
  [
    'a pull that is stopped ends in a fault rather than short',
    'ends as if it were done when it is stopped',
    lyingSource((honest) => ({
      async *pull(cursor, signal) {
        for await (const page of honest.pull(cursor)) {
          if (signal?.aborted) return;
          yield page;
        }
      },
    })),
  ],
  [
    'a pull that is stopped ends in a fault rather than short',
    'reads on when it is stopped',
    lyingSource((honest) => ({ pull: (cursor) => honest.pull(cursor) })),
  ],

  // Cursors.
  [
    'from the cursor of any page nothing that followed is lost',
    "saves the tool's now as the cursor of every page",
    lyingSource((honest, { clock }) => ({
      async *pull(cursor, signal) {
        for await (const page of honest.pull(cursor, signal)) yield { ...page, cursor: clock.now().toISOString() };
      },
    })),
  ],
  ['a cursor repeats at least its own ticket', 'asks strictly after the cursor', cursorsMoved(1)],
  [
    'tickets of the same second are all read, from every cursor between them',
    'loses twins between two pages',
    cursorsMoved(1),
  ],
  [
    'what comes later in the second of the cursor is not lost',
    'closes the second that it has read',
    cursorsMoved(1_000),
  ],
  [
    'what comes later in the second of the cursor is not lost',
    'goes on from instant and id, though later ids may be smaller',
    lyingSource((honest) => ({
      async *pull(cursor, signal) {
        const [since = null, after = ''] = cursor?.split('|') ?? [];
        for await (const page of honest.pull(since, signal)) {
          const items = page.items.filter(({ changedAt, id }) => changedAt !== since || id >= after);
          const last = page.items.at(-1);
          yield { ...page, items, cursor: last ? `${last.changedAt}|${last.id}` : page.cursor };
        }
      },
    })),
  ],
  [
    'a change within the second of the cursor is not lost',
    'takes the second of the change for the version',
    readingTickets((ticket) => ({ ...ticket, version: String(ticket.changedAt) })),
  ],
  [
    'a change behind a page that was read, while the rest is read, is not lost',
    'saves the instant of the last ticket, though its reading began in that of the first',
    lyingSource((honest) => ({
      async *pull(cursor, signal) {
        for await (const page of honest.pull(cursor, signal))
          yield { ...page, cursor: page.items.at(-1)?.changedAt ?? page.cursor };
      },
    })),
  ],
  [
    'a pull from the last cursor is quiet when nothing happened',
    'starts over every time',
    lyingSource((honest) => ({
      async *pull(cursor, signal) {
        const start = '1970-01-01T00:00:00.000Z';
        for await (const page of honest.pull(cursor, signal)) yield { ...page, cursor: start };
      },
    })),
  ],
  [
    'a cursor that is none is refused',
    'takes a cursor that it cannot read for none',
    lyingSource((honest) => ({
      pull: (cursor, signal) => honest.pull(z.iso.datetime().safeParse(cursor).success ? cursor : null, signal),
    })),
  ],
  [
    'a cursor from the future loses nothing in silence',
    'finds nothing new after a cursor from the future',
    lyingSource((honest) => ({
      async *pull(cursor, signal) {
        try {
          yield* honest.pull(cursor, signal);
        } catch (error) {
          if (!(error instanceof Fault) || !error.message.includes('ahead')) throw error;
        }
      },
    })),
  ],

  // Entries and attachments.
  ['what the requester cannot read is read as internal', 'calls every entry public', audiences('public')],
  ['what the requester can read is read as public', 'calls every entry internal', audiences('internal')],
  [
    'a journal does what it is declared to do',
    'declares the journal of the team to be public',
    { ...toySubject, definition: { ...toy, journals: { ...toyJournals, aside: 'public' } } },
  ],
  [
    'entries are read whole, in order, each as often as it stands there',
    'takes entries of the same words for one',
    readingTickets((ticket) => ({
      ...ticket,
      entries: ticket.entries.filter(({ text }, nth) => ticket.entries.findIndex((each) => each.text === text) === nth),
    })),
  ],
  [
    'entries are read whole, in order, each as often as it stands there',
    'gives the newest first',
    readingTickets((ticket) => ({ ...ticket, entries: ticket.entries.toReversed() })),
  ],
  [
    'entries are read whole, in order, each as often as it stands there',
    'cuts an entry at its first blank line',
    readingTickets((ticket) => ({
      ...ticket,
      entries: ticket.entries.map((entry) => ({ ...entry, text: entry.text.split('\n\n')[0]! })),
    })),
  ],
  [
    'an entry keeps its id when others follow',
    'counts entries from the newest',
    readingTickets((ticket) => ({
      ...ticket,
      entries: ticket.entries.map((entry, nth) => ({ ...entry, id: String(ticket.entries.length - nth) })),
    })),
  ],
  [
    'an attachment is read byte for byte, the empty one too',
    'reads files as text',
    lyingDoor(async (request, send) => {
      const answer = await send(request);
      return request.path.startsWith('/files')
        ? { ...answer, body: Buffer.from(answer.body.toString('latin1')) }
        : answer;
    }),
  ],
  [
    'an attachment is read byte for byte, the empty one too',
    'leaves empty files out',
    readingTickets((ticket) => ({ ...ticket, attachments: ticket.attachments.filter(({ size }) => size !== 0) })),
  ],
  [
    'attachments of one name stay apart',
    'knows attachments by their name',
    readingTickets((ticket) => ({
      ...ticket,
      attachments: [...new Map(ticket.attachments.map((each) => [each.name, each])).values()],
    })),
  ],
  [
    'an attachment is as readable as the tool makes it',
    'calls public files internal',
    readingTickets((ticket) => ({
      ...ticket,
      attachments: ticket.attachments.map((each) => ({ ...each, audience: 'internal' })),
    })),
  ],
  [
    'an attachment is as readable as the tool makes it',
    'says that requesters see no file',
    lyingConnector(() => ({ attachments: 'internal' })),
  ],

  // Reading from a tool that fails.
  ['a page that fails throws, and nothing ends short', 'takes an error for the end', swallowing(() => true)],
  [
    'a page that fails throws, and nothing ends short',
    'gives up politely when the connection breaks',
    swallowing((fault) => fault.message.includes('ECONNRESET')),
  ],
  [
    'an answer that is not what was asked for is no empty page',
    'takes a login page for an empty one',
    swallowing((fault) => fault.kind === 'malformed'),
  ],
  [
    'what is read by name is never left out because a request failed',
    'leaves out what it could not read',
    lyingSource((honest) => ({
      async *read(ids) {
        yield* await collect(honest.read(ids)).catch(() => []);
      },
    })),
  ],
  [
    'an attachment that does not come whole is a fault rather than another file',
    'takes what comes for the file',
    lyingSource((honest, surroundings) => ({
      async open(attachment) {
        const whole = await honest.open!(attachment).catch((error: unknown) => error as Fault);
        if (!(whole instanceof Fault)) return whole;
        if (whole.kind !== 'malformed') throw whole;
        const { Readable } = await import('node:stream');
        return Readable.from([Buffer.from(surroundings.connection)]);
      },
    })),
  ],
  [
    'a read goes on after failures that pass',
    'calls its reads writes, which the door never asks again',
    lyingDoor((request, send) => send({ ...request, effect: 'write' })),
  ],
  [
    'an answer that is larger than memory should hold is refused',
    'lifts the limit of the door',
    lyingDoor((request, send) => send({ ...request, maxBytes: 2 ** 40 })),
  ],
  [
    'a refusal of pace waits as told before anything else is asked',
    'opens a new door for every request',
    lyingDoor((request, _send, surroundings) => surroundings.door(surroundings.config.url, {}).send(request)),
  ],

  // Every command lands once, as it was meant.
  [
    'a create lands once, with its fields as sent or told as dropped',
    'creates everything twice',
    lyingDoor(async (request, send, { random }) => {
      if (request.path === '/tickets' && typeof request.body === 'string')
        await send({
          ...request,
          body: JSON.stringify({ ...(JSON.parse(request.body) as object), key: random.hex(32) }),
        });
      return send(request);
    }),
  ],
  [
    'a create lands once, with its fields as sent or told as dropped',
    'loses the priority on the way and says nothing',
    quiet(
      lyingBody(/^POST \/tickets$/, (body) => ({ ...body, fields: { ...(body['fields'] as object), priority: '1' } })),
    ),
  ],
  [
    'two creates of the same words are two tickets',
    'takes a ticket of the same title for the one to make',
    lyingBody(/^POST \/tickets$/, (body) => ({ ...body, key: (body['fields'] as { title: string }).title })),
  ],
  [
    'a create under the same key lands once, after a restart too',
    'sends no key',
    lyingBody(/^POST \/tickets$/, (body) => ({ ...body, key: null })),
  ],
  [
    'an update changes what it names and nothing else',
    'sends the title along',
    lyingBody(/^PATCH \/tickets\/\w+$/, (body) => ({
      ...body,
      fields: { ...(body['fields'] as object), title: 'Écrasé' },
    })),
  ],
  [
    'an update changes what it names and nothing else',
    'leaves a note at every update',
    lyingBody(/^PATCH \/tickets\/\w+$/, (body) => ({
      ...body,
      entry: { journal: 'aside', text: 'Mis à jour', silent: true },
    })),
  ],
  [
    'an entry lands once, whole, in its journal',
    'cuts entries at 40 characters',
    lyingBody(/\/entries$/, (body) => ({ ...body, text: String(body['text']).slice(0, 40) })),
  ],
  ['an entry under the same key lands once', 'remembers nothing that it did', forgetful()],
  [
    'a mark that the text already holds is not repeated',
    'adds the mark whatever the text holds',
    lyingBody(/\/entries$/, (body) => ({
      ...body,
      text: `${String(body['text'])} ${/\[essai \w+\]/.exec(String(body['text']))?.[0]}`,
    })),
  ],
  [
    'a file lands byte for byte, the empty one too',
    'sends files as text',
    lyingDoor((request, send) =>
      send(
        request.path.endsWith('/files')
          ? { ...request, body: Buffer.from(request.body as Buffer).toString() }
          : request,
      ),
    ),
  ],
  [
    'a file lands byte for byte, the empty one too',
    'sends names without accents',
    lyingDoor((request, send) =>
      send(
        request.query?.['name']
          ? { ...request, query: { name: request.query['name'].replace(/[^ -~]/g, '_') } }
          : request,
      ),
    ),
  ],
  ['a file under the same key lands once', 'remembers nothing that it did', forgetful()],
  [
    'a sink that says it keeps authors and instants keeps them',
    'writes everything under its own name',
    lyingBody(/\/entries$/, (body) => ({ ...body, author: null })),
  ],
  [
    'a sink that says it keeps authors and instants keeps them',
    'writes everything now',
    lyingBody(/\/entries$/, (body) => ({ ...body, at: null })),
  ],
  [
    'a sink that says it is silent mails nobody',
    'says it is silent and wakes everybody',
    lyingBody(/\/entries$/, (body) => ({ ...body, silent: false })),
  ],

  // Whose it is, for whoever lost the note of having made it.
  [
    'a ticket that the connector made says under which key, and nobody else’s does',
    'keeps the key to itself',
    readingTickets((ticket) => ({ ...ticket, createdBy: null })),
  ],
  [
    'a ticket that the connector made says under which key, and nobody else’s does',
    'says half of the key',
    readingTickets((ticket) => ({ ...ticket, createdBy: ticket.createdBy?.slice(0, 16) ?? null })),
  ],
  [
    'a ticket that the connector made says under which key, and nobody else’s does',
    'takes everything for its own',
    readingTickets((ticket) => ({ ...ticket, createdBy: ticket.createdBy ?? '0'.repeat(32) })),
  ],

  // Nothing internal becomes public.
  [
    'an internal entry is never readable by the requester, nor mailed to them',
    'writes every entry where requesters read',
    lyingBody(/\/entries$/, (body) => ({ ...body, journal: 'reply' })),
  ],
  [
    'an internal entry is never readable by the requester, nor mailed to them',
    'has a tool that mails the words of the team to the requester',
    lyingWorld((honest) => ({
      mails: () => [{ toRequester: true, text: 'Entre nous, dans aside' }, ...honest.mails!()],
    })),
  ],
  ['an internal entry for a public journal is refused', 'goes by the journal and not by the audience', trusting()],
  [
    'a public entry for an internal journal is refused rather than hidden',
    'goes by the journal and not by the audience',
    trusting(),
  ],
  [
    'an internal file is never readable by the requester',
    'attaches internal files all the same',
    lyingSink((honest) => ({
      apply: (batch, signal) =>
        honest.apply(
          batch.map((command) => (command.kind === 'attach' ? { ...command, audience: 'public' } : command)),
          signal,
        ),
    })),
  ],
  [
    'a journal that is written does what it is declared to do',
    'has a tool that shows the journal of the team to everybody',
    lyingWorld((honest) => ({
      look: async (id) => {
        const truth = await honest.look(id);
        return truth && { ...truth, entries: truth.entries.map((entry) => ({ ...entry, readable: true })) };
      },
    })),
  ],

  // Batches.
  [
    'every key of a batch has one receipt, doubles and failures too',
    'gives a receipt for every command rather than for every key',
    lyingSink((honest) => ({
      async *apply(batch, signal) {
        for (const command of batch) yield* honest.apply([command], signal);
      },
    })),
  ],
  [
    'every key of a batch has one receipt, doubles and failures too',
    'gives no receipt for what failed',
    lyingSink((honest) => ({
      async *apply(batch, signal) {
        for await (const receipt of honest.apply(batch, signal)) if (receipt.outcome === 'done') yield receipt;
      },
    })),
  ],
  [
    'every key of a batch has one receipt, doubles and failures too',
    'throws for one command that fails',
    lyingSink((honest) => ({
      async *apply(batch, signal) {
        for await (const receipt of honest.apply(batch, signal)) {
          if (receipt.outcome !== 'done') throw receipt.fault;
          yield receipt;
        }
      },
    })),
  ],
  [
    'an empty batch does nothing',
    'tries the tool with a ticket first',
    lyingSink((honest) => ({
      async *apply(batch, signal) {
        if (batch.length > 0) return yield* honest.apply(batch, signal);
        const ticket = { class: 'request', fields: { title: 'Essai' }, at: null };
        await collect(honest.apply([{ key: 'x', kind: 'create', ticket }], signal));
      },
    })),
  ],
  [
    'a ticket and what belongs to it go in one batch',
    'does not know tickets of the same batch',
    lyingSink((honest, { connection }) => ({
      async *apply(batch, signal) {
        for (const command of batch) {
          const known = command.kind === 'create' || typeof command.id === 'string';
          if (known) yield* honest.apply([command], signal);
          else
            yield {
              key: command.key,
              outcome: 'refused',
              fault: new Fault({ kind: 'gone', connection, message: asIs('no such ticket') }),
            };
        }
      },
    })),
  ],
  ['a ticket and what belongs to it go in one batch', 'sends what belongs to a ticket before the ticket', reversing()],
  [
    'what belongs to a ticket that was not made is not sent',
    'calls done what it never sent',
    receiptsChanged((receipt) =>
      receipt.outcome === 'refused' ? { key: receipt.key, outcome: 'done', id: 'nowhere' } : receipt,
    ),
  ],
  ['commands about one ticket land in the order given', 'sends the last first', reversing()],
  ['a batch that is stopped sends no more, and says nothing false of the rest', 'does not listen', deaf()],
  ['a batch that is stopped before it starts sends nothing', 'does not listen', deaf()],
  [
    'a refusal of pace is no refusal of the command',
    'gives up for good when the tool is busy',
    receiptsChanged((receipt) =>
      receipt.outcome === 'failed' ? { key: receipt.key, outcome: 'refused', fault: receipt.fault } : receipt,
    ),
  ],
  [
    'what a sink wrote, a source reads',
    'leaves out the tickets that it made itself',
    pullChanged((pages) =>
      pages.map((page) => ({ ...page, items: page.items.filter(({ fields }) => fields['key'] === null) })),
    ),
  ],

  // Lost answers and lost requests.
  [
    lostTo('create'),
    'never finds a create',
    lyingSink((honest) => ({
      find: async (sought) => (sought.kind === 'create' ? { verdict: 'not-landed' } : honest.find(sought)),
    })),
  ],
  [
    lostTo('append'),
    'calls a lost answer a failure',
    receiptsChanged((receipt) => (receipt.outcome === 'unknown' ? { ...receipt, outcome: 'failed' } : receipt)),
  ],
  [lostTo('append'), 'sends a write again when its answer is lost', stubborn()],
  [
    lostTo('update'),
    'calls a lost answer a refusal',
    receiptsChanged((receipt) => (receipt.outcome === 'unknown' ? { ...receipt, outcome: 'refused' } : receipt)),
  ],
  [lostTo('attach'), 'sends a write again when its answer is lost', stubborn()],
  [
    lostTo('attach'),
    'calls its writes reads, which the door asks again',
    lyingDoor((request, send) => send({ ...request, effect: 'read' })),
  ],
  [
    notLanded('create'),
    'finds every create',
    lyingSink((honest) => ({
      find: async (sought) =>
        sought.kind === 'create'
          ? { verdict: 'landed', receipt: { key: sought.key, outcome: 'done', id: 'x' } }
          : honest.find(sought),
    })),
  ],
  [
    notLanded('append'),
    'calls done what it only hopes',
    receiptsChanged((receipt) =>
      receipt.outcome === 'unknown' ? { key: receipt.key, outcome: 'done', id: 'x' } : receipt,
    ),
  ],
  [
    notLanded('update'),
    'never decides',
    lyingSink(() => ({ find: async () => ({ verdict: 'undecided', why: asIs('who knows') }) })),
  ],
  [
    notLanded('attach'),
    'takes a file of the same name for the one that it sought',
    lyingSink((honest) => ({
      find: async (sought) =>
        sought.kind === 'attach'
          ? { verdict: 'landed', receipt: { key: sought.key, outcome: 'done', id: 'x' } }
          : honest.find(sought),
    })),
  ],
  [
    'find tells one key from another of the same words',
    'looks for the words rather than for the mark',
    lyingSink((honest) => ({
      find: (sought) =>
        honest.find(
          sought.kind === 'append' ? { ...sought, entry: { ...sought.entry, mark: sought.entry.text } } : sought,
        ),
    })),
  ],
  [
    'find names the ticket that a lost create made',
    'finds it without its id',
    lyingSink((honest) => ({
      find: async (sought) => {
        const found = await honest.find(sought);
        return found.verdict === 'landed' ? { ...found, receipt: { ...found.receipt, id: '' } } : found;
      },
    })),
  ],
  [
    'find writes nothing',
    'settles by sending again',
    lyingSink((honest) => ({
      async find(sought) {
        const [receipt] = await collect(honest.apply([sought]));
        return receipt?.outcome === 'done' ? { verdict: 'landed', receipt } : { verdict: 'not-landed' };
      },
    })),
  ],

  // Whole acts, their price and their noise.
  [
    'a transition and its words are one act, lost answers included',
    'writes the words first and moves the ticket then',
    lyingDoor(async (request, send) => {
      if (request.method !== 'PATCH' || typeof request.body !== 'string') return send(request);
      const { entry, ...rest } = JSON.parse(request.body) as { entry?: unknown };
      if (entry) {
        const words = await send({
          ...request,
          method: 'POST',
          path: `${request.path}/entries`,
          body: JSON.stringify(entry),
        });
        if (words.status >= 300) return words;
      }
      return send({ ...request, body: JSON.stringify(rest) });
    }),
  ],
  [
    'the forecast of calls is near what it takes',
    'asks twice for everything that it writes, and does not count it',
    lyingDoor(async (request, send) => {
      if (request.effect === 'write')
        await send({ method: 'GET', path: '/vocabulary', effect: 'read', headers: request.headers! });
      return send(request);
    }),
  ],
  [
    'mails that a sink causes are announced by its reactions',
    'announces nothing and mails',
    {
      ...lyingWorld((honest) => ({ config: (url) => ({ ...(honest.config(url) as object), silent: false }) })),
      definition: lyingConnector(() => ({ reactions: { list: async () => [] } })).definition,
    },
  ],

  // What cannot be done is said.
  ['a field that the tool drops in silence is told in the receipt', 'does not read back', quiet(toySubject)],
  ['a field that the tool drops in silence is told of a new ticket too', 'does not read back', quiet(toySubject)],
  ['a code that the tool does not know is refused or told, never passed over', 'does not read back', quiet(toySubject)],
  [
    'a class that the tool does not know is refused',
    'takes another class instead',
    lyingBody(/^POST \/tickets$/, (body) => ({
      ...body,
      class: body['class'] === 'parcel' ? 'request' : body['class'],
    })),
  ],
  [
    'a journal that is not declared is refused',
    'takes the public journal instead',
    lyingSink((honest) => ({
      apply: (batch, signal) =>
        honest.apply(
          batch.map((command) =>
            command.kind === 'append' && !(command.entry.journal in toyJournals)
              ? { ...command, entry: { ...command.entry, journal: 'reply', audience: 'public' } }
              : command,
          ),
          signal,
        ),
    })),
  ],
  [
    'a command about a ticket that is not there is refused',
    'tries for ever',
    receiptsChanged((receipt) => (receipt.outcome === 'refused' ? { ...receipt, outcome: 'failed' } : receipt)),
  ],
  [
    'what a sink does not accept it refuses as unsupported, and does not send',
    'does what it says it does not',
    {
      ...lyingSink((honest) => ({ accepts: new Set([...honest.accepts].filter((kind) => kind !== 'update')) })),
      without: ['update'],
    },
  ],
  [
    'what a sink accepts it does',
    'accepts what it cannot do',
    lyingSink((honest, { connection }) => ({
      async *apply(batch, signal) {
        for (const command of batch) {
          if (command.kind !== 'relate') yield* honest.apply([command], signal);
          else
            yield {
              key: command.key,
              outcome: 'refused',
              fault: new Fault({ kind: 'unsupported', connection, message: asIs('not yet') }),
            };
        }
      },
    })),
  ],
  [
    'what a sink accepts it does',
    'calls done what it does not do',
    lyingSink((honest) => ({
      async *apply(batch, signal) {
        for (const command of batch) {
          if (command.kind !== 'retract') yield* honest.apply([command], signal);
          else yield { key: command.key, outcome: 'done', id: 'x' };
        }
      },
    })),
  ],

  // Words arrive as they are.
  [
    'a text is kept up to the normal form, or refused',
    'loses what is not Latin and says nothing',
    quiet(lyingBody(/^PATCH \/tickets\/\w+$/, (body) => JSON.parse(JSON.stringify(body).replace(/[^ -ÿ]/g, '?')))),
  ],
  [
    'words of an entry are kept up to the normal form, or refused',
    'loses what is not Latin and says nothing',
    lyingBody(/\/entries$/, (body) => JSON.parse(JSON.stringify(body).replace(/[^ -ÿ]/g, '?'))),
  ],
  [
    'words of an entry are kept up to the normal form, or refused',
    'leaves out what looks like markup',
    lyingBody(/\/entries$/, (body) => ({ ...body, text: String(body['text']).replace(/<[^>]*>/g, '') })),
  ],
  [
    'an entry of no words but its mark lands, or is refused',
    'calls an empty entry done and sends nothing',
    lyingSink((honest) => ({
      async *apply(batch, signal) {
        for (const command of batch) {
          if (command.kind !== 'append' || command.entry.text !== '') yield* honest.apply([command], signal);
          else yield { key: command.key, outcome: 'done', id: 'x' };
        }
      },
    })),
  ],
  [
    'the normal form is its own normal form',
    'adds a line end every time',
    lyingSink(() => ({ normal: (_class, _field, value) => (typeof value === 'string' ? `${value}\n` : value) })),
  ],
  [
    'the normal form keeps what a tool keeps, and different words apart',
    'takes every text for the same',
    lyingSink((honest) => ({
      normal: (nativeClass, field, value) =>
        typeof value === 'string' ? '' : honest.normal(nativeClass, field, value),
    })),
  ],
  [
    'the normal form keeps what a tool keeps, and different words apart',
    'does not tell large letters from small ones',
    lyingSink((honest) => ({
      normal: (nativeClass, field, value) => {
        const normal = honest.normal(nativeClass, field, value);
        return typeof normal === 'string' ? normal.toLowerCase() : normal;
      },
    })),
  ],

  // Rollback.
  [
    'a ticket that nobody touched is removed, or cancelled and said to be',
    'calls removed what it left there',
    lyingDoor((request, send) =>
      request.method === 'DELETE'
        ? Promise.resolve({ status: 200, headers: {}, body: Buffer.from('{}') })
        : send(request),
    ),
  ],
  [
    'a ticket that somebody touched is not removed',
    'asks for the version only to remove it',
    lyingSink((honest, surroundings) => ({
      async *apply(batch, signal) {
        for (const command of batch) {
          if (command.kind !== 'remove') yield* honest.apply([command], signal);
          else {
            const [now] = await collect(toy.connect(surroundings).source!.read([command.id]));
            yield* honest.apply([{ ...command, ifUnchangedSince: now?.version ?? '' }], signal);
          }
        }
      },
    })),
  ],

  // Who is there, and which words there are.
  [
    'somebody is found by e-mail, by login and by a name with accents',
    'asks for names without their accents',
    lyingDoor((request, send) =>
      send(
        request.query?.['name']
          ? { ...request, query: { name: request.query['name'].normalize('NFD').replace(/\p{M}/gu, '') } }
          : request,
      ),
    ),
  ],
  [
    'somebody who left is found and shown as inactive',
    'leaves out who left',
    directory((found) => found.filter(({ active }) => active)),
  ],
  ['two people of one name are both shown', 'takes the first of two', directory((found) => found.slice(0, 1))],
  [
    'many people are found at once, each of them once',
    'gives somebody once for every hint',
    directory((found) => [...found, ...found]),
  ],
  [
    'many people are found at once, each of them once',
    'asks for the first three only',
    lyingConnector(({ directory: honest }) => ({
      directory: { ...honest!, persons: (hints) => honest!.persons(hints.slice(0, 3)) },
    })),
  ],
  [
    'nobody is found by what nobody has, nor by nothing',
    'takes everybody where it finds nobody',
    lyingConnector(({ directory: honest }) => ({
      directory: {
        ...honest!,
        persons: async (hints) => {
          const found = await honest!.persons(hints);
          return found.length > 0
            ? found
            : honest!.persons([{ name: 'Jean Dupont', email: null, login: null, employeeNumber: null }]);
        },
      },
    })),
  ],
  [
    'a group is found by its name',
    'knows no groups',
    lyingConnector(({ directory: honest }) => ({ directory: { ...honest!, groups: async () => [] } })),
  ],
  [
    'the vocabulary covers the fields and codes that are written',
    'forgets a field',
    vocabulary(({ priority: _forgotten, ...rest }) => rest),
  ],
  [
    'the vocabulary covers the fields and codes that are written',
    'forgets a code',
    vocabulary((fields) => ({
      ...fields,
      priority: { ...fields['priority']!, choices: fields['priority']!.choices!.slice(0, 1) },
    })),
  ],
  [
    'the vocabulary does not know the codes that the tool does not know',
    'admits to codes that there are not',
    vocabulary((fields) => ({
      ...fields,
      priority: {
        ...fields['priority']!,
        choices: [...fields['priority']!.choices!, { code: '9', label: 'Neuf', active: true }],
      },
    })),
  ],
  [
    'a ticket that is already there is found by its number, and no other',
    'takes every ticket for the one that is sought',
    lyingDoor((request, send) => send(request.query?.['numbers'] ? { ...request, query: {} } : request)),
  ],
  [
    'the number that the tool gave to what the connector made is nobody’s old number',
    'takes what it made itself for what was there before',
    lyingSink((_, { connection }) => ({
      adoptable: async (numbers) => new Map(numbers.map((number) => [number, [`${connection}:${number}`]])),
    })),
  ],

  // Discretion.
  [
    'nothing goes out past the door',
    'asks whether the tool is up by itself',
    lyingConnector((honest, { config }) => ({
      check: async () => {
        await fetch(`${config.url}/about`);
        return honest.check();
      },
    })),
  ],
  [
    'what is asked for as a read changes nothing',
    'calls its writes reads',
    lyingDoor((request, send) => send({ ...request, effect: 'read' })),
  ],
  [
    'no secret comes out, whatever goes wrong',
    'shows the request in its errors',
    lyingDoor(async (request, send, { connection }) => {
      const answer = await send(request);
      if (answer.status < 500) return answer;
      throw new Fault({ kind: 'unavailable', connection, message: asIs(JSON.stringify(request.headers)) });
    }),
  ],
  [
    'no secret comes out, whatever goes wrong',
    'warns with the password',
    lyingConnector((honest, { config, warn }) => ({
      check: () => {
        warn(`logging in with ${config.password.reveal()}`);
        return honest.check();
      },
    })),
  ],
  [
    'no secret comes out, whatever goes wrong',
    'keeps the password in its error as a detail',
    lyingDoor(async (request, send, { connection, config }) => {
      const answer = await send(request);
      if (answer.status !== 403) return answer;
      const cause = Object.assign(new Error('forbidden'), { sent: { password: config.password.reveal() } });
      throw new Fault({ kind: 'rejected', connection, message: asIs('the tool refuses'), cause });
    }),
  ],
  ['a session that ended is renewed, and nothing is lost or doubled', 'does not log in again', onceLoggedIn()],
  ['a write whose session ended lands once', 'does not log in again', onceLoggedIn()],

  // Machines.
  [
    'every machine is read once',
    'forgets the last page of machines',
    lyingInventory((honest) => ({
      async *pull(cursor, signal) {
        const pages = await collect(honest.pull(cursor, signal));
        yield* pages.slice(0, -1);
      },
    })),
  ],
  [
    'a machine is known by what is really its own',
    "takes the maker's placeholder for a serial number",
    readingMachines((asset) => ({ ...asset, serial: asset.serial ?? 'Default string' })),
  ],
  [
    'a machine that is read by name is what is pulled, and what is not there is left out',
    'throws for a machine that is not there',
    lyingInventory((honest) => ({
      async *read(ids) {
        const found = await collect(honest.read(ids));
        if (found.length < ids.length) throw new Error('not found');
        yield* found;
      },
    })),
  ],
  [
    'from the cursor of any page of machines nothing that followed is lost',
    "saves the tool's now after every page of machines",
    lyingInventory((honest, { clock }) => ({
      async *pull(cursor, signal) {
        for await (const page of honest.pull(cursor, signal)) yield { ...page, cursor: clock.now().toISOString() };
      },
    })),
  ],
  [
    'a machine that is heard of again is news, another version of itself',
    'calls every version of a machine the same',
    readingMachines((asset) => ({ ...asset, version: '1' })),
  ],
  [
    'a machine that nobody touched keeps its version',
    'stamps machines with the time of reading',
    readingMachines((asset, { clock }) => ({ ...asset, version: clock.now().toISOString() })),
  ],
  [
    'a machine that was taken out is neither read nor listed',
    'lists what it once knew',
    lyingInventory((honest) => {
      const known = new Set<string>();
      return {
        async *pull(cursor, signal) {
          for await (const page of honest.pull(cursor, signal)) {
            for (const { id } of page.items) known.add(id);
            yield page;
          }
        },
        list: async () => [...known],
      };
    }),
  ],
  [
    'a page of machines that fails throws, and nothing ends short',
    'takes an error for the end of the machines',
    lyingInventory((honest) => ({
      async *pull(cursor, signal) {
        try {
          yield* honest.pull(cursor, signal);
        } catch {
          return;
        }
      },
    })),
  ],
  [
    'a pull of machines that is stopped, or begins at no cursor of ours, ends in a fault',
    'starts over from a cursor of machines that it cannot read',
    lyingInventory((honest) => ({
      pull: (cursor, signal) => honest.pull(z.iso.datetime().safeParse(cursor).success ? cursor : null, signal),
    })),
  ],
];

function findingsChanged(change: (finding: Finding) => Finding): Subject {
  return lyingConnector((honest) => ({
    check: async (signal) => {
      const found = await honest.check(signal);
      return { ...found, findings: found.findings.map(change) };
    },
  }));
}

function pullChanged(change: (pages: readonly Page<NativeTicket>[]) => readonly Page<NativeTicket>[]): Subject {
  return lyingSource((honest) => ({
    async *pull(cursor, signal) {
      yield* change(await collect(honest.pull(cursor, signal)));
    },
  }));
}

function cursorsMoved(ms: number): Subject {
  return lyingSource((honest) => ({
    async *pull(cursor, signal) {
      for await (const page of honest.pull(cursor, signal))
        yield { ...page, cursor: new Date(Date.parse(page.cursor) + ms).toISOString() };
    },
  }));
}

function audiences(audience: 'public' | 'internal'): Subject {
  return readingTickets((ticket) => ({ ...ticket, entries: ticket.entries.map((entry) => ({ ...entry, audience })) }));
}

function swallowing(which: (fault: Fault) => boolean): Subject {
  return lyingSource((honest) => ({
    async *pull(cursor, signal) {
      try {
        yield* honest.pull(cursor, signal);
      } catch (error) {
        if (!(error instanceof Fault) || !which(error)) throw error;
      }
    },
  }));
}

/** The subject's receipts say nothing of what was dropped. */
function quiet(subject: Subject): Subject {
  const { definition } = subject;
  return {
    ...subject,
    definition: {
      ...definition,
      connect(surroundings) {
        const honest = definition.connect(surroundings);
        const sink = honest.sink!;
        return {
          ...honest,
          sink: {
            ...sink,
            async *apply(batch, signal) {
              for await (const receipt of sink.apply(batch, signal)) {
                if (receipt.outcome !== 'done') yield receipt;
                else {
                  const { dropped: _unsaid, ...rest } = receipt;
                  yield rest;
                }
              }
            },
          },
        };
      },
    },
  };
}

function forgetful(): Subject {
  return lyingSink((_honest, surroundings) => ({
    apply: (batch, signal) => toy.connect(surroundings).sink!.apply(batch, signal),
  }));
}

function trusting(): Subject {
  return lyingSink((honest) => ({
    apply: (batch, signal) =>
      honest.apply(
        batch.map((command) =>
          command.kind === 'append'
            ? { ...command, entry: { ...command.entry, audience: toyJournals[command.entry.journal as 'reply'] } }
            : command,
        ),
        signal,
      ),
  }));
}

function reversing(): Subject {
  return lyingSink((honest) => ({ apply: (batch, signal) => honest.apply(batch.toReversed(), signal) }));
}

function deaf(): Subject {
  return lyingSink((honest) => ({ apply: (batch) => honest.apply(batch) }));
}

function stubborn(): Subject {
  return lyingDoor(async (request, send) => {
    const answer = await send(request).catch(() => ({ status: 500 }));
    return 'body' in answer && answer.status < 500 ? answer : send(request);
  });
}

function onceLoggedIn(): Subject {
  return lyingDoor(async (request, send, { connection }) => {
    const answer = await send(request);
    if (answer.status !== 401 || request.path === '/login') return answer;
    throw new Fault({ kind: 'unauthorized', connection, message: asIs('the session has ended') });
  });
}

function directory(change: (found: readonly NativePerson[]) => readonly NativePerson[]): Subject {
  return lyingConnector(({ directory: honest }) => ({
    directory: { ...honest!, persons: async (hints, signal) => change(await honest!.persons(hints, signal)) },
  }));
}

function vocabulary(change: (fields: Rules) => Rules): Subject {
  return lyingConnector(({ vocabulary: honest }) => ({
    vocabulary: {
      async describe() {
        const { classes } = await honest!.describe();
        return { classes: Object.fromEntries(Object.entries(classes).map(([name, fields]) => [name, change(fields)])) };
      },
    },
  }));
}

function lostTo(kind: string): string {
  return `the lost answer to a landed ${kind} is called unknown, found to have landed, and doubles nothing`;
}

function notLanded(kind: string): string {
  return `${kind}: what did not land is found not to have, and lands once when it is applied again`;
}

describe('the law', () => {
  it('is kept by the honest toy, whole', async () => {
    const results = await runChecks(toySubject);
    expect(results.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
    expect(results).toHaveLength(checks.length);
  });

  it('has no sentence twice, and a lie for every sentence', () => {
    const names = checks.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const caught = new Set(sabotages.map(([law]) => law));
    expect(names.filter((name) => !caught.has(name))).toEqual([]);
  });

  it('counts what a connector without a sink leaves out, and skips nothing else', async () => {
    const reader: Subject = {
      ...lyingConnector(() => ({ sink: undefined!, directory: undefined!, vocabulary: undefined! })),
      without: [
        ...([
          'create',
          'update',
          'transition',
          'append',
          'amend',
          'retract',
          'attach',
          'link',
          'unlink',
          'relate',
        ] as const),
        ...(['remove', 'sink', 'adoptable', 'dropping', 'mails', 'directory', 'vocabulary'] as const),
      ],
    };
    const results = await runChecks(reader);
    expect(results.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    const skipped = results.filter(({ outcome }) => outcome === 'skipped');
    const about = checks.filter(({ needs }) => needs.some((need) => reader.without.includes(need)));
    expect(skipped.map(({ name }) => name)).toEqual(about.map(({ name }) => name));
    expect(skipped[0]?.why).toMatch(/^without /);
  });
});

describe.each(sabotages)('«%s» catches a connector that', (law, lie, subject) => {
  it(`${lie}`, async () => {
    const check = checks.find(({ name }) => name === law)!;
    expect(check).toBeDefined();
    await expect(runCheck(check, subject)).rejects.toBeInstanceOf(Error);
  });
});

describe('a breach', () => {
  it('says what was expected and what came', async () => {
    const [law, , subject] = sabotages.find(([, lie]) => lie === 'forgets the last page')!;
    const breach = await runCheck(
      checks.find(({ name }) => name === law)!,
      subject,
    ).catch((error: unknown) => error);
    expect(breach).toBeInstanceOf(Breach);
    expect((breach as Breach).message).toMatch(/^the tickets of a whole pull: missing \[.+\]$/);
  });
});
