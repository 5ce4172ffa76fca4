import {
  Fault,
  type Clock,
  type CommandKind,
  type Done,
  type Found,
  type Keyed,
  type NativeCommand,
  type Subject,
  type Told,
  type TicketSink,
} from '@passerelle/connector';
import type { Config } from '../config.js';
import { nativeOf } from '../reading/native.js';
import { openerOf, type Opener } from '../reading/reference.js';
import { audiences, refusal, theFile, unseen } from '../said.js';
import type { Site } from '../wire/browser.js';
import { tokenOf } from '../wire/page.js';
import { inTurn } from '../writing/batch.js';
import { normal } from '../writing/normal.js';
import { carrierOf, carrierText, contentOf, markedText, postWith } from '../writing/post.js';
import type { FormWriter } from '../writing/public-form.js';
import { holds, receipt } from '../writing/receipts.js';
import type { Visited, Visitor } from './visitor.js';

const accepts: ReadonlySet<CommandKind> = new Set(['create', 'transition', 'append', 'attach'] as const);

/** One less than the tool allows, since the requester may write meanwhile. */
const floodReplies = 9;
const floodWindow = 600_000;

const theReply: Told = { fr: 'la réponse', en: 'the reply' };

export interface PublicSinkParts {
  readonly site: Site;
  readonly config: Config;
  readonly visitor: Visitor;
  readonly form: FormWriter;
  readonly clock: Clock;
}

type Of<Kind extends NativeCommand['kind']> = Keyed<Extract<NativeCommand, { readonly kind: Kind }>>;

/** Writes as the requester would: a ticket, replies with files, resolved and reopened. It knows no notes, so it is given none. */
export function openPublicSink({ site, config, visitor, form, clock }: PublicSinkParts): TicketSink {
  const native = ({ thread }: Visited) =>
    nativeOf(thread, { url: `${site.url}/ticket.php?track=${thread.reference}`, email: thread.email });

  const openerFor = (subject: Subject): Opener => {
    const opener = typeof subject === 'string' ? openerOf(subject) : null;
    if (opener && opener.email !== null) return opener;
    throw site.fault('gone', {
      fr: 'attendu une référence et une adresse e-mail, comme XXX-XXX-XXXX/nom@exemple.fr ; sans les deux un ticket ne peut être ouvert',
      en: 'expected a reference and an e-mail, such as XXX-XXX-XXXX/nom@exemple.fr; without both a ticket cannot be opened',
    });
  };

  const create = async ({ key, ticket }: Of<'create'>, signal?: AbortSignal): Promise<Done> => {
    const opener = await form.create(key, ticket, signal);
    try {
      return receipt(key, native(await visitor.visit(opener, signal)), ticket.fields);
    } catch (error) {
      if (error instanceof Fault)
        throw site.fault(
          error.kind,
          {
            fr: `${opener.reference} a été créé, et n’a pu être ouvert`,
            en: `${opener.reference} was created, and it could not be opened`,
          },
          'unknown',
        );
      throw error;
    }
  };

  /** More than ten replies of a customer within ten minutes exclude the address, so the tenth waits until the first is old. */
  const unhurried = async ({ thread, page }: Visited, signal?: AbortSignal): Promise<void> => {
    const now = page.date ?? clock.now().getTime();
    const recent = thread.posts
      .filter(({ staff, at }) => !staff && now - Date.parse(at) < floodWindow)
      .map(({ at }) => Date.parse(at))
      .sort((a, b) => a - b);
    const first = recent.at(-floodReplies);
    if (first !== undefined) await clock.sleep(first + floodWindow + 1_000 - now, signal);
  };

  const reply = async (
    visited: Visited,
    text: string,
    file?: { readonly name: string; readonly content: Buffer },
    signal?: AbortSignal,
  ): Promise<Visited> => {
    await unhurried(visited, signal);
    return visitor.send(
      visited,
      {
        path: '/reply_ticket.php',
        fields: [
          ['orig_track', visited.thread.reference],
          ['e', visited.thread.email ?? ''],
          ['message', text],
          ['token', tokenOf(visited.page) ?? ''],
          ...(file ? ([['use-legacy-attachments', '1']] as const) : []),
        ],
        files: file ? [{ field: 'attachment[1]', ...file }] : [],
      },
      signal,
    );
  };

  const append = async ({ key, id, entry }: Of<'append'>, signal?: AbortSignal): Promise<Done> => {
    if (entry.journal !== 'reply' || entry.audience !== 'public')
      throw site.fault('unsupported', {
        fr: `le formulaire public n’accepte que des réponses, que lisent tous ceux qui suivent le ticket ; une ligne à usage ${audiences[entry.audience].fr} pour ${JSON.stringify(entry.journal.slice(0, 40))} n’a pas été écrite`,
        en: `the public form holds replies alone, which everybody on the ticket reads; an entry that is ${audiences[entry.audience].en} in ${JSON.stringify(entry.journal.slice(0, 40))} was not written`,
      });
    const after = await reply(await visitor.visit(openerFor(id), signal), markedText(entry), undefined, signal);
    return shownOrThrown(after, key, postWith(after.thread.posts, 'reply', entry.mark) !== null, theReply);
  };

  const shownOrThrown = (after: Visited, key: string, there: boolean, what: Told): Done => {
    if (there) return { ...receipt(key, native(after)), part: null, audience: 'public' };
    if (after.box?.color === 'red') throw site.fault('rejected', refusal(what, after.box));
    throw site.fault('malformed', unseen(what), 'unknown');
  };

  const attach = async ({ key, id, file, audience }: Of<'attach'>, signal?: AbortSignal): Promise<Done> => {
    if (audience !== 'public')
      throw site.fault('unsupported', {
        fr: 'les demandeurs voient chaque fichier du formulaire public ; aucun ne peut être interne',
        en: 'requesters see every file of the public form; none can be internal',
      });
    const content = await contentOf(site, file);
    const after = await reply(
      await visitor.visit(openerFor(id), signal),
      carrierText(file, key),
      { name: file.name, content },
      signal,
    );
    return shownOrThrown(after, key, carrierOf(after.thread, key) !== null, theFile(file.name));
  };

  /** Customers resolve and reopen; what a reopened ticket becomes is the tool's to say. */
  const transition = async ({ key, id, to, entry, fields }: Of<'transition'>, signal?: AbortSignal): Promise<Done> => {
    if (!['0', '1', '2', '3'].includes(to) || Object.keys(fields ?? {}).length > 0)
      throw site.fault('unsupported', {
        fr: `le demandeur peut résoudre (3) ou rouvrir (0, 1, 2), rien d’autre ; ${JSON.stringify(to.slice(0, 40))} demande une session de technicien`,
        en: `customers resolve (3) and reopen (0, 1, 2) and nothing else; ${JSON.stringify(to.slice(0, 40))} needs a staff session`,
      });
    let now = await visitor.visit(openerFor(id), signal);
    if (entry && !postWith(now.thread.posts, 'reply', entry.mark)) {
      if (entry.journal !== 'reply' || entry.audience !== 'public')
        throw site.fault('unsupported', {
          fr: 'le formulaire public n’accepte que des réponses publiques',
          en: 'the public form holds public replies alone',
        });
      now = await reply(now, markedText(entry), undefined, signal);
      shownOrThrown(now, key, postWith(now.thread.posts, 'reply', entry.mark) !== null, theReply);
    }
    const resolved = now.thread.status === '3';
    if (resolved !== (to === '3')) {
      const fieldsOf = [
        ['track', now.thread.reference],
        ['e', now.thread.email ?? ''],
        ['s', to === '3' ? '3' : '2'],
        ['token', tokenOf(now.page) ?? ''],
      ] as const;
      now = await visitor.send(now, { path: '/change_status.php', fields: fieldsOf }, signal);
    }
    return receipt(key, native(now), { status: to });
  };

  const turn = inTurn(site, accepts, async (command, signal) => {
    switch (command.kind) {
      case 'create':
        return create(command, signal);
      case 'append':
        return append(command, signal);
      case 'attach':
        return attach(command, signal);
      case 'transition':
        return transition(command, signal);
      case 'update':
      case 'amend':
      case 'retract':
      case 'link':
      case 'unlink':
      case 'relate':
      case 'remove':
        throw site.fault('unsupported', {
          fr: `le formulaire public ne connaît pas l’opération «${command.kind}»`,
          en: `the public form knows no ${command.kind}`,
        });
    }
  });

  const trace = (sought: Keyed<NativeCommand>, visited: Visited): boolean => {
    const { posts } = visited.thread;
    if (sought.kind === 'append') return postWith(posts, 'reply', sought.entry.mark) !== null;
    if (sought.kind === 'attach') return carrierOf(visited.thread, sought.key) !== null;
    if (sought.kind !== 'transition') return false;
    const said = !sought.entry || postWith(posts, 'reply', sought.entry.mark) !== null;
    return said && holds(native(visited), { status: sought.to });
  };

  return {
    accepts,
    settled: config.settled * 1000,
    keeps: async () => ({ author: false, instant: false, silence: false }),
    apply: (batch, signal) => turn.apply(batch, signal),
    async find(sought): Promise<Found> {
      const known = turn.done.get(sought.key);
      if (known) return { verdict: 'landed', receipt: { ...known, already: true } };
      if (sought.kind === 'create')
        return {
          verdict: 'undecided',
          why: {
            fr: 'les pages publiques ne listent rien : cherchez dans les courriels du demandeur «Demande Reçue» avec cette marque',
            en: 'the public side lists nothing: look in the requester’s mails for «Demande Reçue» with this mark',
          },
        };
      if (!accepts.has(sought.kind) || !('id' in sought)) return { verdict: 'not-landed' };
      const visited = await visitor.visit(openerFor(sought.id));
      if (!trace(sought, visited)) return { verdict: 'not-landed' };
      return { verdict: 'landed', receipt: { ...receipt(sought.key, native(visited)), part: null, already: true } };
    },
    normal,
  };
}
