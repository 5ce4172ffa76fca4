import { quoted, type Told } from '@passerelle/connector';
import { LineCounter, isAlias, isMap, isScalar, isSeq, parseDocument, type Document, type Node, type Pair } from 'yaml';
import type { MappingFault } from '../fault.js';
import { yamlFault } from './objection.js';
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
        {
          fr: `un fichier de ${maxCharacters} caractères au plus`,
          en: `a file of at most ${maxCharacters} characters`,
        },
        { fr: `${file.text.length} caractères`, en: `${file.text.length} characters` },
        { fr: 'répartissez-le en plusieurs surcouches', en: 'split it into overlays' },
      ),
    );
  } else {
    const document = parseDocument(file.text, { lineCounter: lines, prettyErrors: false });
    for (const error of [...document.errors, ...document.warnings])
      faults.push(yamlFault(placeOf(error.pos[0]), error));
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

  function stop(node: Node, expected: Told, came: Told): null {
    stopped = true;
    faults.push(
      faultAt(placeOf(offset(node)), expected, came, {
        fr: 'écrivez les lignes en entier, sans imbriquer d’ancres',
        en: 'write the rows out, without nesting anchors',
      }),
    );
    return null;
  }

  function valueOf(node: Node | null, depth: number): unknown {
    if (node === null || stopped) return null;
    nodes += 1;
    if (nodes > maxNodes || depth > maxDepth)
      return stop(
        node,
        { fr: 'un petit fichier', en: 'a small file' },
        { fr: 'des valeurs trop nombreuses ou trop imbriquées', en: 'too many or too deep values' },
      );
    if (isAlias(node)) {
      aliases += 1;
      if (aliases > maxAliases)
        return stop(
          node,
          { fr: `${maxAliases} alias au plus`, en: `at most ${maxAliases} aliases` },
          { fr: 'davantage', en: 'more' },
        );
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
        faults.push(keyFault(placeOf(offset(key)), name));
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

function keyFault(place: Place, name: unknown): MappingFault {
  const isNumber = typeof name === 'number';
  return faultAt(
    place,
    { fr: 'une clé qui soit du texte', en: 'a key that is text' },
    isNumber || typeof name === 'string' ? quoted(name) : { fr: 'autre chose', en: 'something else' },
    isNumber
      ? { fr: `écrivez "${name}" entre guillemets`, en: `write "${name}" in quotes` }
      : { fr: 'renommez-la ou retirez-la', en: 'rename or remove it' },
  );
}
