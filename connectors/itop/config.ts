import { inBoth, secret } from '@passerelle/connector';
import { z } from 'zod';
import { fieldKinds } from './field-kinds.js';

const auth = z.discriminatedUnion('kind', [
  /** `Authorization: Basic`, allowed by default (`allowed_login_types`). */
  z.strictObject({ kind: z.literal('basic'), user: z.string().min(1), password: secret() }),
  /** Form fields, for servers whose proxy keeps the header to itself. */
  z.strictObject({ kind: z.literal('form'), user: z.string().min(1), password: secret() }),
  /** Header `Auth-Token` of the extension authent-token, application or personal. */
  z.strictObject({ kind: z.literal('token'), token: secret() }),
]);

const pace = z.strictObject({
  concurrency: z.int().min(1).max(16).default(4),
  perSecond: z.number().positive().optional(),
  perHour: z.number().positive().optional(),
});

const code = z
  .string()
  .regex(
    /^[A-Za-z_][A-Za-z0-9_]{0,79}$/,
    inBoth({ fr: 'un code tel que caller_id', en: 'expected a code such as caller_id' }),
  );
const label = z.string().min(1).max(200);

/** An attribute that only this site's data model has, or a base one as this site uses it. */
const field = z.strictObject({
  kind: z.enum(fieldKinds),
  label,
  /** Of a reference: the class that it points at. */
  target: code.optional(),
  /** Of a code: its values with their labels. */
  choices: z.record(z.string().min(1).max(100), label).optional(),
  mandatory: z.boolean().default(false),
  maxLength: z.int().positive().optional(),
  /** Worked out by iTop: read, never written. */
  readonly: z.boolean().default(false),
});

const transition = z.strictObject({
  from: code,
  to: code,
  /** The stimulus. */
  by: code,
  requires: z.array(code).default([]),
});

const site = z.strictObject({
  fields: z.record(code, field).default({}),
  /** States beside those of the base system, with their labels. */
  states: z.record(code, label).default({}),
  /** Moves beside those of the base system. */
  transitions: z.array(transition).max(500).default([]),
  /** Stimuli of the base system that this site has taken away. */
  without: z.array(code).default([]),
});

export const Config = z.strictObject({
  /** The root of the installation: `webservices/rest.php` stands below it. */
  url: z.url({ protocol: /^https?$/ }),
  auth,
  pace: pace.prefault({}),
  /** itil: itop-request-mgmt-itil with incidents; simple: itop-request-mgmt, whose requests are either. */
  flavour: z.enum(['itil', 'simple']).default('itil'),
  /** Tickets that are read at once, with what belongs to them. */
  pageSize: z.int().min(1).max(1000).default(200),
  /** Seconds that a ticket may become visible later than its stamp says: iTop stamps before it commits. */
  lag: z.int().min(0).max(600).default(30),
  /** Seconds after which a request that was sent can no longer have its effect (PHP's max_execution_time and a margin). */
  settled: z.int().min(1).max(3_600).default(60),
  /** PHP's `post_max_size` in bytes: of a larger body everything is dropped, and the answer looks like a bad login. */
  maxBody: z
    .int()
    .min(65_536)
    .default(8 * 1024 * 1024),
  /**
   * Number of the Person who is the caller of tickets whose requester has no Person here; the requester's name and e-mail
   * stand in the description. Left out, such tickets have no caller.
   */
  standIn: z
    .union([z.int().positive(), z.string().regex(/^[1-9]\d{0,14}$/)])
    .transform(String)
    .optional(),
  /** What `check` calls the instance; nothing is written to another one. */
  instance: z.string().min(1).optional(),
  /** Every ticket belongs to one: which, where the ticket itself does not say. */
  organisation: z
    .strictObject({
      from: z.array(z.enum(['requester', 'site', 'connection'])).default(['requester', 'site', 'connection']),
      /** Name or id. */
      default: z.string().min(1).optional(),
      /** The field that names the site, and the organisation of each of its values. */
      sites: z.strictObject({ field: code, organisations: z.record(z.string().min(1), z.string().min(1)) }).optional(),
    })
    .prefault({}),
  /** Who gets a ticket that is created without a team, by name. iTops that see to it by themselves need none. */
  team: z.string().min(1).optional(),
  /** Text attribute that keeps the mark of a creation, agents only. Base system: the reason of a hot flag. */
  mark: code.default('escalation_reason'),
  /** Classes of configuration items that are machines; a data model without one of them is told so. */
  inventory: z.array(code).max(50).default(['PC', 'Server']),
  /**
   * A copy of this iTop's `data/datamodel-production.xml`, beside the configuration: `check` holds the states, moves and
   * mandatory attributes of this file against what the connection knows, since REST tells none of them.
   */
  datamodel: z.string().min(1).optional(),
  /** What this site has added to each class. */
  site: z.partialRecord(z.enum(['UserRequest', 'Incident']), site).default({}),
  /** Mails that this iTop sends by itself, where the account may not read its triggers. */
  reactions: z
    .array(
      z.strictObject({
        name: label,
        class: code,
        on: z.enum(['create', 'comment', 'work_note', 'attach', 'update', 'resolve', 'close']),
      }),
    )
    .default([]),
});

export type Config = z.output<typeof Config>;
export type SiteField = z.output<typeof field>;
export type SiteTransition = z.output<typeof transition>;
export type TicketClass = 'UserRequest' | 'Incident';

/**
 * Classes as the house hears of them. The simple flavour has one class for both: what its `request_type` calls an incident
 * is heard, and may be created, as an Incident.
 */
export const ticketClasses: readonly TicketClass[] = ['UserRequest', 'Incident'];

/** The class of iTop that a ticket of ours is kept in. */
export function realClass({ flavour }: Pick<Config, 'flavour'>, ticketClass: string): string {
  return flavour === 'simple' && ticketClass === 'Incident' ? 'UserRequest' : ticketClass;
}

/** Classes that iTop has. */
export function classesOf({ flavour }: Pick<Config, 'flavour'>): readonly TicketClass[] {
  return flavour === 'itil' ? ['UserRequest', 'Incident'] : ['UserRequest'];
}
