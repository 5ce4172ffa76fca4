import { inBoth, secret } from '@passerelle/connector';
import { z } from 'zod';
import { duration } from './duration.js';
import { zone } from './zone.js';

/** Where the console, the API and webhooks are listened for. Only this machine unless somebody says otherwise: a proxy in front of it speaks TLS. */
const place = z
  .string()
  .regex(
    /^(\[[0-9a-fA-F:]+\]|[^\s:]+):\d{1,5}$/,
    inBoth({
      fr: 'une adresse et un port tels que 127.0.0.1:8080',
      en: 'an address and a port such as 127.0.0.1:8080',
    }),
  )
  .transform((text) => {
    const at = text.lastIndexOf(':');
    return { address: text.slice(0, at).replace(/^\[|\]$/g, ''), port: Number(text.slice(at + 1)) };
  })
  .refine(({ port }) => port <= 65_535, inBoth({ fr: 'un port inférieur ou égal à 65535', en: 'a port up to 65535' }));

const HookYaml = z.strictObject({
  /** `standard`: Standard Webhooks 1.0; `glpi`: as GLPI 11 signs. */
  style: z.enum(['standard', 'glpi']).default('standard'),
  /** The second takes the place of the first. */
  secrets: z.array(secret()).min(1).max(2),
});

const roles = ['viewer', 'agent', 'operator', 'administrator'] as const;

/** Where people sign in with the account that they have elsewhere. */
const OidcYaml = z.strictObject({
  /** Its discovery document is asked for below this address. */
  issuer: z.url({ protocol: /^https?$/ }),
  client: z.string().min(1).max(500),
  secret: secret(),
  /** On the button. */
  label: z.string().min(1).max(80).default('OpenID Connect'),
  scopes: z.array(z.string().min(1).max(100)).max(20).default(['openid', 'profile', 'email']),
  /** The claim that says which groups somebody is in. */
  groups: z.string().min(1).max(100).default('groups'),
  /** What a group may do; of several the most. */
  roles: z.record(z.string(), z.enum(roles)).default({}),
  /** Groups that may read internal lines. */
  internal: z.array(z.string().min(1).max(500)).max(500).default([]),
  /** What somebody may do who is in none of them; null lets nobody in who has no account here. */
  otherwise: z.enum(roles).nullable().default(null),
});
export type OidcSettings = z.output<typeof OidcYaml>;

/** What only the service that stays up needs. */
export const HostYaml = z.strictObject({
  /** The slow clock: what was heard earlier and may begin now, what was refused. */
  full: duration().default(3_600_000),
  /** How old the last look at everything may be. */
  scan: duration().default(86_400_000),
  listen: place.prefault('127.0.0.1:8080'),
  /** Whether the console and the API are served at all. */
  serve: z.boolean().default(true),
  /** Whether people may sign in with an account of this house. */
  local: z.boolean().default(true),
  oidc: OidcYaml.nullable().default(null),
  /** By connection. Nothing is listened for without one. */
  hooks: z.record(z.string(), HookYaml).default({}),
});
export type HostSettings = z.output<typeof HostYaml>;

/** Letters in plain text; an owner whose name is an address gets those about what is his as well. */
const MailYaml = z.strictObject({
  /** Such as smtps://user:password@mail.example:465; smtp:// speaks TLS as soon as the server offers it. */
  server: secret().refine(
    (url) => /^smtps?:\/\/\S+$/.test(url.reveal()),
    inBoth({ fr: 'une adresse telle que smtps://…', en: 'an address such as smtps://…' }),
  ),
  from: z.email(),
  to: z.array(z.email()).min(1).max(50),
});

/** Whom to tell what a human should know. */
export const AlertsYaml = z.strictObject({
  /** Told by a JSON POST. Such an address is often a secret by itself. */
  webhooks: z
    .array(
      secret().refine(
        (url) => /^https?:\/\/\S+$/.test(url.reveal()),
        inBoth({ fr: 'une adresse telle que https://…', en: 'an address such as https://…' }),
      ),
    )
    .max(20)
    .default([]),
  mail: MailYaml.nullable().default(null),
  /** While a cause lasts it is told again so often. */
  remind: duration().default(86_400_000),
  /** Intervals of a connection without a turn that went well. */
  silent: z.int().min(2).max(1_000).default(5),
  /** The morning digest, on the clock of `timezone`; none where it is null. */
  digest: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, inBoth({ fr: 'une heure telle que 07:30', en: 'an hour such as 07:30' }))
    .nullable()
    .default(null),
  timezone: zone().default('Europe/Paris'),
  language: z.enum(['fr', 'en']).default('fr'),
});
export type AlertSettings = z.output<typeof AlertsYaml>;
