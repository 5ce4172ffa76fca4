import { yamlAdvice, yamlObjection } from '@passerelle/mapping';
import { type Told, whatCame } from '@passerelle/connector';
import { LineCounter, isAlias, isMap, isScalar, isSeq, parseDocument, visit, type Document, type Node } from 'yaml';
import type { ConfigurationFault } from './fault.js';
import { holdsMasks, mask, resolveReferences, unmask, type Environment } from './references.js';

export type Path = readonly PropertyKey[];

/** A YAML file with the environment put in, that knows where everything stands. */
export interface ConfigurationDocument {
  readonly value: unknown;
  readonly faults: readonly ConfigurationFault[];
  /** Variables that the value at this path was made of. */
  variablesAt(path: Path): readonly string[];
  /** A fault at the value of this path, at its key with `onKey`, or at the nearest thing around it that is there. */
  fault(path: Path, expected: Told, came: Told, advice: Told, onKey?: boolean): ConfigurationFault;
}

export interface ConfigurationText {
  /** As shown to people. */
  readonly path: string;
  readonly text: string;
}

const longest = 1_000_000;

export function readDocument({ path: file, text }: ConfigurationText, environment: Environment): ConfigurationDocument {
  const lines = new LineCounter();
  const faultAt = (offset: number, expected: Told, came: Told, advice: Told): ConfigurationFault => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col), expected, came, advice };
  };
  if (text.length > longest || holdsMasks(text)) {
    const came =
      text.length > longest
        ? { fr: `un fichier de ${text.length} caractères`, en: `a file of ${text.length} characters` }
        : { fr: 'des caractères de la zone à usage privé', en: 'characters of the private use area' };
    const expected = { fr: 'une configuration écrite à la main', en: 'a configuration written by hand' };
    const fault = faultAt(0, expected, came, { fr: 'nommez le bon fichier', en: 'name the right file' });
    return { value: null, faults: [fault], variablesAt: () => [], fault: () => fault };
  }
  const document = parseDocument(mask(text), { lineCounter: lines, prettyErrors: false });
  const faults = [...document.errors, ...document.warnings].map((problem) =>
    faultAt(
      problem.pos[0],
      { fr: 'du YAML valide', en: 'valid YAML' },
      yamlObjection({ code: problem.code, message: unmask(problem.message) }),
      yamlAdvice(problem.code),
    ),
  );
  const variables = new Map<unknown, readonly string[]>();
  visit(document, {
    Scalar: (key, node) => {
      if (typeof node.value !== 'string') return;
      if (key === 'key') {
        node.value = unmask(node.value);
        return;
      }
      const { text: value, used, unset } = resolveReferences(node.value, environment);
      node.value = value;
      if (used.length > 0) variables.set(node, used);
      for (const name of new Set(unset))
        faults.push(
          faultAt(
            offsetOf(node),
            { fr: `la variable d’environnement ${name}`, en: `the environment variable ${name}` },
            whatCame.nothing,
            {
              fr: `définissez ${name} avant le démarrage, ou écrivez \${${name}:-…} avec une valeur par défaut`,
              en: `set ${name} before starting, or write \${${name}:-…} with a default`,
            },
          ),
        );
    },
  });
  const broken = document.errors.length > 0;
  return {
    value: broken ? null : (document.toJS() as unknown),
    faults,
    variablesAt: (path) => variables.get(nodeAt(document, path)) ?? [],
    fault: (path, expected, came, advice, onKey = false) =>
      faultAt(placeOf(document, path, onKey), expected, came, advice),
  };
}

function placeOf(document: Document, path: Path, onKey: boolean): number {
  for (let length = path.length; length > 0; length -= 1) {
    const parent = nodeAt(document, path.slice(0, length - 1));
    const last = path[length - 1];
    const wantKey = onKey || length < path.length;
    const pair = isMap(parent)
      ? parent.items.find(({ key }) => isScalar(key) && String(key.value) === last)
      : undefined;
    const node = pair
      ? wantKey || pair.value === null
        ? pair.key
        : pair.value
      : nodeAt(document, path.slice(0, length));
    if (node) return offsetOf(node as Node);
  }
  return document.contents ? offsetOf(document.contents as Node) : 0;
}

function nodeAt(document: Document, path: Path): Node | null {
  let node = document.contents as Node | null | undefined;
  for (const part of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === part);
      node = pair?.value as Node | null | undefined;
    } else if (isSeq(node) && typeof part === 'number') node = node.items[part] as Node | undefined;
    else return null;
  }
  return node ?? null;
}

function offsetOf(node: Node): number {
  return node.range?.[0] ?? 0;
}
