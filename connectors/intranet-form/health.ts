import {
  asIs,
  Fault,
  fine,
  lacking,
  looking,
  titles,
  type Finding,
  type Health,
  type Told,
  anotherInstance,
} from '@passerelle/connector';
import type { Parts } from './parts.js';
import { databaseFindings } from './knowledge/database-findings.js';
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
      ...(await looking(
        titles.instance,
        { fr: 'vérifiez l’adresse de l’outil', en: 'look at the address of the tool' },
        async () => instanceFindings(parts, instance),
      )),
    );
    findings.push(modeFinding(parts));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const advice = {
      fr: 'vérifiez l’adresse (url), le réseau, et que l’outil répond',
      en: 'check url, network and whether the tool is up',
    };
    findings.push(lacking(titles.connection, error.told, advice, true));
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
        titles.instance,
        {
          fr: 'l’outil ne donne pas de cookie de session : rien ne le distingue d’un autre',
          en: 'the tool gives no session cookie, so it cannot be told from another',
        },
        { fr: 'vérifiez ses réglages d’adresse', en: 'look at its address settings' },
      ),
    ];
  if (config.instance === undefined || config.instance === found) return [fine(titles.instance, asIs(found))];
  return [anotherInstance(found, config.instance)];
}

const reading = {
  database: {
    fr: 'les tables : chaque changement, notes comprises ; le contenu des fichiers par les pages des techniciens',
    en: 'the tables: every change, notes too; contents of files through the staff pages',
  },
  staff: {
    fr: 'pages des techniciens : liste, fils de discussion, notes privées et fichiers ; une note seule ne change pas la date du ticket, elle est donc vue à son tour',
    en: 'staff pages: list, threads, private notes and files; a note alone moves nothing, so it is seen in turn',
  },
  public: {
    fr: 'pages publiques : seulement les tickets dont la référence et l’adresse sont connues, sans responsable, historique ni notes ; en ouvrir un marque nos réponses comme lues',
    en: 'public pages: only tickets whose reference and e-mail are known, without owner, history and notes; opening one marks our replies as read',
  },
} as const satisfies Readonly<Record<string, Told>>;

const writing = {
  staff: {
    fr: 'le formulaire pour les nouveaux tickets ; les pages des techniciens pour réponses, notes privées, fichiers, état, responsable, catégorie et priorité',
    en: 'the form for new tickets; staff pages for replies, private notes, files, status, owner, category and priority',
  },
  public: {
    fr: 'le formulaire pour les nouveaux tickets et les réponses du demandeur ; résoudre et rouvrir ; ni notes, ni responsable, ni catégorie',
    en: 'the form for new tickets and replies as the customer; resolving and reopening; no notes, owner or category',
  },
  none: { fr: 'rien', en: 'nothing' },
} as const satisfies Readonly<Record<string, Told>>;

function modeFinding({ modes: { read, write } }: Parts): Finding {
  return fine(asIs('modes'), {
    fr: `Lecture : ${reading[read].fr}. Écriture : ${writing[write].fr}`,
    en: `reads ${reading[read].en}. Writes ${writing[write].en}`,
  });
}
