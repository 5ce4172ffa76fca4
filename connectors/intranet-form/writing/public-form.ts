import { Fault, type IdempotencyKey, type NativeDraft, type NativeReference, type Told } from '@passerelle/connector';
import type { Config } from '../config.js';
import { createMark } from '../reading/mark.js';
import { referenceIn } from '../reading/reference.js';
import { toPlane, trimmed } from '../reading/text.js';
import { openBrowser, type Site } from '../wire/browser.js';
import { newJar } from '../wire/jar.js';
import type { Page } from '../wire/page.js';
import { plain } from '../words.js';
import { publicCategories, type PublicCategory } from '../knowledge/categories.js';
import { customName } from './edit.js';
import { flat } from './normal.js';

/** What stands between us and the form; null where nothing does. */
export function obstacle(page: Page): Told | null {
  const { $, path } = page;
  if (/\/login\.php/.test(path))
    return {
      fr: 'un compte client est exigé : le formulaire est fermé à un service',
      en: 'customer accounts are required, so the form is closed to a service',
    };
  if ($('input[name="mysecnum"]').length > 0)
    return {
      fr: 'le formulaire montre une image à lire (captcha) ; demandez à la faire désactiver',
      en: 'the form shows a picture to read (image code); ask for it to be switched off',
    };
  if ($('.g-recaptcha, [name="g-recaptcha-response"]').length > 0)
    return {
      fr: 'le formulaire est gardé par reCAPTCHA ; demandez une dispense',
      en: 'the form is guarded by reCAPTCHA; ask for an exemption',
    };
  if ($('input[name="question"]').length > 0)
    return {
      fr: 'le formulaire pose une question anti-spam ; demandez à la faire désactiver',
      en: 'the form asks an anti-spam question; ask for it to be switched off',
    };
  if ($('.maintenance').length > 0) return { fr: 'l’outil est en maintenance', en: 'the tool is in maintenance' };
  return null;
}

export interface FormWriter {
  /** The reference of the ticket that the form made. Every ticket has a visitor of its own: a second form of one is swallowed. */
  create(
    key: IdempotencyKey,
    ticket: NativeDraft,
    signal?: AbortSignal,
  ): Promise<{ readonly reference: string; readonly email: string }>;
}

export function openFormWriter(site: Site, config: Config): FormWriter {
  let known: readonly PublicCategory[] = [];

  const categoryOf = async (name: string, signal?: AbortSignal): Promise<PublicCategory> => {
    const find = (): PublicCategory | undefined => known.find((each) => plain(each.name) === plain(name));
    if (!find()) known = await publicCategories(site, signal);
    const found = find();
    if (found) return found;
    const names = known.map((each) => each.name).join(', ');
    const [offered, came] = [names.slice(0, 500), JSON.stringify(name.slice(0, 80))];
    throw site.fault('rejected', {
      fr: `attendu une catégorie du formulaire (${offered}), reçu ${came}`,
      en: `expected a category of the form (${offered}), came ${came}`,
    });
  };

  return {
    async create(key, ticket, signal) {
      const { fields } = ticket;
      const chosen = typeof fields['category'] === 'string' ? fields['category'] : ticket.class;
      await categoryOf(ticket.class, signal);
      const category = await categoryOf(chosen, signal);
      const browser = openBrowser(site, newJar());
      const form = await browser.get(`/index.php?a=add&category=${category.id}`, signal);
      const closed = obstacle(form);
      if (closed !== null)
        throw site.fault('unsupported', {
          fr: `${closed.fr} ; rien n’a été envoyé`,
          en: `${closed.en}; nothing was sent`,
        });
      if (form.$('form[name="form1"] input[name="hx"]').length === 0)
        throw site.fault('malformed', {
          fr: `attendu le formulaire de la catégorie ${category.name}, reçu une autre page ; vérifiez la version`,
          en: `expected the form of category ${category.name}, came another page; look at the version`,
        });
      const person = requesterOf(site, config, fields['requester']);
      const sent = filled(form, config, { key, ticket, person, category });
      const page = await browser.submit({ path: '/submit_ticket.php?submit=1', fields: sent, files: [] }, signal);
      if (page.status === 403)
        throw site.fault('rejected', {
          fr: 'le formulaire nous prend pour un robot ; un de ses champs cachés a dû changer',
          en: 'the form takes us for a robot; one of its hidden fields must have changed',
        });
      const answer = await follow(browser, page, signal);
      const reference = madeBy(answer);
      if (reference !== null) return { reference, email: person.email };
      if (answer.box?.color === 'red' || answer.$('form[name="form1"]').length > 0)
        throw site.fault('rejected', {
          fr: `le formulaire refuse le ticket : «${answer.box?.text ?? 'il se présente de nouveau'}»`,
          en: `the form refuses the ticket: «${answer.box?.text ?? 'it shows itself again'}»`,
        });
      throw site.fault(
        'malformed',
        {
          fr: 'attendu la page qui donne une référence, reçu une autre page',
          en: 'expected the page that tells a reference, came another page',
        },
        'unknown',
      );
    },
  };

  async function follow(
    browser: ReturnType<typeof openBrowser>,
    answer: Awaited<ReturnType<ReturnType<typeof openBrowser>['submit']>>,
    signal?: AbortSignal,
  ): Promise<Page> {
    try {
      return await browser.follow(answer, '/submit_ticket.php', signal);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      throw site.fault(
        error.kind,
        {
          fr: `le formulaire a été envoyé, et la page qui donne une référence n’est pas venue : ${error.bare.fr}`,
          en: `the form was sent, and the page that tells a reference did not come: ${error.bare.en}`,
        },
        'unknown',
      );
    }
  }
}

function madeBy(page: Page): string | null {
  if (page.box?.color !== 'green') return null;
  return referenceIn(page.$('div.notification.green').first().find('.font-weight-bold').text() || page.box.text);
}

interface Person {
  readonly name: string;
  readonly email: string;
}

/** Somebody without an account is known by name and e-mail. */
export function requesterOf(site: Site, config: Config, value: NativeDraft['fields'][string] | undefined): Person {
  const given = value && typeof value === 'object' && !Array.isArray(value) ? (value as NativeReference) : null;
  const email = given?.email?.trim() || config.requester?.email;
  const name = flat(given?.name ?? '') || config.requester?.name;
  if (email && name) return { name, email };
  throw site.fault('rejected', {
    fr: 'le formulaire veut un demandeur avec un nom et une adresse e-mail, et le ticket n’en a pas ; pour ceux-là, mettez requester dans la configuration',
    en: 'the form wants a requester with a name and an e-mail, and the ticket has none; set requester in the configuration for those',
  });
}

interface Filling {
  readonly key: IdempotencyKey;
  readonly ticket: NativeDraft;
  readonly person: Person;
  readonly category: PublicCategory;
}

/**
 * Only fields that a person would fill: the two traps as they stand, and never the decoy inside the odd comment, which a
 * parser does not see and a search by pattern would.
 */
function filled(form: Page, { labels }: Config, { key, ticket, person, category }: Filling): [string, string][] {
  const { $ } = form;
  const value = (name: string): string => $(`form[name="form1"] input[name="${name}"]`).first().attr('value') ?? '';
  const text = (name: string): string => {
    const given = ticket.fields[name];
    return typeof given === 'string' ? toPlane(given) : '';
  };
  const priority = typeof ticket.fields['priority'] === 'string' ? ticket.fields['priority'] : null;
  const offered = $('form[name="form1"] select[name="priority"] option')
    .toArray()
    .map((each) => ({ value: $(each).attr('value') ?? '', label: $(each).text() }))
    .filter((each) => each.value !== '');
  // The values are words in one version and numbers in the next; another's are taken for the lowest. Labels hold in both.
  const wanted = priority === null ? undefined : (labels.priorities[priority] ?? priority);
  const option =
    offered.find(({ label }) => wanted !== undefined && plain(label) === plain(wanted)) ?? lowest(offered, labels);
  const customs = Object.entries(ticket.fields).flatMap(([field, given]): [string, string][] => {
    const name = field.startsWith('custom.') ? customName(form, field.slice('custom.'.length)) : null;
    return name === null || typeof given !== 'string' ? [] : [[name, toPlane(given)]];
  });
  const body = trimmed(text('message'));
  return [
    ['name', toPlane(person.name).slice(0, 50)],
    ['email', person.email],
    ...(form.$('input[name="email2"]').length > 0 ? ([['email2', person.email]] as [string, string][]) : []),
    ['category', category.id],
    ...(option ? ([['priority', option.value]] as [string, string][]) : []),
    ...customs,
    ['subject', flat(text('subject'))],
    ['message', body === '' ? createMark(key) : `${body}\n\n${createMark(key)}`],
    ['token', value('token')],
    ['hx', value('hx')],
    ['hy', value('hy')],
  ];
}

/** Nobody said how urgent it is: the lowest, as the tool itself would take it. */
function lowest<T extends { readonly label: string }>(offered: readonly T[], labels: Config['labels']): T | undefined {
  return offered.find(({ label }) => plain(label) === plain(labels.priorities['3'] ?? '')) ?? offered[0];
}
