import { p } from '@mikro-orm/core';
import { KeptText } from './kept-text.js';

/*
 * Identities, words and instants compare byte by byte, whatever the database's own collation is: paging relies on it.
 * Instants are ISO-8601 texts in UTC, as everywhere in the project; `at::timestamptz` where SQL must compute with one.
 */
export const word = () => p.type(KeptText).$type<string>().collation('C');

/** For people to read. */
export const prose = () => p.type(KeptText).$type<string>();

/** `json` keeps the order of members and any character; `jsonb` refuses U+0000 and costs twice the time. */
export const json = <T>() => p.json<T>().columnType('json');
