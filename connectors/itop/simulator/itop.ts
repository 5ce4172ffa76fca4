import type { Clock, Random } from '@passerelle/connector';
import type { Simulator } from '@passerelle/connector/testing';
import { createFinder, type Finder } from './engine/find.js';
import { createWriting } from './engine/write.js';
import type { Instance, Mail } from './instance.js';
import { lifecyclesOf, type TicketLifecycle } from './model/lifecycle.js';
import { modelOf } from './model/model.js';
import type { SiteModel } from './model/ticket-classes.js';
import { defaultQuirks, type Quirks } from './quirks.js';
import { createDatabase } from './store/database.js';
import type { Stored } from './store/stored.js';
import { createAccounts, type TokenSeed } from './transport/authenticate.js';
import { handle } from './transport/handle.js';
import { seed, type WorldSeed } from './world.js';

export interface ITopOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly quirks?: Partial<Quirks>;
  readonly world: WorldSeed;
  readonly tokens?: readonly TokenSeed[];
  /** What this site has added to the data model. */
  readonly site?: SiteModel & {
    readonly lifecycles?: Readonly<Record<string, TicketLifecycle>>;
    readonly born?: Instance['born'];
  };
  readonly timeToOwn?: Instance['timeToOwn'];
}

/** Somebody at the tool's own screens: rules of the lifecycle hold, nobody asks for REST rights. */
export interface Person {
  open(className: string, fields: Readonly<Record<string, unknown>>): Stored;
  change(id: number, fields: Readonly<Record<string, unknown>>): void;
  fire(id: number, stimulus: string, fields?: Readonly<Record<string, unknown>>): void;
  write(id: number, log: string, html: string): void;
  attach(id: number, name: string, content: Buffer): void;
  remove(id: number): void;
}

export interface ITop extends Simulator {
  readonly instance: Instance;
  readonly mails: readonly Mail[];
  as(login: string): Person;
  /** Objects as an administrator sees them. */
  readonly eyes: Finder;
  /** Switches turned while it runs: maintenance, read-only mode and the like. */
  turn(quirks: Partial<Quirks>): void;
}

/** One iTop behind one function. */
export function iTop({ clock, random, quirks = {}, world, tokens = [], site, timeToOwn }: ITopOptions): ITop {
  const settings: Quirks = { ...defaultQuirks, ...quirks };
  const model = modelOf(settings.flavour, site);
  const live = { ...settings };
  const instance: Instance = {
    clock,
    random,
    quirks: live,
    model,
    database: createDatabase(model),
    lifecycles: { ...lifecyclesOf(settings.flavour), ...site?.lifecycles },
    mails: [],
    racing: new Map(),
    changes: 0,
    entries: 0,
    timeToOwn: timeToOwn ?? (() => null),
    born: site?.born ?? (() => undefined),
  };
  seed(instance.database, world);
  const accounts = createAccounts(instance, tokens);
  const root = {
    id: 0,
    login: '',
    language: 'EN US',
    profiles: new Set(['Administrator']),
    organisations: new Set<number>(),
    contact: 0,
    shown: '',
  };
  const ticket = (id: number): Stored => {
    const found = instance.database.find('Ticket', id);
    if (!found) throw new Error(`itop simulator: no ticket ${id}`);
    return found;
  };
  return {
    instance,
    mails: instance.mails,
    eyes: createFinder(instance, root),
    turn: (changed) => void Object.assign(live, changed),
    handle: (request) => handle(instance, accounts, request),
    as(login) {
      const actor = accounts.actor(login);
      if (!actor) throw new Error(`itop simulator: no user ${login}; seed him with «users»`);
      const writing = () =>
        createWriting(instance, {
          actor,
          finder: createFinder(instance, actor),
          comment: actor.shown,
          origin: 'interactive',
        });
      return {
        open: (className, fields) => writing().create(className, fields),
        change: (id, fields) => void writing().update(ticket(id), fields),
        fire(id, stimulus, fields = {}) {
          const object = ticket(id);
          writing().stimulus(object, stimulus, fields, object.class);
        },
        write: (id, log, html) => void writing().update(ticket(id), { [log]: { add_item: { message: html } } }),
        attach(id, name, content) {
          const object = ticket(id);
          const contents = {
            data: content.toString('base64'),
            mimetype: 'application/octet-stream',
            filename: name,
            downloads_count: 0,
          };
          const about = { item_class: object.class, item_id: id, item_org_id: Number(object.values['org_id'] ?? 0) };
          writing().create('Attachment', { ...about, contents });
        },
        remove: (id) => writing().remove(ticket(id)),
      };
    },
  };
}
