import { z } from 'zod';
import { Instant, Name, pageOf, PageQuery } from './basics.js';
import { Right, Role, Scope } from './rights.js';

export const languages = ['fr', 'en'] as const;
export const Language = z.enum(languages);

export const SignIn = z.strictObject({ login: z.string().min(1).max(320), password: z.string().min(1).max(1_000) });

export const Me = z
  .object({
    id: z.string(),
    login: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    role: Role,
    rights: z.array(Right).readonly(),
    scope: Scope,
    /** Keys under which tools know them: `agent=mine` means these. */
    persons: z.array(z.string()).readonly(),
    teams: z.array(z.string()).readonly().describe('names of teams: `team=mine` means these'),
    language: Language,
    timezone: z.string().nullable(),
    /** local: has a password here. oidc: signs in elsewhere. */
    account: z.enum(['local', 'oidc']),
    /** The password was given by somebody else and must be changed first. */
    mustChange: z.boolean(),
  })
  .readonly();
export type Me = z.infer<typeof Me>;

/** `csrf` goes into the header `x-csrf-token` of everything but GET. `oidc` is the label of the other way in. */
export const SessionOf = z
  .object({
    me: Me.nullable(),
    csrf: z.string().nullable(),
    oidc: z.string().nullable(),
    local: z.boolean(),
  })
  .readonly();
export type SessionOf = z.infer<typeof SessionOf>;

export const PasswordChange = z.strictObject({
  old: z.string().min(1).max(1_000),
  new: z.string().min(12).max(1_000),
});
export const Preferences = z.strictObject({
  language: Language.optional(),
  timezone: z.string().max(60).nullable().optional(),
});

export const UserOf = z
  .object({
    ...Me.unwrap().omit({ rights: true }).shape,
    internal: z.boolean(),
    disabled: z.boolean(),
    /** Too many wrong passwords: until then. */
    lockedUntil: Instant.nullable(),
    lastSeen: Instant.nullable(),
    created: Instant,
  })
  .readonly();
export type UserOf = z.infer<typeof UserOf>;

const user = {
  name: Name,
  email: z.email().max(320).nullable().default(null),
  role: Role,
  internal: z.boolean().default(false),
  scope: Scope.default({ connections: null, teams: null }),
  persons: z.array(z.string().max(400)).max(50).default([]),
  teams: z.array(z.string().max(200)).max(200).default([]),
  language: Language.default('fr'),
  timezone: z.string().max(60).nullable().default(null),
};
export const NewUser = z.strictObject({
  login: z
    .string()
    .regex(/^[\p{L}\p{N}._@+-]+$/u)
    .max(320),
  /** Absent for one who signs in elsewhere. */
  password: z.string().min(12).max(1_000).optional(),
  ...user,
});
export const UserChange = z.strictObject({
  ...user,
  disabled: z.boolean().default(false),
  /** Given by somebody else: must be changed at the next sign-in. */
  password: z.string().min(12).max(1_000).optional(),
});

export const TokenOf = z
  .object({
    id: z.string(),
    name: z.string(),
    user: z.string(),
    rights: z.array(Right).readonly(),
    scope: Scope,
    created: Instant,
    expires: Instant,
    lastUsed: Instant.nullable(),
  })
  .readonly();
export type TokenOf = z.infer<typeof TokenOf>;
export const NewToken = z.strictObject({
  name: Name,
  rights: z.array(Right).min(1),
  scope: Scope.default({ connections: null, teams: null }),
  days: z.int().min(1).max(366),
});
/** The only time that the token itself is shown. Sent as `Authorization: Bearer …`. */
export const MadeToken = z.object({ token: TokenOf, secret: z.string() }).readonly();

export const AuditLine = z
  .object({
    id: z.string(),
    at: Instant,
    /** Name of the person while it is known here, its key otherwise. */
    who: z.string(),
    person: z.string().nullable(),
    /** session, token or cli. */
    through: z.string(),
    what: z.string().describe('name of the route, or of the command'),
    object: z.string().nullable(),
    /** HTTP status. */
    outcome: z.int(),
    detail: z.record(z.string(), z.unknown()),
    address: z.string().nullable(),
  })
  .readonly();
export type AuditLine = z.infer<typeof AuditLine>;
export const AuditQuery = PageQuery.extend({
  person: z.string().max(200).optional(),
  what: z.string().max(200).optional(),
  object: z.string().max(400).optional(),
  from: z.iso.datetime().optional(),
  before: z.iso.datetime().optional(),
});
export const AuditPage = pageOf(AuditLine);
