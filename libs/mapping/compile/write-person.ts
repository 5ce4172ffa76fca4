import type { NativeReference } from '@passerelle/connector';
import type { Person } from '@passerelle/ticket';
import type { FieldRow } from '../schema/rows.js';
import type { Leave, Page } from './page.js';
import type { Part } from './parts.js';
import { personText } from './person-text.js';
import type { Wording } from './wording.js';

/** Writes a value in its native form into the field; what does not fit is left over. */
export type WriteValue = (page: Page, part: Part, native: string) => void;

/** An account is named by its id alone: two tools may spell its name differently, and only the id is what we mean. */
export function reference(id: string): NativeReference {
  return { id, name: null };
}

/** Somebody without an e-mail address is no one whom a tool could write to: they stay text. */
function byName({ name, email, cut }: Person): NativeReference | null {
  return email === null || email.trim() === '' || cut ? null : { id: null, name: name ?? email, email };
}

/** Whom a tool without an account for somebody is told instead; null where it has no room for them but in text. */
function instead(person: Person, named: FieldRow['named'], { resolve }: Page): NativeReference | null {
  if (named === 'stand-in') {
    const id = resolve.standIn?.() ?? null;
    return id === null ? null : reference(id);
  }
  const told = byName(person);
  if (named !== 'address' || told === null) return told;
  return { ...told, name: null, ...(resolve.hushed === true && { hushed: true }) };
}

/** What the tool does not keep of somebody stands in the text, where it is read again. */
function isWholeIn(named: FieldRow['named'], { name, email, login, employeeNumber }: Person): boolean {
  if (named === 'stand-in') return false;
  return named !== 'address' || ((name === null || name === email) && login === null && employeeNumber === null);
}

export function personWriter(leave: Leave, wording: Wording, { blank, named }: FieldRow): WriteValue {
  return (page, part, native) => {
    const person = part.value as Person;
    const id = page.resolve.person(person);
    const asked = named === 'always' || (named !== undefined && id === null);
    const told = asked ? instead(person, named, page) : null;
    if (told !== null) page.fields[native] = told;
    else if (id !== null || blank !== 'leave') page.fields[native] = id === null ? null : reference(id);
    if (told === null ? id !== null : isWholeIn(named, person)) return;
    const line = told === null ? wording.person(person) : personText(person, wording);
    leave(page, { ...part, what: 'unresolved', why: { why: 'not-found', name: wording.person(person) }, line });
  };
}
