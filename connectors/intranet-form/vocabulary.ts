import type { NativeChoice, NativeFieldRule, Vocabulary } from '@passerelle/connector';
import type { Config } from './config.js';
import { publicCategories } from './knowledge/categories.js';
import { statusWord, type StaffPage } from './reading/staff-page.js';
import type { StaffReader } from './reading/staff-reader.js';
import type { Site } from './wire/browser.js';
import { locked } from './words.js';

/** Characters of a subject in the tables; the form's own 70 are not enforced. */
const subjectLength = 255;
const nameLength = 50;

/** Words of this installation: categories of the form, and where a ticket can be opened by staff, every drop-down of its page. */
export function openVocabulary(site: Site, reader: StaffReader | null, config: Config): Vocabulary {
  const anyPage = async (signal?: AbortSignal): Promise<StaffPage | null> => {
    if (!reader) return null;
    const [reference] = (await reader.list(1, 1, signal)).references;
    const opened = reference === undefined ? null : await reader.open(reference, signal);
    return opened && 'page' in opened ? opened.page : null;
  };
  const choice = (code: string, label: string): NativeChoice => ({ code, label, active: true });

  return {
    async describe(signal) {
      const offered = (await publicCategories(site, signal)).map(({ name }) => name);
      const page = await anyPage(signal);
      const categories = [...new Set([...offered, ...(page?.categories ?? []).map(({ label }) => label)])];
      const rule = (label: string, more: Partial<NativeFieldRule> = {}): NativeFieldRule => ({
        label,
        mandatory: false,
        maxLength: null,
        choices: null,
        ...more,
      });
      const statuses = page
        ? page.statuses.map((each) => choice(statusWord(each), each.label))
        : Object.entries(config.labels.statuses).map(([code, label]) => choice(code, label));
      const priorities = page
        ? page.priorities.map(({ code, label }) => choice(code, label))
        : Object.entries(config.labels.priorities).map(([code, label]) => choice(code, label));
      const fields = {
        subject: rule('Objet de votre Demande', { mandatory: true, maxLength: subjectLength }),
        message: rule('Message', { mandatory: true }),
        requester: rule('Votre Nom, Votre Adresse E-mail', { mandatory: true, maxLength: nameLength }),
        category: rule(config.labels.category, {
          mandatory: true,
          choices: categories.map((name) => choice(name, name)),
        }),
        status: rule('Statut de la demande', { choices: [...statuses, choice(locked, 'Verrouillé')] }),
        priority: rule(config.labels.priority, { choices: priorities }),
        owner: rule('Technicien', { choices: page ? page.owners.map(({ code, label }) => choice(code, label)) : null }),
        due: rule(config.labels.due),
      };
      return { classes: Object.fromEntries(categories.map((name) => [name, fields])) };
    },
  };
}
