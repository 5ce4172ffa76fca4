import { resolve } from 'node:path';
import {
  asIs,
  Fault,
  fine,
  lacking,
  type Finding,
  type Health,
  type Surroundings,
  type Told,
  joined,
} from '@passerelle/connector';
import { type Content, type Looked, lookInto } from './check-content.js';
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
  const trial = async (title: Told, look: () => Promise<Told>): Promise<boolean> => {
    try {
      findings.push(fine(title, await look()));
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      const { detail, advice } = sentences(error);
      findings.push(lacking(title, detail, advice, true));
    }
    return findings.every(({ ok }) => ok);
  };
  const isThere = await trial({ fr: 'dossier', en: 'folder' }, async () => {
    const { files } = await surveyor.list();
    const path = resolve(folder, config.folder);
    return { fr: `${path} : ${files.length} fichiers à lire`, en: `${path}: ${files.length} files to read` };
  });
  if (!isThere) return findings;
  for (const file of (await surveyor.list()).files)
    await trial(asIs(file.name), async () => described((await surveyor.open(file, signal)).tables));
  if (findings.every(({ ok }) => ok)) await trial(asIs('export'), async () => parts(await surveyor.survey(signal)));
  return findings;
}

function parts({ lists, journals, attachments }: Export): Told {
  const names = (tables: readonly Table[]): string => tables.map(({ label }) => label).join(', ');
  const journal =
    journals.length > 0
      ? { fr: `journal : ${names(journals)}`, en: `journal: ${names(journals)}` }
      : { fr: 'pas d’export du journal', en: 'no journal export' };
  const files =
    attachments === null
      ? { fr: 'pas de dossier de pièces jointes', en: 'no attachments folder' }
      : { fr: 'pièces jointes', en: 'attachments' };
  return {
    fr: `liste : ${names(lists)} ; ${journal.fr} ; ${files.fr}`,
    en: `list: ${names(lists)}; ${journal.en}; ${files.en}`,
  };
}

function contentFindings({ tickets, beside, remarks }: Content, { ignored }: Export): Finding[] {
  const findings = [unreadable(asIs('tickets'), tickets)];
  if (beside) findings.push(unreadable({ fr: 'journal et pièces jointes', en: 'journal and attachments' }, beside));
  return [...findings, remarksFinding([...remarks, ...ignored])];
}

function remarksFinding(all: readonly Told[]): Finding {
  const title = { fr: 'remarques', en: 'remarks' };
  if (all.length === 0) return fine(title, { fr: 'aucune', en: 'none' });
  const advice = {
    fr: 'lisez-les : rien de tout cela n’arrête une migration',
    en: 'read them: nothing of this stops a migration',
  };
  return lacking(title, joined(all.slice(0, 20)), advice);
}

function unreadable(title: Told, { what, count, first }: Looked): Finding {
  if (count === 0) return fine(title, { fr: `${what.fr}, tout est lisible`, en: `${what.en}, all readable` });
  const places = joined(first);
  return lacking(
    title,
    {
      fr: `${what.fr} ; endroits illisibles (${count}) : ${places.fr}`,
      en: `${what.en}; ${count} places unreadable: ${places.en}`,
    },
    {
      fr: 'réparez ces endroits de l’export, ou exportez à nouveau : ce qui s’y trouve n’arrive pas',
      en: 'repair these places in the export, or export again: what stands there does not arrive',
    },
  );
}

function described(tables: readonly Table[]): Told {
  return joined(
    tables.map(({ form, names }) => {
      const columns = names.map((name) => shown(name, 40)).join(', ');
      return {
        fr: `${form.fr}, ${names.length} colonnes : ${columns}`,
        en: `${form.en}, ${names.length} columns: ${columns}`,
      };
    }),
  );
}

/** A fault says what is wrong, then what to do behind the last semicolon. */
function sentences({ told }: Fault): { readonly detail: Told; readonly advice: Told } {
  const [fr, en] = [cut(told.fr, ' ; '), cut(told.en, '; ')];
  const again = { fr: 'réparez-le, puis relancez la vérification', en: 'repair it, then check again' };
  if (!fr || !en) return { detail: told, advice: again };
  return { detail: { fr: fr[0], en: en[0] }, advice: { fr: fr[1], en: en[1] } };
}

function cut(text: string, between: string): readonly [before: string, behind: string] | null {
  const at = text.lastIndexOf(between);
  return at === -1 ? null : [text.slice(0, at), text.slice(at + between.length)];
}
