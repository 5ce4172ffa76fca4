import type { Finding } from '@passerelle/connector';
import type { Instance } from '../wire/instance.js';
import { hiddenIn, rowsOf } from '../wire/rows.js';
import { fine, lacking, looking } from './findings.js';

/** A table, and what is lost without the right to read it. */
interface Need {
  readonly table: string;
  readonly lost: string;
  readonly advice: string;
  readonly blocking: boolean;
}

function needs(classes: readonly string[]): readonly Need[] {
  return [
    ...classes.map((table) => ({
      table,
      lost: `no ${table} can be read`,
      advice: `grant the account read and write on ${table} (the role itil, or one of its own), or leave it out of classes`,
      blocking: true,
    })),
    {
      table: 'sys_journal_field',
      lost: 'entries are read from the tickets’ own text: to the second, by display name, and without ids',
      advice: 'grant the account read on sys_journal_field',
      blocking: false,
    },
    {
      table: 'sys_attachment',
      lost: 'attachments cannot be read',
      advice: 'grant read on sys_attachment',
      blocking: false,
    },
    {
      table: 'sys_choice',
      lost: 'values cannot be checked before they are written',
      advice: 'grant read on sys_choice, all of its columns',
      blocking: false,
    },
    {
      table: 'sys_dictionary',
      lost: 'lengths and mandatory columns are not known, so a plan cannot check them',
      advice: 'grant read on sys_dictionary and sys_db_object',
      blocking: false,
    },
    { table: 'sys_user', lost: 'persons cannot be matched', advice: 'grant read on sys_user', blocking: false },
    {
      table: 'sys_user_group',
      lost: 'groups cannot be matched',
      advice: 'grant read on sys_user_group',
      blocking: false,
    },
    {
      table: 'sysevent_email_action',
      lost: 'mails that a migration sets off cannot be counted',
      advice: 'grant read on sysevent_email_action, sys_hub_flow, wf_workflow and contract_sla',
      blocking: false,
    },
  ];
}

/** Read rights, as they show: a table without rights answers 200, a count, and no rows. */
export async function readRights(instance: Instance, signal?: AbortSignal): Promise<readonly Finding[]> {
  const found = await Promise.all(
    needs(instance.config.classes).map(({ table, lost, advice, blocking }) => {
      const name = `read ${table}`;
      return looking(name, advice, async () => {
        const limit = 5;
        const page = await rowsOf(instance, { of: table, query: null, fields: ['sys_id'], limit }, signal);
        const hidden = hiddenIn(page, limit);
        if (hidden === 0) return [fine(name, page.total === null ? 'readable' : `readable, ${page.total} rows`)];
        if (page.rows.length > 0) return [lacking(name, `some rows are hidden: ${lost} for those`, advice)];
        return [lacking(name, `${page.total} rows are counted and none is given: ${lost}`, advice, blocking)];
      });
    }),
  );
  return found.flat();
}

/** Roles that carry the right to write tickets in the base system. */
const writing = new Set(['admin', 'itil', 'itil_admin', 'sn_incident_write', 'u_passerelle']);

/** The right to insert cannot be tried without inserting, so it is told from the roles, and only as likely. */
export function writeRights(roles: readonly string[] | null): Finding {
  const name = 'write tickets';
  if (roles === null)
    return lacking(
      name,
      'the roles of the account cannot be read',
      'grant read on sys_user_has_role, or try with --only 1',
    );
  const fitting = roles.filter((role) => writing.has(role));
  if (fitting.length > 0) return fine(name, `likely, by the role ${fitting.join(', ')}`);
  return lacking(
    name,
    `none of the roles ${roles.join(', ') || '(none)'} writes tickets`,
    'grant itil, or a role that may insert and write them',
  );
}
