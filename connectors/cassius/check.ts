import { resolve } from 'node:path';
import { Fault, type Finding, type Health, type Surroundings } from '@passerelle/connector';
import { type Content, lookInto } from './check-content.js';
import type { Config } from './config.js';
import type { BesideKeeper } from './keeper.js';
import type { Table } from './reading/table.js';
import type { Export, Surveyor } from './survey.js';
import { shown } from './words.js';

/** Looks at the export as a pull would, and says in plain words what it is and what will not arrive. */
export async function checkExport(
  surroundings: Surroundings<Config>,
  surveyor: Surveyor,
  besideOf: BesideKeeper,
  signal?: AbortSignal,
): Promise<Health> {
  const findings = await fileFindings(surroundings, surveyor, signal);
  if (findings.every(({ ok }) => ok)) {
    const found = await surveyor.survey(signal);
    findings.push(...contentFindings(await lookInto(surroundings, found, besideOf, signal), found));
  }
  const ok = findings.every((finding) => finding.ok || !finding.blocking);
  return { ok, findings, version: null, instance: null, clockOffset: null };
}

/** Every file is tried, so that all that cannot be read are named at once. */
async function fileFindings(
  { config, folder }: Surroundings<Config>,
  surveyor: Surveyor,
  signal?: AbortSignal,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const trial = async (name: string, look: () => Promise<string>): Promise<boolean> => {
    try {
      findings.push({ name, ok: true, detail: await look(), advice: null, blocking: false });
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      findings.push({ name, ok: false, ...sentences(error), blocking: true });
    }
    return findings.every(({ ok }) => ok);
  };
  const isThere = await trial('folder', async () => {
    const { files } = await surveyor.list();
    return `${resolve(folder, config.folder)}: ${files.length} files to read`;
  });
  if (!isThere) return findings;
  for (const file of (await surveyor.list()).files)
    await trial(file.name, async () => (await surveyor.open(file, signal)).tables.map(described).join('; '));
  if (findings.every(({ ok }) => ok)) await trial('export', async () => parts(await surveyor.survey(signal)));
  return findings;
}

function parts({ lists, journals, attachments }: Export): string {
  const names = (tables: readonly Table[]): string => tables.map(({ label }) => label).join(', ');
  const beside = [
    journals.length > 0 ? `journal: ${names(journals)}` : 'no journal export',
    attachments === null ? 'no attachments folder' : 'attachments',
  ];
  return `list: ${names(lists)}; ${beside.join('; ')}`;
}

function contentFindings({ tickets, beside, remarks }: Content, { ignored }: Export): Finding[] {
  const findings = [unreadable('tickets', tickets.what, tickets.count, tickets.first)];
  if (beside) findings.push(unreadable('journal and attachments', beside.what, beside.count, beside.first));
  const all = [...remarks, ...ignored];
  const ok = all.length === 0;
  const detail = ok ? 'none' : all.slice(0, 20).join('; ');
  const advice = ok ? null : 'read them: nothing of this stops a migration';
  return [...findings, { name: 'remarks', ok, detail, advice, blocking: false }];
}

function unreadable(name: string, what: string, count: number, first: readonly string[]): Finding {
  if (count === 0) return { name, ok: true, detail: `${what}, all readable`, advice: null, blocking: false };
  const advice = 'repair these places in the export, or export again: what stands there does not arrive';
  return {
    name,
    ok: false,
    detail: `${what}; ${count} places unreadable: ${first.join('; ')}`,
    advice,
    blocking: false,
  };
}

function described(table: Table): string {
  return `${table.form}, ${table.names.length} columns: ${table.names.map((name) => shown(name, 40)).join(', ')}`;
}

/** A fault's message is what is wrong, then what to do behind the last semicolon. */
function sentences({ message }: Fault): { detail: string; advice: string } {
  const at = message.lastIndexOf('; ');
  if (at === -1) return { detail: message, advice: 'repair it, then check again' };
  return { detail: message.slice(0, at), advice: message.slice(at + 2) };
}
