import { secret } from '@passerelle/connector';
import { IANAZone } from 'luxon';
import { z } from 'zod';
import { duration } from './duration.js';

/** Where webhooks are listened for. Only this machine unless somebody says otherwise: a proxy in front of it speaks TLS. */
const place = z
  .string()
  .regex(/^(\[[0-9a-fA-F:]+\]|[^\s:]+):\d{1,5}$/, 'an address and a port such as 127.0.0.1:8480')
  .transform((text) => {
    const at = text.lastIndexOf(':');
    return { address: text.slice(0, at).replace(/^\[|\]$/g, ''), port: Number(text.slice(at + 1)) };
  })
  .refine(({ port }) => port <= 65_535, 'a port up to 65535');

const HookYaml = z.strictObject({
  /** `standard`: Standard Webhooks 1.0; `glpi`: as GLPI 11 signs. */
  style: z.enum(['standard', 'glpi']).default('standard'),
  /** The second takes the place of the first. */
  secrets: z.array(secret()).min(1).max(2),
});

/** What only the service that stays up needs. */
export const HostYaml = z.strictObject({
  /** The slow clock: what was heard earlier and may begin now, what was refused. */
  full: duration().default(3_600_000),
  /** How old the last look at everything may be. */
  scan: duration().default(86_400_000),
  listen: place.prefault('127.0.0.1:8480'),
  /** By connection. Nothing is listened for without one. */
  hooks: z.record(z.string(), HookYaml).default({}),
});
export type HostSettings = z.output<typeof HostYaml>;

/** Letters in plain text; an owner whose name is an address gets those about what is his as well. */
const MailYaml = z.strictObject({
  /** Such as smtps://user:password@mail.example:465; smtp:// speaks TLS as soon as the server offers it. */
  server: secret().refine((url) => /^smtps?:\/\/\S+$/.test(url.reveal()), 'an address such as smtps://…'),
  from: z.email(),
  to: z.array(z.email()).min(1).max(50),
});

/** Whom to tell what a human should know. */
export const AlertsYaml = z.strictObject({
  /** Told by a JSON POST. Such an address is often a secret by itself. */
  webhooks: z
    .array(secret().refine((url) => /^https?:\/\/\S+$/.test(url.reveal()), 'an address such as https://…'))
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
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'an hour such as 07:30')
    .nullable()
    .default(null),
  timezone: z
    .string()
    .refine((text) => IANAZone.isValidZone(text), 'an IANA zone such as Europe/Paris')
    .default('Europe/Paris'),
  language: z.enum(['fr', 'en']).default('fr'),
});
export type AlertSettings = z.output<typeof AlertsYaml>;
