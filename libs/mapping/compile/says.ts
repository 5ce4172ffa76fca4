import type { NativeFields, NativeReference, NativeValue } from '@passerelle/connector';
import type { Person, Ticket, TicketField, TicketFields } from '@passerelle/ticket';
import { formOf, isWritten } from '../laws/fields.js';
import type { Resolver } from '../mapping.js';
import { lineHead, linesOf } from '../text/block.js';
import { textForms, type TextForm } from '../text/forms.js';
import { lineText, preambleLines, stripPreamble } from '../text/preamble.js';
import type { FieldLine, Page } from './page.js';
import { isBlank, partsOf, type Part } from './parts.js';
import type { ReadClass } from './read-class.js';
import { sameNative, sameValue, tidy } from './same-value.js';
import { each, fieldOf, textOf } from './values.js';
import type { ClassWriter } from './write-class.js';
import { carriageOf } from './write-field.js';
import type { WriteSurroundings } from './write-line.js';

/**
 * Whether a tool already says a field of a ticket: its word is the one that we would write, or it reads as that value.
 * Then it is told nothing.
 */
export type Says = (fields: NativeFields, field: TicketField, ticket: Ticket, resolve: Resolver) => boolean;

/** `writer` is null where nothing is ever written: there only what is read counts. */
export function sayer(around: WriteSurroundings, writer: ClassWriter | null, read: ReadClass): Says {
  const { view, wording } = around;
  const carriage = carriageOf(around);
  const description = writer?.description?.row;
  const descriptionForm = description === undefined ? 'text' : (formOf(description) as TextForm);
  const customNames = view.fields.flatMap(({ row }) =>
    row.is.startsWith('custom.') ? [row.is.slice('custom.'.length)] : [],
  );
  const homesOf = (name: string): readonly string[] => {
    if (name === 'status') return view.status === null ? [] : [view.status];
    const computed = name === 'priority' && view.priority !== null;
    const names = computed ? ['impact', 'urgency'] : [name];
    return view.fields.flatMap(({ row }) =>
      names.includes(row.is) && isWritten(row, false) && row.native !== undefined ? [row.native] : [],
    );
  };
  const readsOf = (name: string): readonly string[] =>
    view.fields.flatMap(({ row }) => (row.is === name && row.native !== undefined ? [row.native] : []));

  /** The description's text below the preamble, as it would be compared. */
  const below = (native: NativeValue | undefined): string => {
    const text = textOf(native ?? null) ?? '';
    if (descriptionForm === 'text') return tidy(stripPreamble(text));
    return tidy(stripPreamble(textForms[descriptionForm].read(text)));
  };

  // The same native fields are asked about for one field after the other, and reading HTML is dear.
  const reading = once((fields) => read({ fields }).said);
  const standingIn = once((fields) => {
    const home = description?.native;
    const text = (home === undefined ? null : textOf(fieldOf(fields, home) ?? null)) ?? '';
    const lines =
      descriptionForm === 'text'
        ? preambleLines(text, 'text')
        : preambleLines(textForms[descriptionForm].read(text), 'markdown');
    return lines.map(squash);
  });
  const belowIn = once((fields) => below(fieldOf(fields, description?.native ?? '')));

  return (fields, field, ticket, resolve) => {
    if (field === 'audience') return view.audience === ticket.audience;
    const same = (native: string, wanted: NativeValue): boolean => {
      const all = fieldOf(fields, native) ?? null;
      // One is read from a list as its first (GLPI keeps several requesters), so that one is what it says.
      const said = Array.isArray(all) && !Array.isArray(wanted) ? (each(all)[0] ?? null) : all;
      return sameNative(said, wanted) || (resolve.same?.(view.native, native, said, wanted) ?? false);
    };
    if (field === 'description') {
      if (sameValue(reading(fields).description, ticket.description)) return true;
      const native = description?.native;
      if (!writer) return false;
      if (native === undefined) return true;
      const wanted = writer.write(ticket, ['description'], resolve).fields[native] ?? null;
      return belowIn(fields) === below(wanted) || same(native, wanted);
    }

    const page = writer?.tell(ticket, field, resolve) ?? null;
    const undecided = page === null || page.words.some(({ decision }) => decision.by === 'nobody');
    const lines = writer && page ? linesSaid(fields, page, writer) : () => false;
    return partsOf(ticket, field, customNames).every((part) => {
      if (isTold(part)) return true;
      return readsAs(part);
    });

    function isTold(part: Part): boolean {
      if (undecided || page === null || writer === null) return false;
      // What the tool works out of the others has nothing of its own to say where we say nothing.
      const computed = view.priority !== null && ['impact', 'urgency', 'priority'].includes(part.name);
      if (computed && isBlank(part.value, part.name)) return true;
      if (!isHome(part.name)) return false;
      if (carriage.tells(page, part)) {
        const wanted = writer.tell(ticket, 'status', resolve).fields;
        if (!Object.entries(wanted).every(([native, value]) => same(native, value))) return false;
      }
      return lines(part);
    }

    /** What we would write into the homes of this part stands there. */
    function isHome(name: string): boolean {
      const told = page?.fields ?? {};
      return homesOf(name).every((native) => told[native] === undefined || same(native, told[native]));
    }

    function readsAs({ name, value }: Part): boolean {
      const heard = reading(fields)[field];
      if (heard === undefined) return false;
      if (isDecided(name, value)) return isHome(name);
      if (field === name) return sameValue(heard, value);
      const all = partsOf({ ...ticket, [field]: heard } as Ticket, field, customNames);
      return sameValue(all.find((part) => part.name === name)?.value ?? null, value);
    }

    /** Two accounts are told apart by their ids alone: a namesake is somebody else. */
    function isDecided(name: string, value: unknown): boolean {
      const people = (Array.isArray(value) ? value : [value]).filter(isPerson);
      if (people.length === 0 || people.some((person) => resolve.person(person) === null)) return false;
      return readsOf(name).some((native) => {
        const there = each(fieldOf(fields, native) ?? null);
        return there.length > 0 && there.every((one) => typeof one !== 'string' && hasId(one));
      });
    }

    /** The lines of one part stand at the head of the description, and none that it said once does. */
    function linesSaid(native: NativeFields, told: Page, by: ClassWriter): (part: Part) => boolean {
      const home = description?.native;
      if (home === undefined) return () => true;
      const { language } = resolve;
      const standing = standingIn(native);
      const limited = resolve.maxLength(view.native, home) !== null;
      return (part) => {
        const label = wording.label(part.name, language);
        const own = told.lines.filter((line) => line.label === label);
        // Where there is no room for all lines, only those that fit are missed.
        const wanted = limited && own.length > 0 ? by.lines(ticket, resolve).filter(isAmong(own)) : own;
        const texts = shown(wanted, language);
        if (!texts.every((line) => standing.includes(line))) return false;
        const head = squash(lineHead(label, language));
        const others = standing.filter((line) => line.startsWith(head) && !texts.includes(line));
        if (others.length === 0) return true;
        const all = shown(by.lines(ticket, resolve), language);
        return others.every((line) => all.includes(line));
      };
    }
  };
}

function once<T>(work: (fields: NativeFields) => T): (fields: NativeFields) => T {
  const known = new WeakMap<NativeFields, { readonly value: T }>();
  return (fields) => {
    const found = known.get(fields) ?? { value: work(fields) };
    known.set(fields, found);
    return found.value;
  };
}

function isAmong(own: readonly FieldLine[]): (line: FieldLine) => boolean {
  return (line) =>
    own.some(({ field, label, value }) => field === line.field && label === line.label && value === line.value);
}

/** Lines as they are compared: tools collapse blanks, above all those that keep HTML. */
function shown(lines: readonly FieldLine[], language: 'fr' | 'en'): readonly string[] {
  return lines.flatMap((line) => linesOf(lineText(line, language))).map(squash);
}

function squash(line: string): string {
  return line.normalize('NFC').replace(/\s+/gu, ' ').trim();
}

function hasId(reference: NativeReference): boolean {
  return reference.id !== null && reference.id !== '';
}

function isPerson(value: unknown): value is Person {
  return typeof value === 'object' && value !== null && 'cut' in value;
}

/** The fields that a reading spoke of. */
export function legibleOf(said: Partial<TicketFields>): readonly TicketField[] {
  return Object.keys(said) as TicketField[];
}
