import { LineCounter, isAlias, isMap, isScalar, isSeq, parseDocument, type Document, type Node, type Pair } from 'yaml';
import type { MappingFault } from '../fault.js';
import { faultAt, type Place } from './place.js';

export interface MappingFile {
  /** As shown to people: `mappings/cassius.yaml`. */
  readonly path: string;
  readonly text: string;
}

/** A YAML file as plain values without prototypes, each of which knows where it stands. */
export interface YamlDocument {
  readonly path: string;
  readonly value: unknown;
  readonly faults: readonly MappingFault[];
  /** Of a map or list, or of what stands in it under `key`; of the key itself with `onKey`. */
  place(parent: object, key?: string | number, onKey?: boolean): Place;
}

/** Files are written by hand: anything larger than this is a mistake or an attack. */
const maxCharacters = 2_000_000;
const maxNodes = 200_000;
const maxDepth = 30;
const maxAliases = 100;
const unsafe: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

interface Spot {
  readonly self: number;
  readonly keys: Map<string | number, { readonly key: number; readonly value: number }>;
}

export function readYaml(file: MappingFile): YamlDocument {
  const lines = new LineCounter();
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file: file.path, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const spots = new WeakMap<object, Spot>();
  const faults: MappingFault[] = [];
  let value: unknown = null;
  if (file.text.length > maxCharacters) {
    faults.push(
      faultAt(
        { file: file.path, line: 1, column: 1 },
        `a file of at most ${maxCharacters} characters`,
        `${file.text.length} characters`,
        'split it into overlays',
      ),
    );
  } else {
    const document = parseDocument(file.text, { lineCounter: lines, prettyErrors: false });
    for (const error of [...document.errors, ...document.warnings])
      faults.push(faultAt(placeOf(error.pos[0]), 'valid YAML', firstLine(error.message), yamlAdvice(error.code)));
    value = valuesOf({ document, faults, spots, placeOf });
  }
  return {
    path: file.path,
    value,
    faults,
    place(parent, key, onKey = false) {
      const spot = spots.get(parent);
      const inside = key === undefined ? undefined : spot?.keys.get(key);
      return placeOf((onKey ? inside?.key : inside?.value) ?? spot?.self ?? 0);
    },
  };
}

interface Reader {
  readonly document: Document;
  readonly faults: MappingFault[];
  readonly spots: WeakMap<object, Spot>;
  readonly placeOf: (offset: number) => Place;
}

/** Turns nodes into values, with every bound that keeps a small file from becoming a large one. */
function valuesOf({ document, faults, spots, placeOf }: Reader): unknown {
  let nodes = 0;
  let aliases = 0;
  let stopped = false;

  function stop(node: Node, expected: string, came: string): null {
    stopped = true;
    faults.push(faultAt(placeOf(offset(node)), expected, came, 'write the rows out, without nesting anchors'));
    return null;
  }

  function valueOf(node: Node | null, depth: number): unknown {
    if (node === null || stopped) return null;
    nodes += 1;
    if (nodes > maxNodes || depth > maxDepth) return stop(node, 'a small file', 'too many or too deep values');
    if (isAlias(node)) {
      aliases += 1;
      if (aliases > maxAliases) return stop(node, `at most ${maxAliases} aliases`, 'more');
      return valueOf(node.resolve(document) ?? null, depth + 1);
    }
    if (isScalar(node)) return node.value;
    if (isSeq(node)) return listOf(node.items as Node[], offset(node), depth);
    if (isMap(node)) return mapOf(node.items as Pair<Node, Node | null>[], offset(node), depth);
    return null;
  }

  function listOf(items: readonly Node[], self: number, depth: number): unknown[] {
    const spot: Spot = { self, keys: new Map() };
    const out = items.map((item, index) => {
      spot.keys.set(index, { key: offset(item), value: offset(item) });
      return valueOf(item, depth + 1);
    });
    spots.set(out, spot);
    return out;
  }

  function mapOf(pairs: readonly Pair<Node, Node | null>[], self: number, depth: number): object {
    const spot: Spot = { self, keys: new Map() };
    const out = Object.create(null) as Record<string, unknown>;
    spots.set(out, spot);
    for (const { key, value } of pairs) {
      const name = isScalar(key) ? key.value : undefined;
      if (typeof name !== 'string' || unsafe.has(name)) {
        const came = typeof name === 'string' || typeof name === 'number' ? `«${name}»` : 'something else';
        const advice = typeof name === 'number' ? `write "${name}" in quotes` : 'rename or remove it';
        faults.push(faultAt(placeOf(offset(key)), 'a key that is text', came, advice));
        continue;
      }
      spot.keys.set(name, { key: offset(key), value: value ? offset(value) : offset(key) });
      out[name] = valueOf(value, depth + 1);
    }
    return out;
  }

  return document.contents === null ? null : valueOf(document.contents as Node, 0);
}

function offset(node: Node): number {
  return node.range?.[0] ?? 0;
}

function firstLine(message: string): string {
  return message.split('\n')[0] ?? message;
}

function yamlAdvice(code: string): string {
  if (code === 'DUPLICATE_KEY') return 'keep one of the two';
  if (code === 'TAB_AS_INDENT') return 'indent with blanks';
  return 'correct the line';
}
