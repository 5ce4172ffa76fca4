import { Fault, type Finding } from '@passerelle/connector';
import type { Config } from '../config.js';
import type { StaffReader } from '../reading/staff-reader.js';
import { fine, lacking, looking } from './findings.js';
import type { FormLook } from './form-findings.js';

export async function staffFindings(
  reader: StaffReader,
  config: Config,
  form: FormLook,
  signal?: AbortSignal,
): Promise<readonly Finding[]> {
  try {
    const { total } = await reader.list(1, 1, signal);
    const findings: Finding[] = [fine('staff session', `accepted; ${total} tickets in its list`)];
    findings.push(
      ...(await looking('categories', 'look at the list of tickets', () => categories(reader, form, signal))),
    );
    if (config.backfill === 'export')
      findings.push(...(await looking('export', 'give the account can_export', () => exporting(reader, signal))));
    return findings;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return [lacking('staff session', error.message, adviceFor(error), true)];
  }
}

function adviceFor({ kind }: Fault): string {
  return kind === 'unauthorized'
    ? 'correct staff.user and staff.password; the message says which'
    : 'check url, staff.folder and whether the tool is up';
}

/** An agent is shown only the tickets of their own categories, and nothing says that there are others. */
async function categories(reader: StaffReader, form: FormLook, signal?: AbortSignal): Promise<readonly Finding[]> {
  const { $ } = await reader.session.get('show_tickets.php?limit=1', signal);
  const held = new Set(
    $('select[name="category"] option')
      .toArray()
      .map((each) => $(each).attr('value') ?? ''),
  );
  const missing = form.categories.filter(({ id }) => !held.has(id));
  if (missing.length === 0)
    return [fine('categories', `all ${form.categories.length} of the form are the account's own`)];
  return [
    lacking(
      'categories',
      `the account does not hold ${missing.map(({ name }) => name).join(', ')}: its list leaves out their tickets without a word`,
      'give the account every category',
    ),
  ];
}

async function exporting(reader: StaffReader, signal?: AbortSignal): Promise<readonly Finding[]> {
  // Asking for a month that is over costs the tool least.
  const page = await reader.session.get('export.php?w=1&datefrom=01/01/2000&dateto=01/01/2000', signal);
  const name = /cache\/([\w.-]+)\.zip$/.exec(page.$('a[href*="cache/"][href$=".zip"]').first().attr('href') ?? '')?.[1];
  if (name !== undefined) await reader.session.get(`export.php?delete=${name}`, signal);
  if (name !== undefined || page.box?.color !== 'red') return [fine('export', 'open to the account')];
  return [lacking('export', `refused: «${page.box.text}»`, 'give the account can_export, or set backfill: list')];
}
