import { inBoth, secret } from '@passerelle/connector';
import { deskVoice } from '@passerelle/sync';
import { rulesVoice } from '@passerelle/workflow';
import { kinds, statuses, ticketFields, type TicketField } from '@passerelle/ticket';
import { z } from 'zod';
import { cadence } from './cadence.js';
import { AlertsYaml, HostYaml } from './service.js';
import { logLevels } from './settings.js';
import { zone } from './zone.js';

/** Names go into marks, file names and messages. */
export const name = () =>
  z.string().regex(
    /^[a-z0-9][a-z0-9-]{0,62}$/,
    inBoth({
      fr: 'un nom fait de minuscules, de chiffres et de tirets, tel que glpi-lycee',
      en: 'a name of lower-case letters, digits and dashes, such as glpi-lycee',
    }),
  );

const words = z.array(z.string().min(1).max(200)).min(1).max(10_000);
const count = z.int().min(0).max(100_000_000);

/** In one turn of one connection: enough for a busy morning, far too little for a mapping gone wrong. */
const MirrorBrake = z.strictObject({
  mails: z.int().min(0).default(0),
  removals: z.int().min(0).default(0),
  creates: z.int().min(0).default(200),
  closes: z.int().min(0).default(100),
  reopens: z.int().min(0).default(50),
  reassigns: z.int().min(0).default(200),
});

/** Where a day is meant, it begins at midnight in the route's zone. */
const instant = z.union(
  [z.iso.date(), z.iso.datetime({ offset: true })],
  inBoth({
    fr: 'un jour tel que 2025-01-31, ou un instant avec son fuseau',
    en: 'a day such as 2025-01-31, or an instant with its zone',
  }),
);

export const Filter = z.strictObject({
  kind: z.array(z.enum(kinds)).min(1).optional(),
  status: z.array(z.enum(statuses)).min(1).optional(),
  group: words.optional(),
  category: words.optional(),
  number: words.optional(),
  createdFrom: instant.optional(),
  createdBefore: instant.optional(),
});

/** What to do with what the target does not know. Each default keeps everything and widens nothing. */
const Choices = z.strictObject({
  /** People nobody in the target fits: kept as text in the header, or the run is refused. */
  unknownPeople: z.enum(['text', 'refuse']).default('text'),
  /** People several accounts fit: as text rather than as a guess. */
  ambiguousPeople: z.enum(['text', 'refuse']).default('text'),
  nameAlone: z.enum(['link', 'show']).default('show'),
  /** Accounts that are switched off: named in text rather than referred to, since nobody reads for them. */
  inactivePeople: z.enum(['link', 'text']).default('text'),
  /** The target's group that takes the tickets of groups it lacks; null refuses the run while one is missing. */
  missingGroup: z.string().min(1).max(200).nullable().default(null),
  /** Internal files where every attachment can be read by the requester: refused until somebody decides to leave them. */
  internalFiles: z.enum(['leave', 'refuse']).default('refuse'),
});

/** A run that would do more of this stops and asks. Nothing is allowed until somebody says so. */
const Brake = z.strictObject({ mails: count.default(0), removals: count.default(0) });

const terms = {
  name: name(),
  only: Filter.prefault({}),
  as: z.partialRecord(z.enum(kinds), z.string().min(1).max(80)).default({}),
  adopt: z.boolean().default(true),
  notify: z.enum(['silent', 'count']).default('count'),
  language: z.enum(['fr', 'en']).default('fr'),
  /** Of the dates that Passerelle writes; that of the target where none is given. */
  timezone: zone().optional(),
  brake: Brake.prefault({}),
  choices: Choices.prefault({}),
};

export const MigrateYaml = z.strictObject({
  ...terms,
  mode: z.literal('migrate').default('migrate'),
  from: z.string().min(1),
  to: z.string().min(1),
});
export type MigrateYaml = z.output<typeof MigrateYaml>;

/** Files of rules by name, later ones over earlier ones: `commun` is `mappings/rules/commun.yaml`. */
const rules = z.array(z.string().min(1).max(500)).max(100).default([]);

const connection = () => z.string().min(1);
const members = () => z.array(connection()).min(1).max(100);
const field = () => z.enum(ticketFields as readonly [TicketField, ...TicketField[]]);

export const MirrorYaml = z.strictObject({
  ...terms,
  mode: z.literal('mirror').default('mirror'),
  brake: MirrorBrake.prefault({}),
  /** Two tools that number by themselves give the same numbers to different tickets. */
  adopt: z.boolean().default(false),
  between: z.array(connection()).min(2).max(100),
  /** Whose word stands where two tools moved the same field at once. */
  owns: z.partialRecord(field(), connection()).default({}),
  /** Which connections may say a field, and which are told it; all of the route where nothing is said. */
  fields: z
    .partialRecord(field(), z.strictObject({ from: members().optional(), to: members().optional() }))
    .default({}),
  /** Tickets that are so are told no more. */
  until: Filter.nullable().default(null),
  mails: connection().nullable().default(null),
  closes: connection().nullable().default(null),
  rules,
});
export type MirrorYaml = z.output<typeof MirrorYaml>;

const bytes: Readonly<Record<string, number>> = { KiB: 1_024, MiB: 1_024 ** 2, GiB: 1_024 ** 3 };

/** The keys of a connection that are Passerelle's; all others are its connector's. */
export const ConnectionYaml = z.strictObject({
  connector: z.string().min(1),
  timezone: zone().default('Europe/Paris'),
  mapping: z.string().min(1).max(500).optional(),
  every: cadence().optional(),
  /** Also its connector's, where that knows it. */
  instance: z.string().min(1).max(200).optional(),
  /** Whom to ask, named beside all that waits for a human: a person, a team, an address. */
  owner: z.string().min(1).max(200).optional(),
  /** The day on which its credentials end, as far as somebody knows: told some weeks before. */
  expires: z.iso.date().optional(),
  /** How long what it said is kept, beside its shadow: `90d`, a day to ten years. */
  retention: z
    .string()
    .regex(/^[1-9]\d{0,3}d$/, inBoth({ fr: 'un nombre de jours tel que 90d', en: 'a number of days such as 90d' }))
    .transform((text) => Number(text.slice(0, -1)) * 86_400_000)
    .optional(),
  /** The largest file that it is to have, such as `14 MiB`: a larger one stays where it is, and a line says so there. */
  largestFile: z
    .string()
    .regex(/^[1-9]\d{0,6} ?(KiB|MiB|GiB)$/, inBoth({ fr: 'une taille telle que 14 MiB', en: 'a size such as 14 MiB' }))
    .transform((text) => Number.parseInt(text, 10) * (bytes[text.slice(-3)] ?? 1))
    .optional(),
  rules,
});
export type ConnectionYaml = z.output<typeof ConnectionYaml>;
export const connectionKeys: readonly string[] = Object.keys(ConnectionYaml.shape);

export const Head = z.strictObject({
  database: z
    .union([
      z.literal('embedded'),
      secret().refine(
        isPostgres,
        inBoth({
          fr: 'embedded, ou une adresse telle que postgres://…',
          en: 'embedded, or an address such as postgres://…',
        }),
      ),
    ])
    .default('embedded'),
  data: z.string().min(1).max(1_000).default('.passerelle'),
  log: z.enum(logLevels).default('info'),
  connections: z.record(
    name()
      .refine(
        (text) => text !== rulesVoice,
        inBoth({
          fr: `un autre nom que ${rulesVoice}, sous lequel parlent les règles`,
          en: `another name than ${rulesVoice}, under which rules speak`,
        }),
      )
      .refine(
        (text) => text !== deskVoice,
        inBoth({
          fr: `un autre nom que ${deskVoice}, sous lequel parlent les gens de notre propre guichet`,
          en: `another name than ${deskVoice}, under which people at our own desk speak`,
        }),
      ),
    z.record(z.string(), z.unknown()),
  ),
  routes: z.array(z.unknown()).max(1_000).default([]),
  host: HostYaml.prefault({}),
  alerts: AlertsYaml.prefault({}),
});
export type Head = z.output<typeof Head>;

function isPostgres(address: { reveal(): string }): boolean {
  return /^(postgres(ql)?:\/\/|socket:|\/)/.test(address.reveal());
}
