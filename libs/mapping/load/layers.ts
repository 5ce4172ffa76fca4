import { kinds, type Kind } from '@passerelle/ticket';
import type { ClassRows, DecisionRow, MappingYaml } from '../schema/mapping-file.js';
import type { JournalRow } from '../schema/journal-rows.js';
import type { StatusRow } from '../schema/rows.js';
import type { TableDomain, WordRow, Words } from '../schema/words.js';
import type { YamlDocument } from '../yaml/document.js';
import { placeText, type Place } from '../yaml/place.js';

/** Rows of one file: the base is layer 0, and each layer lies on the one before. The decisions of a file lie on its rows. */
export interface Layer {
  readonly document: YamlDocument;
  readonly yaml: MappingYaml;
  /** Native words of rows that were taken out as broken. */
  readonly damaged: ReadonlySet<string>;
  /** Where rows that were written in another form really stand. */
  readonly origins: ReadonlyMap<object, object>;
}

/** A row, and where it stands. */
export interface Located<T> {
  readonly row: T;
  readonly layer: number;
  readonly document: YamlDocument;
  readonly self: object;
}

/** Of the row, or of one of its keys. */
export function placeOf(located: Located<unknown>, key?: string): Place {
  return located.document.place(located.self, key);
}

/** `mappings/cassius.yaml:14`. */
export function atOf(located: Located<unknown>): string {
  return placeText(placeOf(located));
}

export function locate<T>(row: T & object, layers: readonly Layer[], index: number): Located<T> {
  const layer = layers[index] as Layer;
  return { row, layer: index, document: layer.document, self: layer.origins.get(row) ?? row };
}

/** A file as one layer, or two where it holds decisions. */
export function layersOf(document: YamlDocument, yaml: MappingYaml, damaged: ReadonlySet<string>): readonly Layer[] {
  const rows: Layer = { document, yaml, damaged, origins: new Map() };
  return yaml.decisions === undefined ? [rows] : [rows, decided(document, yaml.decisions)];
}

function decided(document: YamlDocument, decisions: readonly DecisionRow[]): Layer {
  const origins = new Map<object, object>();
  const classes = new Map<string, ClassRows[]>();
  const shared: ClassRows[] = [];
  const journals = decisions.filter((decision) => decision.for === 'journal').map(journalRow);
  for (const [row, decision] of journals) origins.set(row, decision);
  for (const decision of decisions.filter((one) => one.for !== 'journal')) {
    const rows = decision.for === 'class' ? classRows(decision) : tableRows(decision);
    origins.set(rows, decision);
    const native = decision.for === 'class' ? decision.native : decision.class;
    if (native === undefined) shared.push(rows);
    else classes.set(native, [...(classes.get(native) ?? []), rows]);
  }
  const merged = Object.create(null) as Record<string, ClassRows>;
  for (const [native, parts] of classes) {
    const own = together(parts);
    const first = parts[0];
    if (first) origins.set(own, origins.get(first) ?? first);
    merged[native] = own;
  }
  const yaml = { ...together(shared), classes: merged, journals: journals.map(([row]) => row) } as MappingYaml;
  return { document, yaml, damaged: new Set(), origins };
}

function classRows({ is, writes, refuse }: DecisionRow): ClassRows {
  if (refuse !== undefined) return { refuse };
  const kind = kinds.find((known) => known === is);
  const rows = kind === undefined ? { like: String(is) } : { is: kind };
  return writes === undefined ? rows : { ...rows, writes: writes as Kind[] };
}

function journalRow(decision: DecisionRow): readonly [JournalRow, DecisionRow] {
  const { native, is, writes, refuse } = decision;
  const row = { native, ...(is && { is }), ...(writes && { writes }), ...(refuse && { refuse }) };
  return [row as JournalRow, decision];
}

/** The decision itself serves as the row, so that it knows where it stands. */
function tableRows(decision: DecisionRow): ClassRows {
  if (decision.for === 'status') return { statuses: [decision as unknown as StatusRow] };
  return { words: { [decision.for]: { rows: [decision as WordRow] } } as Words };
}

function together(parts: readonly ClassRows[]): ClassRows {
  const statuses = parts.flatMap((part) => part.statuses ?? []);
  const words = new Map<TableDomain, WordRow[]>();
  for (const part of parts)
    for (const [domain, table] of Object.entries(part.words ?? {}) as [TableDomain, { rows?: WordRow[] }][])
      words.set(domain, [...(words.get(domain) ?? []), ...(table.rows ?? [])]);
  return {
    ...Object.assign({}, ...parts),
    statuses,
    words: Object.fromEntries([...words].map(([domain, rows]) => [domain, { rows }])) as Words,
  } as ClassRows;
}
