import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NativeFields, NativeTicket } from '@passerelle/connector';
import { blankTicket, type Ticket } from '@passerelle/ticket';
import { loadCanon, type Canon, type Language } from '../canon.js';
import type { LoadedMapping } from '../compile/mapping.js';
import { faultText } from '../fault.js';
import { loadMapping, type Loaded, type MappingSources } from '../load/load.js';
import type { Resolver } from '../mapping.js';
import type { MappingFile } from '../yaml/document.js';

const root = join(import.meta.dirname, '..', '..', '..');

export function shipped(name: string): MappingFile {
  const path = `mappings/${name}.yaml`;
  return { path, text: readFileSync(join(root, path), 'utf8') };
}

export function shippedCanon(): Canon {
  const loaded = loadCanon(shipped('canon'));
  if ('faults' in loaded) throw new Error(loaded.faults.map((fault) => faultText(fault).en).join('\n'));
  return loaded.canon;
}

export const declared = {
  cassius: { commentaires: 'public', notes_travail: 'internal' },
  servicenow: { comments: 'public', work_notes: 'internal' },
} as const;

/** The shipped mapping of a connector, with overlays in text over it. */
export function open(connector: 'cassius' | 'servicenow', ...overlays: readonly string[]): LoadedMapping {
  return wellLoaded(openLoose(connector, ...overlays));
}

export function openLoose(connector: 'cassius' | 'servicenow', ...overlays: readonly string[]): Loaded {
  return loadMapping({
    connection: connector,
    connector,
    files: [
      shipped(connector),
      ...overlays.map((text, index) => ({ path: `mappings/sites/overlay-${index + 1}.yaml`, text })),
    ],
    journals: declared[connector],
    canon: shippedCanon(),
  });
}

/** A mapping written in a spec, of a tool with one public and one internal journal. */
export function loadText(text: string, more: Partial<MappingSources> = {}): Loaded {
  return loadMapping({
    connection: 'outil',
    connector: 'outil',
    files: [{ path: 'mappings/outil.yaml', text }],
    journals: { public: 'public', interne: 'internal' },
    canon: shippedCanon(),
    ...more,
  });
}

export function wellLoaded(loaded: Loaded): LoadedMapping {
  if ('faults' in loaded) throw new Error(loaded.faults.map((fault) => faultText(fault).en).join('\n'));
  return loaded.mapping;
}

export function faultsOf(loaded: Loaded, language: Language = 'en'): readonly string[] {
  return 'faults' in loaded ? loaded.faults.map((fault) => faultText(fault)[language]) : [];
}

export function nativeTicket(
  nativeClass: string,
  fields: NativeFields,
  more: Partial<NativeTicket> = {},
): NativeTicket {
  return {
    id: 'n1',
    class: nativeClass,
    number: 'N1',
    version: '1',
    changedAt: null,
    url: null,
    fields,
    entries: [],
    attachments: [],
    ...more,
  };
}

export function ticket(said: Partial<Ticket> = {}): Ticket {
  return {
    ...blankTicket,
    audience: 'public',
    id: 't1',
    number: 'RITM0524w',
    references: [{ connection: 'cassius', number: 'RITM0524w', url: null }],
    ...said,
  };
}

/** A target that knows whom and what it is told to know, and limits nothing else. */
export function resolver(known: Partial<Resolver> = {}): Resolver {
  return {
    person: () => null,
    group: (name) => `id of ${name}`,
    asset: () => null,
    maxLength: () => null,
    language: 'fr',
    zone: 'Europe/Paris',
    ...known,
  };
}

/** A native field's value as text; empty where it is none. */
export function textOf(fields: NativeFields, name: string): string {
  const value = fields[name];
  return typeof value === 'string' ? value : '';
}
