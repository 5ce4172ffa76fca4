import type { Readable } from 'node:stream';
import type { AnswerOf, BodyOf, Grant, LiveEvent, ParamsOf, QueryOf, RouteName, Routes } from '@passerelle/api';
import type { Account, Sight } from '@passerelle/store';
import type { Language } from './problem.js';
import type { SeenTicket } from './seen-ticket.js';

/** Whoever asks, once it is known who it is. */
export interface Caller {
  readonly account: Account;
  readonly grant: Grant;
  readonly through: 'session' | 'token';
  /** Of the session or of the token. */
  readonly key: string;
  readonly csrf: string | null;
}

export interface Upload {
  readonly name: string;
  readonly mime: string | null;
  readonly content: Readable;
  /** It was cut off since it was too large. */
  readonly truncated: () => boolean;
}

/** One question behind the door: who asks, that they may, and what, already held against its schema. */
export interface Call<N extends RouteName> {
  readonly name: N;
  readonly params: ParamsOf<N>;
  readonly query: QueryOf<N>;
  readonly body: BodyOf<N>;
  /** Null only where anyone may come. */
  readonly guest: Caller | null;
  /** Throws where nobody is signed in, which the guard has seen to. */
  readonly caller: Caller;
  readonly sight: Sight;
  /** Of routes that touch one ticket: as the caller may see it. */
  readonly ticket: SeenTicket;
  readonly language: Language;
  readonly address: string;
  readonly ifMatch: string | null;
  readonly url: string;
  readonly cookies: Readonly<Record<string, string | undefined>>;
  readonly file: () => Promise<Upload | null>;
  readonly header: (name: string, value: string) => void;
  readonly cookie: (
    name: string,
    value: string | null,
    options?: { readonly maxAge?: number; readonly path?: string },
  ) => void;
  /** For the audit. No text of a ticket. */
  readonly note: (object: string | null, detail?: Readonly<Record<string, unknown>>) => void;
}

export interface FileAnswer {
  readonly content: Readable;
  readonly headers: Readonly<Record<string, string>>;
}

/** Goes on until the caller leaves. */
export interface EventsAnswer {
  subscribe(listener: (event: LiveEvent) => void): () => void;
}

type Answers<A> = A extends 'file'
  ? FileAnswer
  : A extends 'events'
    ? EventsAnswer
    : A extends 'redirect'
      ? { readonly to: string }
      : A extends 'nothing'
        ? void
        : A;

/** One function for each route of the list; a route without one does not compile. */
export type Handlers = {
  readonly [N in RouteName]: (call: Call<N>) => Promise<Answers<AnswerOf<N>>>;
};

export type Some<N extends keyof Routes> = Pick<Handlers, N>;
