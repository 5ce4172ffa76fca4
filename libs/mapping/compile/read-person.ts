import type { NativeReference, NativeValue } from '@passerelle/connector';
import type { Person } from '@passerelle/ticket';
import { formOf } from '../laws/fields.js';
import type { ClassView } from '../load/class-view.js';
import type { FieldRow } from '../schema/rows.js';
import { lineHead, oneLine } from '../text/block.js';
import { textForms, type TextForm } from '../text/forms.js';
import { preambleLines } from '../text/preamble.js';
import type { Draft } from './draft.js';
import { personOfText } from './person-text.js';
import { each, fieldOf, personOf, textOf } from './values.js';
import type { Wording } from './wording.js';

/** What a tool says of somebody: a person, nobody (null), or nothing (undefined), since a stand-in names no one. */
export type ReadPerson = (draft: Draft, value: NativeValue) => Person | null | undefined;

/**
 * Somebody whom the tool has no account for and keeps by an address, or by an account that stands for all such people: who
 * they are stands in our line at the head of the description. It is believed of an address only where it names that very one.
 */
export function personReader(row: FieldRow, view: ClassView, wording: Wording): ReadPerson {
  const description = view.fields.find(({ row: one }) => one.is === 'description' && one.native !== undefined)?.row;
  const heads = (['fr', 'en'] as const).map((language) => lineHead(wording.label(row.is, language), language));

  const inText = ({ fields }: Draft): Person | null => {
    const text = textOf(fieldOf(fields, description?.native ?? '') ?? null);
    if (text === null || description === undefined) return null;
    const form = formOf(description) as TextForm;
    const lines = form === 'text' ? preambleLines(text, 'text') : preambleLines(textForms[form].read(text), 'markdown');
    for (const line of lines.map(oneLine)) {
      const head = heads.find((one) => line.startsWith(one));
      if (head !== undefined) return personOfText(line.slice(head.length).trim());
    }
    return null;
  };

  return (draft, value) => {
    const [first] = each(value);
    if (first === undefined) return null;
    const person = personOf(first);
    if (isStandIn(first)) return inText(draft) ?? undefined;
    if (row.named !== 'address' || !isAddressAlone(person)) return person;
    const told = inText(draft);
    return told?.email?.toLowerCase() === person.email?.toLowerCase() ? told : person;
  };
}

function isStandIn(one: string | NativeReference): boolean {
  return typeof one !== 'string' && one.standIn === true;
}

function isAddressAlone({ name, email, login, employeeNumber }: Person): boolean {
  return email !== null && name === null && login === null && employeeNumber === null;
}
