import { quoted, whatCame, type Audience, type NativeCode } from '@passerelle/connector';
import type { Canon } from '../canon.js';
import { compileMapping, type LoadedMapping } from '../compile/mapping.js';
import { inOrder, type MappingFault } from '../fault.js';
import { classFaults } from '../laws/classes.js';
import { decisionFaults } from '../laws/decisions.js';
import { fieldFaults } from '../laws/fields.js';
import { entryFieldFaults, entryWordFaults } from '../laws/entries.js';
import { journalFaults } from '../laws/journals.js';
import { removalFaults } from '../laws/removals.js';
import { statusFaults } from '../laws/statuses.js';
import { tableFaults } from '../laws/tables.js';
import { forms } from '../schema/forms.js';
import { knownOf } from '../schema/keys.js';
import { MappingYaml } from '../schema/mapping-file.js';
import { readYaml, type MappingFile, type YamlDocument } from '../yaml/document.js';
import { faultAt } from '../yaml/place.js';
import { shapeOf } from '../yaml/shape.js';
import { classNames, classView, journalRows, setting, sharedTables } from './class-view.js';
import { foldOf } from './fold.js';
import { layersOf, type Layer } from './layers.js';

export interface MappingSources {
  readonly connection: string;
  readonly connector: string;
  /** The base first, then the overlays on it, each of which `extends` the one before. */
  readonly files: readonly MappingFile[];
  /** What the connector declares, in code, of who reads each journal. */
  readonly journals: Readonly<Record<NativeCode, Audience>>;
  readonly canon: Canon;
  /** Where decided rows of this connection go; by default the overlay, or `mappings/sites/<connection>.yaml`. */
  readonly decisionsFile?: string;
}

export type Loaded = { readonly mapping: LoadedMapping } | { readonly faults: readonly MappingFault[] };

const known = knownOf(MappingYaml, forms);

/** Reads the files of one connection's mapping and holds them against the laws. All faults come at once. */
export function loadMapping(sources: MappingSources): Loaded {
  const faults: MappingFault[] = [];
  const shaped = sources.files.map((file) => {
    const document = readYaml(file);
    const { value, faults: found, damaged } = shapeOf(document, MappingYaml, known);
    faults.push(...document.faults, ...found);
    return { document, yaml: value, damaged };
  });
  const whole = shaped.flatMap(({ document, yaml, damaged }) => (yaml === null ? [] : [{ document, yaml, damaged }]));
  if (whole.length === 0 || whole.length < shaped.length) return { faults: inOrder(faults) };
  faults.push(...headFaults(sources, whole));

  const names = whole.flatMap(({ yaml }) => Object.keys(yaml.classes ?? {}));
  const decidedNames = whole.flatMap(({ yaml }) =>
    (yaml.decisions ?? []).filter((row) => row.for === 'class').map((row) => row.native),
  );
  const layers = whole.flatMap(({ document, yaml, damaged }) => {
    if (yaml.decisions === undefined) return layersOf(document, yaml, damaged);
    const { faults: found, sound } = decisionFaults(document, yaml.decisions, [...names, ...decidedNames]);
    faults.push(...found);
    return layersOf(document, { ...yaml, decisions: [...sound] }, damaged);
  });
  faults.push(...lawFaults(sources, layers));
  if (faults.length > 0) return { faults: inOrder(faults) };
  return { mapping: compileMapping(sources, layers) };
}

function headFaults(
  sources: MappingSources,
  files: readonly { document: YamlDocument; yaml: MappingYaml }[],
): readonly MappingFault[] {
  return files.flatMap(({ document, yaml }, index) => {
    const root = yaml as object;
    const faults: MappingFault[] = [];
    if (index === 0) {
      if (yaml.connector === undefined)
        faults.push(
          faultAt(
            document.place(root),
            {
              fr: `«connector: ${sources.connector}» dans un mapping de base`,
              en: `«connector: ${sources.connector}» in a base mapping`,
            },
            whatCame.none,
            { fr: 'ajoutez cette ligne', en: 'add it' },
          ),
        );
      else if (yaml.connector !== sources.connector)
        faults.push(
          faultAt(
            document.place(root, 'connector'),
            { fr: `le mapping de ${sources.connector}`, en: `the mapping of ${sources.connector}` },
            { fr: `celui de «${yaml.connector}»`, en: `that of «${yaml.connector}»` },
            {
              fr: `nommez le bon fichier pour ${sources.connection}`,
              en: `name the right file for ${sources.connection}`,
            },
          ),
        );
      if (yaml.classes === undefined)
        faults.push(
          faultAt(document.place(root), quoted('classes:'), whatCame.none, {
            fr: 'ajoutez les classes de l’outil et ce qu’elles sont',
            en: 'add the native classes and what they are',
          }),
        );
    } else if (yaml.extends === undefined)
      faults.push(
        faultAt(
          document.place(root),
          { fr: '«extends: …» dans une surcouche', en: '«extends: …» in an overlay' },
          whatCame.none,
          { fr: `ajoutez «extends: ${sources.connector}»`, en: `add «extends: ${sources.connector}»` },
        ),
      );
    else if (!isNameOf(yaml.extends, [sources.connector, files[index - 1]?.document.path ?? '']))
      faults.push(
        faultAt(
          document.place(root, 'extends'),
          {
            fr: `le mapping en dessous, «${sources.connector}» ou la surcouche posée dessus`,
            en: `the mapping below it, «${sources.connector}» or the overlay on it`,
          },
          quoted(yaml.extends),
          {
            fr: 'corrigez-le : une surcouche se pose sur les mots de son propre outil',
            en: 'correct it: an overlay is laid over the words of its own tool',
          },
        ),
      );
    if (yaml.timezone !== undefined && !isZone(yaml.timezone))
      faults.push(
        faultAt(
          document.place(root, 'timezone'),
          { fr: 'un fuseau horaire de l’IANA', en: 'an IANA time zone' },
          quoted(yaml.timezone),
          { fr: 'écrivez-le comme dans Europe/Paris', en: 'write it as in Europe/Paris' },
        ),
      );
    for (const code of yaml.group_codes ?? [])
      if (!isPattern(code))
        faults.push(
          faultAt(
            document.place(root, 'group_codes'),
            { fr: 'des expressions régulières', en: 'regular expressions' },
            quoted(code),
            { fr: 'corrigez l’expression', en: 'correct the expression' },
          ),
        );
    return faults;
  });
}

function lawFaults(sources: MappingSources, layers: readonly Layer[]): readonly MappingFault[] {
  const readonly = setting(layers, 'readonly') ?? false;
  const fold = foldOf(setting(layers, 'compare') ?? 'exact');
  const damaged = new Set(layers.flatMap((layer) => [...layer.damaged]));
  const views = classNames(layers).map((native) => classView(layers, native, fold));
  const base = layers[0] as Layer;
  const journals = journalRows(layers);
  const tables = sharedTables(layers, fold);
  return [
    ...classFaults(views, layers, readonly),
    ...removalFaults(views),
    ...views
      .filter((view) => view.refuse === null)
      .flatMap((view) => [
        ...statusFaults(view, fold, damaged, readonly),
        ...tableFaults(view, sources.canon, readonly),
        ...fieldFaults(view, sources.canon, readonly),
      ]),
    ...entryWordFaults(layers),
    ...journals.flatMap((located) => entryFieldFaults(located, tables, readonly)),
    ...journalFaults(journals, sources.journals, base.document.place(base.yaml, 'journals'), damaged, readonly),
  ];
}

/** `sites/lycee` is `mappings/sites/lycee.yaml`; a path is itself, from wherever it was written. */
function isNameOf(name: string, known: readonly string[]): boolean {
  const bare = (text: string): string => text.replace(/\.ya?ml$/u, '').replace(/^(?:\.{0,2}\/)+/u, '');
  return known.some((one) => bare(one) === bare(name) || bare(one).endsWith(`/${bare(name)}`));
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function isPattern(source: string): boolean {
  try {
    new RegExp(source, 'u');
    return true;
  } catch {
    return false;
  }
}
