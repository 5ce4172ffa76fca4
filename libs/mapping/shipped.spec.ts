import { describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { NativeFields } from '@passerelle/connector';
import { entryKinds, type Ticket, type TicketField } from '@passerelle/ticket';
import fc from 'fast-check';
import { connectors } from '@passerelle/connectors';
import { faultText } from './fault.js';
import { loadMapping } from './load/load.js';
import type { Resolver } from './mapping.js';
import { nativeTicket, resolver, shipped, shippedCanon, wellLoaded } from './testing/load-from.js';
import { anyResolver, anyTicket } from './testing/tickets.js';

const root = join(import.meta.dirname, '..', '..');
const spoken = connectors.filter(({ name }) => existsSync(join(root, 'mappings', `${name}.yaml`)));
const canon = shippedCanon();
/** Groups that a target lacks stay text, so that no word is left to a human. */
const overlay = (name: string) => ({
  path: 'mappings/sites/essai.yaml',
  text: `extends: ${name}\nwords:\n  group: { absent: groupe-absent-en-texte }\n`,
});

describe.each(spoken.map((definition) => [definition.name, definition] as const))(
  'the mapping of %s',
  (name, { journals }) => {
    const open = (...more: readonly ReturnType<typeof overlay>[]) =>
      loadMapping({ connection: name, connector: name, files: [shipped(name), ...more], journals, canon });

    it('loads without a fault', () => {
      const loaded = open();
      expect('faults' in loaded ? loaded.faults.map((fault) => faultText(fault).en) : []).toEqual([]);
    });

    const mapping = wellLoaded(open(overlay(name)));
    const classes = mapping.classes.map(({ native }) => native);
    const decided = (nativeClass: string, whole: Ticket, resolve: Resolver): readonly TicketField[] =>
      mapping
        .writable(nativeClass)
        .filter((field) =>
          mapping.write(whole, nativeClass, [field], resolve).words.every(({ decision }) => decision.by !== 'nobody'),
        );
    const unsaid =
      (fields: NativeFields, nativeClass: string, whole: Ticket, resolve: Resolver) => (field: TicketField) =>
        !mapping.says(fields, nativeClass, field, whole, resolve);

    it('has a tool say every field of a ticket that was just written into it', () => {
      fc.assert(
        fc.property(anyTicket, anyResolver, fc.constantFrom(...classes), (whole, resolve, nativeClass) => {
          const { fields } = mapping.write(whole, nativeClass, mapping.writable(nativeClass), resolve);
          const missing = decided(nativeClass, whole, resolve).filter(unsaid(fields, nativeClass, whole, resolve));
          expect({ nativeClass, missing }).toEqual({ nativeClass, missing: [] });
        }),
        { numRuns: 60 },
      );
    });

    it('has a tool say what it is read as saying', () => {
      fc.assert(
        fc.property(anyTicket, anyResolver, fc.constantFrom(...classes), (whole, resolve, nativeClass) => {
          const native = nativeTicket(
            nativeClass,
            mapping.write(whole, nativeClass, mapping.writable(nativeClass), resolve).fields,
          );
          const heard = { ...whole, ...mapping.read(native).said };
          const missing = mapping.legible(native).filter(unsaid(native.fields, nativeClass, heard, resolve));
          expect({ nativeClass, missing }).toEqual({ nativeClass, missing: [] });
        }),
        { numRuns: 60 },
      );
    });

    it('never shows requesters what is internal, whatever the kind of the entry', () => {
      for (const kind of entryKinds)
        for (const journal of Object.keys(journals)) {
          const { text, words } = mapping.writeEntry(
            journal,
            { kind, audience: 'internal', text: 'secret' },
            resolver(),
          );
          const refused = words.some(({ decision }) => decision.by === 'refusal');
          expect([journal, kind, refused, text.includes('secret')]).toEqual([
            journal,
            kind,
            mapping.readonly || journals[journal] === 'public',
            !(mapping.readonly || journals[journal] === 'public'),
          ]);
          const home = mapping.journalFor(kind, 'internal');
          expect(home === null || journals[home] === 'internal').toBe(true);
        }
    });
  },
);
