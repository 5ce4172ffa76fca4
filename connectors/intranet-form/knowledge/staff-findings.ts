import { asIs, Fault, fine, lacking, looking, type Finding, type Told } from '@passerelle/connector';
import type { Config } from '../config.js';
import type { StaffReader } from '../reading/staff-reader.js';
import type { FormLook } from './form-findings.js';

const titles = {
  session: { fr: 'session de technicien', en: 'staff session' },
  categories: { fr: 'catégories', en: 'categories' },
  export: asIs('export'),
} as const;

export async function staffFindings(
  reader: StaffReader,
  config: Config,
  form: FormLook,
  signal?: AbortSignal,
): Promise<readonly Finding[]> {
  try {
    const { total } = await reader.list(1, 1, signal);
    const findings: Finding[] = [
      fine(titles.session, {
        fr: `acceptée ; ${total} tickets dans sa liste`,
        en: `accepted; ${total} tickets in its list`,
      }),
    ];
    findings.push(
      ...(await looking(
        titles.categories,
        { fr: 'regardez la liste des tickets', en: 'look at the list of tickets' },
        () => categories(reader, form, signal),
      )),
    );
    if (config.backfill === 'export')
      findings.push(
        ...(await looking(titles.export, { fr: 'donnez can_export au compte', en: 'give the account can_export' }, () =>
          exporting(reader, signal),
        )),
      );
    return findings;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return [lacking(titles.session, error.told, adviceFor(error), true)];
  }
}

function adviceFor({ kind }: Fault): Told {
  return kind === 'unauthorized'
    ? {
        fr: 'corrigez staff.user et staff.password ; le message dit lequel',
        en: 'correct staff.user and staff.password; the message says which',
      }
    : {
        fr: 'vérifiez l’adresse (url), staff.folder, et que l’outil répond',
        en: 'check url, staff.folder and whether the tool is up',
      };
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
    return [
      fine(titles.categories, {
        fr: `le compte a toutes celles du formulaire (${form.categories.length})`,
        en: `all ${form.categories.length} of the form are the account's own`,
      }),
    ];
  const names = missing.map(({ name }) => name).join(', ');
  return [
    lacking(
      titles.categories,
      {
        fr: `le compte n’a pas ${names} : sa liste omet leurs tickets sans le dire`,
        en: `the account does not hold ${names}: its list leaves out their tickets without a word`,
      },
      { fr: 'donnez toutes les catégories au compte', en: 'give the account every category' },
    ),
  ];
}

async function exporting(reader: StaffReader, signal?: AbortSignal): Promise<readonly Finding[]> {
  // Asking for a month that is over costs the tool least.
  const page = await reader.session.get('export.php?w=1&datefrom=01/01/2000&dateto=01/01/2000', signal);
  const name = /cache\/([\w.-]+)\.zip$/.exec(page.$('a[href*="cache/"][href$=".zip"]').first().attr('href') ?? '')?.[1];
  if (name !== undefined) await reader.session.get(`export.php?delete=${name}`, signal);
  if (name !== undefined || page.box?.color !== 'red')
    return [fine(titles.export, { fr: 'ouvert au compte', en: 'open to the account' })];
  return [
    lacking(
      titles.export,
      { fr: `refusé : «${page.box.text}»`, en: `refused: «${page.box.text}»` },
      {
        fr: 'donnez can_export au compte, ou mettez backfill: list',
        en: 'give the account can_export, or set backfill: list',
      },
    ),
  ];
}
