import { resolve } from 'node:path';
import { Fault, type Finding, type Health, type Surroundings } from '@passerelle/connector';
import { gatherBeside } from './gather.js';
import type { Config } from './config.js';
import { notices } from './notices.js';
import { tellOrphans } from './pages.js';
import type { Table } from './reading/table.js';
import { readRows } from './rows.js';
import { seenNumbers } from './seen.js';
import type { Export, Surveyor } from './survey.js';
import { ticketReader } from './ticket.js';
import { shown } from './words.js';

/** Looks at the whole export as a pull would, and says in plain words what it is and what will not arrive. */
export async function checkExport(
  surroundings: Surroundings<Config>,
  surveyor: Surveyor,
  signal?: AbortSignal,
): Promise<Health> {
  const findings: Finding[] = [];
  const blocked = await folderFindings(surroundings, surveyor, findings, signal);
  if (!blocked) await contentFindings(surroundings, await surveyor.survey(signal), findings, signal);
  const ok = findings.every((finding) => finding.ok || !finding.blocking);
  return { ok, findings, version: null, instance: null, clockOffset: null };
}

/** Every file is tried, so that all of them are named at once. Answers whether nothing can be read. */
async function folderFindings(
  { config, folder }: Surroundings<Config>,
  surveyor: Surveyor,
  findings: Finding[],
  signal?: AbortSignal,
): Promise<boolean> {
  const trial = async (name: string, look: () => Promise<string>): Promise<void> => {
    try {
      findings.push({ name, ok: true, detail: await look(), advice: null, blocking: false });
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      findings.push({ name, ok: false, ...sentences(error), blocking: true });
    }
  };
  await trial('folder', async () => {
    const { files } = await surveyor.list();
    return `${resolve(folder, config.folder)}: ${files.length} files to read`;
  });
  if (findings.some(({ ok }) => !ok)) return true;
  for (const file of (await surveyor.list()).files) {
    await trial(file.name, async () => {
      const { tables } = await surveyor.open(file, signal);
      return tables.map(described).join('; ');
    });
  }
  if (findings.every(({ ok }) => ok)) await trial('export', async () => exportDetail(await surveyor.survey(signal)));
  return findings.some(({ ok }) => !ok);
}

function exportDetail({ lists, journals, attachments }: Export): string {
  const parts = (tables: readonly Table[]): string => tables.map(({ label }) => label).join(', ');
  const beside = [
    journals.length > 0 ? `journal: ${parts(journals)}` : 'no journal export',
    attachments === null ? 'no attachments folder' : 'attachments',
  ];
  return `list: ${parts(lists)}; ${beside.join('; ')}`;
}

async function contentFindings(
  { connection, config, zone }: Surroundings<Config>,
  found: Export,
  findings: Finding[],
  signal?: AbortSignal,
): Promise<void> {
  const remarks: string[] = [];
  const told = notices((message) => void remarks.push(message));
  const seen = seenNumbers();
  const broken: string[] = [];
  let brokenCount = 0;
  let tickets = 0;
  for await (const outcomes of readRows(found.lists, ticketReader(config, zone, told), seen, told, signal)) {
    for (const outcome of outcomes) {
      if (outcome.ticket) tickets += 1;
      if (!outcome.broken) continue;
      brokenCount += 1;
      const { where, expected, came } = outcome.broken;
      if (broken.length < 5) broken.push(`${where}: expected ${expected}, came ${came}`);
    }
  }
  findings.push(unreadable('tickets', `${tickets} tickets`, brokenCount, broken));
  const beside = await gatherBeside(connection, found, config, zone, told, signal);
  if (beside) {
    const pieces = beside
      .broken(0, 5)
      .map(({ where, expected, came }) => `${where}: expected ${expected}, came ${came}`);
    let entries = 0;
    let attachments = 0;
    for (const one of beside.keys()) {
      entries += one.entries;
      attachments += one.attachments;
    }
    const what = `${entries} journal lines, ${attachments} attachments`;
    findings.push(unreadable('journal and attachments', what, beside.brokenCount, pieces));
    tellOrphans(beside, seen, told);
  }
  told.sum();
  remarks.push(...found.ignored);
  const advice = remarks.length === 0 ? null : 'read them: nothing of this stops a migration';
  findings.push({
    name: 'remarks',
    ok: remarks.length === 0,
    detail: remarks.length === 0 ? 'none' : remarks.slice(0, 20).join('; '),
    advice,
    blocking: false,
  });
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
