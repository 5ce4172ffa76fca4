import { fine, lacking, looking, type Finding, type Told } from '@passerelle/connector';
import type { Instance } from '../wire/instance.js';
import { hiddenIn, rowsOf } from '../wire/rows.js';

/** A table, and what is lost without the right to read it. */
interface Need {
  readonly table: string;
  readonly lost: Told;
  readonly advice: Told;
  readonly blocking: boolean;
}

const reading = (tables: string): Told => ({ fr: `donnez le droit de lire ${tables}`, en: `grant read on ${tables}` });

function needs(classes: readonly string[]): readonly Need[] {
  return [
    ...classes.map((table) => ({
      table,
      lost: { fr: `aucun ${table} n’est lisible`, en: `no ${table} can be read` },
      advice: {
        fr: `donnez au compte le droit de lire et d’écrire ${table} (le rôle itil, ou un rôle propre), ou retirez-le de classes`,
        en: `grant the account read and write on ${table} (the role itil, or one of its own), or leave it out of classes`,
      },
      blocking: true,
    })),
    {
      table: 'sys_journal_field',
      lost: {
        fr: 'les lignes de journal sont lues dans le texte des tickets : à la seconde, par nom affiché, et sans identifiant',
        en: 'entries are read from the tickets’ own text: to the second, by display name, and without ids',
      },
      advice: reading('sys_journal_field'),
      blocking: false,
    },
    {
      table: 'sys_attachment',
      lost: { fr: 'les pièces jointes sont illisibles', en: 'attachments cannot be read' },
      advice: reading('sys_attachment'),
      blocking: false,
    },
    {
      table: 'sys_choice',
      lost: {
        fr: 'les valeurs ne peuvent pas être contrôlées avant d’être écrites',
        en: 'values cannot be checked before they are written',
      },
      advice: {
        fr: 'donnez le droit de lire sys_choice, toutes colonnes comprises',
        en: 'grant read on sys_choice, all of its columns',
      },
      blocking: false,
    },
    {
      table: 'sys_dictionary',
      lost: {
        fr: 'les longueurs et les colonnes obligatoires sont inconnues : un plan ne peut pas les contrôler',
        en: 'lengths and mandatory columns are not known, so a plan cannot check them',
      },
      advice: reading('sys_dictionary, sys_db_object'),
      blocking: false,
    },
    {
      table: 'sys_user',
      lost: { fr: 'les personnes ne peuvent pas être rapprochées', en: 'persons cannot be matched' },
      advice: reading('sys_user'),
      blocking: false,
    },
    {
      table: 'sys_user_group',
      lost: { fr: 'les groupes ne peuvent pas être rapprochés', en: 'groups cannot be matched' },
      advice: reading('sys_user_group'),
      blocking: false,
    },
    {
      table: 'sysevent_email_action',
      lost: {
        fr: 'les courriels qu’une migration ferait partir ne peuvent pas être comptés',
        en: 'mails that a migration sets off cannot be counted',
      },
      advice: reading('sysevent_email_action, sys_hub_flow, wf_workflow, contract_sla'),
      blocking: false,
    },
  ];
}

/** Read rights, as they show: a table without rights answers 200, a count, and no rows. */
export async function readRights(instance: Instance, signal?: AbortSignal): Promise<readonly Finding[]> {
  const found = await Promise.all(
    needs(instance.config.classes).map(({ table, lost, advice, blocking }) => {
      const title = { fr: `lire ${table}`, en: `read ${table}` };
      return looking(title, advice, async () => {
        const limit = 5;
        const page = await rowsOf(instance, { of: table, query: null, fields: ['sys_id'], limit }, signal);
        const hidden = hiddenIn(page, limit);
        const { total } = page;
        if (hidden === 0) {
          const count = total === null ? null : { fr: `, ${total} lignes`, en: `, ${total} rows` };
          return [fine(title, { fr: `lisible${count?.fr ?? ''}`, en: `readable${count?.en ?? ''}` })];
        }
        const detail =
          page.rows.length > 0
            ? {
                fr: `des lignes sont cachées : ${lost.fr} pour celles-là`,
                en: `some rows are hidden: ${lost.en} for those`,
              }
            : {
                fr: `${total} lignes comptées, aucune n’est donnée : ${lost.fr}`,
                en: `${total} rows are counted and none is given: ${lost.en}`,
              };
        return [lacking(title, detail, advice, blocking && page.rows.length === 0)];
      });
    }),
  );
  return found.flat();
}

/** Roles that carry the right to write tickets in the base system. */
const writing = new Set(['admin', 'itil', 'itil_admin', 'sn_incident_write', 'u_passerelle']);

/** The right to insert cannot be tried without inserting, so it is told from the roles, and only as likely. */
export function writeRights(roles: readonly string[] | null): Finding {
  const title = { fr: 'écrire les tickets', en: 'write tickets' };
  if (roles === null)
    return lacking(
      title,
      { fr: 'les rôles du compte sont illisibles', en: 'the roles of the account cannot be read' },
      {
        fr: 'donnez le droit de lire sys_user_has_role, ou essayez avec --only 1',
        en: 'grant read on sys_user_has_role, or try with --only 1',
      },
    );
  const fitting = roles.filter((role) => writing.has(role));
  if (fitting.length > 0) {
    const by = fitting.join(', ');
    return fine(title, { fr: `probable, par le rôle ${by}`, en: `likely, by the role ${by}` });
  }
  return lacking(
    title,
    roles.length > 0
      ? {
          fr: `aucun de ses rôles n’écrit de tickets : ${roles.join(', ')}`,
          en: `none of the roles ${roles.join(', ')} writes tickets`,
        }
      : { fr: 'le compte n’a aucun rôle qui écrive des tickets', en: 'none of the roles (none) writes tickets' },
    {
      fr: 'donnez itil, ou un rôle qui peut les créer et les écrire',
      en: 'grant itil, or a role that may insert and write them',
    },
  );
}
