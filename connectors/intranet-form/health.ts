import { Fault, type Finding, type Health } from '@passerelle/connector';
import type { Parts } from './parts.js';
import { databaseFindings } from './knowledge/database-findings.js';
import { fine, lacking, looking } from './knowledge/findings.js';
import { formFindings, lookAtForm } from './knowledge/form-findings.js';
import { staffFindings } from './knowledge/staff-findings.js';

/** Looks at every way in that the configuration knows, and says what each can do here. What is wrong is a finding. */
export async function check(parts: Parts, signal?: AbortSignal): Promise<Health> {
  const { config, modes, clock } = parts;
  const findings: Finding[] = [];
  let [version, instance, offset]: [string | null, string | null, number | null] = [null, null, null];
  try {
    const form = await lookAtForm(parts.site, signal);
    version = form.version;
    if (form.date !== null) offset = form.date - Math.floor(clock.now().getTime() / 1000) * 1000;
    findings.push(...formFindings(form, modes));
    instance = form.installation;
    if (parts.staff) {
      const staff = await staffFindings(parts.staff, config, form, signal);
      findings.push(...staff);
      // A log-in that was refused is not tried again for the name of a cookie.
      if (!staff.some(({ ok, blocking }) => !ok && blocking)) instance = await parts.staff.session.installation(signal);
    }
    if (parts.database) findings.push(...(await databaseFindings(parts.database, config)));
    findings.push(
      ...(await looking('instance', 'look at the address of the tool', async () => instanceFindings(parts, instance))),
    );
    findings.push(modeFinding(parts));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    findings.push(lacking('connection', error.message, 'check url, network and whether the tool is up', true));
  }
  return {
    ok: !findings.some(({ ok, blocking }) => !ok && blocking),
    findings,
    version,
    instance,
    clockOffset: offset,
  };
}

function instanceFindings({ config }: Parts, found: string | null): Finding[] {
  if (found === null)
    return [
      lacking(
        'instance',
        'the tool gives no session cookie, so it cannot be told from another',
        'look at its address settings',
      ),
    ];
  if (config.instance === undefined || config.instance === found) return [fine('instance', found)];
  return [
    lacking(
      'instance',
      `expected ${config.instance}, came ${found}`,
      'correct url, or instance in the configuration if the tool was moved on purpose; nothing is written until then',
      true,
    ),
  ];
}

const reading = {
  database: 'the tables: every change, notes too; contents of files through the staff pages',
  staff: 'staff pages: list, threads, private notes and files; a note alone moves nothing, so it is seen in turn',
  public:
    'public pages: only tickets whose reference and e-mail are known, without owner, history and notes; opening one marks our replies as read',
} as const;
const writing = {
  staff:
    'the form for new tickets; staff pages for replies, private notes, files, status, owner, category and priority',
  public: 'the form for new tickets and replies as the customer; resolving and reopening; no notes, owner or category',
  none: 'nothing',
} as const;

function modeFinding({ modes }: Parts): Finding {
  return fine('modes', `reads ${reading[modes.read]}. Writes ${writing[modes.write]}`);
}
