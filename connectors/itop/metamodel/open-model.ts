import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Fault, type Lifecycle, type NativeTransition, type Told } from '@passerelle/connector';
import { realClass, ticketClasses, type Config } from '../config.js';
import { fieldsOf } from '../fields.js';
import { readModel, type Model, type ModelClass } from './read-model.js';

/** REST has no verb that tells the data model: this is the copy of `data/datamodel-production.xml` that a site has put beside its configuration. */
export interface Metamodel {
  /** Null where the configuration names no file. */
  read(): Promise<Model | null>;
  moves(): Promise<Lifecycle | null>;
}

/** A compiled data model with all modules has about 5 MB. */
const most = 64 * 1024 * 1024;

export function openModel(connection: string, config: Config, folder: string): Metamodel {
  const fault = (path: string, { fr, en }: Told): Fault =>
    new Fault({
      kind: 'malformed',
      connection,
      message: {
        fr: `attendu une copie de data/datamodel-production.xml de cet iTop dans ${path}, ${fr}`,
        en: `expected a copy of data/datamodel-production.xml of this iTop in ${path}, ${en}`,
      },
    });

  async function read(): Promise<Model | null> {
    if (config.datamodel === undefined) return null;
    const path = resolve(folder, config.datamodel);
    const size = await stat(path).then(
      (file) => file.size,
      () => null,
    );
    if (size === null)
      throw fault(path, {
        fr: 'et ce fichier n’existe pas ; copiez-le là, ou retirez datamodel',
        en: 'and there is no such file; copy it there, or take out datamodel',
      });
    if (size > most)
      throw fault(path, {
        fr: `d’au plus ${most / 1024 / 1024} Mo ; reçu ${size} octets`,
        en: `of at most ${most / 1024 / 1024} MB; came ${size} bytes`,
      });
    const model = readModel(await readFile(path, 'utf8'));
    if (model === null)
      throw fault(path, {
        fr: 'reçu autre chose, ou une partie seulement ; copiez-la de nouveau',
        en: 'came something else, or a part of it; copy it again',
      });
    return model;
  }

  return {
    read,
    async moves() {
      const model = await read();
      if (model === null) return null;
      const classes = ticketClasses.flatMap((name) => {
        const real = realClass(config, name);
        const told = model.classes[real];
        return told ? [[name, movesOf(told, config, real)] as const] : [];
      });
      return { classes: Object.fromEntries(classes) };
    },
  };
}

/**
 * Moves that people make, with what each asks for: what every ticket has, and codes, which have a default, are left out as
 * they are in our own table.
 */
function movesOf({ moves, mandatory }: ModelClass, config: Config, real: string): readonly NativeTransition[] {
  const fields = fieldsOf(config, real === 'Incident' ? 'Incident' : 'UserRequest');
  const isAsked = (code: string): boolean => {
    const field = fields[code];
    return (
      field === undefined || (!field.mandatory && !field.readonly && (field.kind !== 'code' || code === 'request_type'))
    );
  };
  return moves
    .filter(({ internal }) => !internal)
    .map(({ from, to, by, mandatory: own }) => ({
      from,
      to,
      by,
      requires: [...new Set([...(mandatory[to] ?? []), ...own])].filter(isAsked),
    }));
}
