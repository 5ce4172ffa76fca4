import { Fault, fine, lacking, type Finding, type Told } from '@passerelle/connector';
import { fieldsOf } from './fields.js';
import { statesOf } from './lifecycle.js';
import { textIn } from './wire/envelope.js';
import { get } from './wire/get.js';
import { quoted } from './wire/oql.js';
import { probe } from './wire/refusal.js';
import type { Server } from './wire/server.js';

/** A question after an attribute that does not exist lists those that do: the one look at the data model that REST allows. */
export async function modelFinding(
  server: Server,
  ticketClass: 'UserRequest' | 'Incident',
  signal?: AbortSignal,
): Promise<Finding> {
  const title: Told = { fr: `attributs de ${ticketClass}`, en: `attributes of ${ticketClass}` };
  const key = `SELECT ${ticketClass} WHERE ${probe} = 1`;
  const said = await server
    .read({ operation: 'core/get', class: ticketClass, key, output_fields: 'id' }, { signal })
    .then(
      () => '',
      (error: unknown) => {
        if (error instanceof Fault && error.kind === 'rejected') return error.message;
        throw error;
      },
    );
  const codes = /expecting \{([^}]*)\}?/.exec(said)?.[1]?.split(/,\s*/);
  if (!codes || codes.length < 10)
    return fine(title, {
      fr: 'cet iTop ne les dit pas ; la configuration fait foi',
      en: 'not told by this iTop; those of the configuration are believed',
    });
  // The list is cut where the message is: only what stands before the cut can be held against it.
  const known = Object.keys(fieldsOf(server.config, ticketClass));
  const missing = known.filter((code) => !codes.includes(code));
  if (missing.length === 0) return fine(title, { fr: `${known.length} sont connus`, en: `${known.length} are known` });
  return lacking(
    title,
    { fr: `cet iTop n’a pas ${missing.join(', ')}`, en: `this iTop has no ${missing.join(', ')}` },
    {
      fr: 'retirez-les de la configuration, ou ajoutez-les au modèle de données',
      en: 'take them out of the configuration, or let the data model have them',
    },
    true,
  );
}

/** States that no lifecycle of ours knows, in which tickets stand. */
export async function statesFinding(
  server: Server,
  ticketClass: 'UserRequest' | 'Incident',
  signal?: AbortSignal,
): Promise<Finding> {
  const title: Told = { fr: `états de ${ticketClass}`, en: `states of ${ticketClass}` };
  const known = Object.keys(statesOf(server.config, ticketClass));
  const oql = `SELECT ${ticketClass} WHERE status NOT IN (${known.map(quoted).join(',')})`;
  const { objects, total } = await get(server, { class: ticketClass, oql, fields: ['status'], limit: 50 }, { signal });
  if (total === 0)
    return fine(title, {
      fr: `${known.length} sont connus, et aucun ticket n’est dans un autre`,
      en: `${known.length} are known, and no ticket stands in another`,
    });
  const strange = [...new Set(objects.map(({ fields }) => textIn(fields, 'status')))].join(', ');
  return lacking(
    title,
    {
      fr: `${total} tickets dans un état inconnu : ${strange}`,
      en: `${total} tickets stand in states that are not known: ${strange}`,
    },
    {
      fr: `ajoutez ces états sous site.${ticketClass}.states, avec leurs transitions`,
      en: `add them under site.${ticketClass}.states, with their transitions`,
    },
  );
}
