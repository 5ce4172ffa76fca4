import { fine, lacking, type Finding, type Told } from '@passerelle/connector';
import type { Modes } from '../config.js';
import { openBrowser, type Site } from '../wire/browser.js';
import { newJar } from '../wire/jar.js';
import type { Page } from '../wire/page.js';
import { obstacle } from '../writing/public-form.js';
import { readCategories, type PublicCategory } from './categories.js';

/** What the public side shows of itself. */
export interface FormLook {
  readonly version: string | null;
  readonly installation: string | null;
  readonly date: number | null;
  readonly categories: readonly PublicCategory[];
  /** How the categories are offered. */
  readonly shape: 'drop-down' | 'links' | null;
  /** Words until 3.5, numbers since; null where customers choose none. */
  readonly priorities: 'words' | 'numbers' | null;
  /** What keeps a service from sending the form. */
  readonly closed: Told | null;
}

export async function lookAtForm(site: Site, signal?: AbortSignal): Promise<FormLook> {
  const browser = openBrowser(site, newJar());
  const page = await browser.get('/index.php?a=add', signal);
  const categories = readCategories(page);
  const first = categories[0];
  const closed = obstacle(page);
  if (closed === null && !first)
    throw site.fault('malformed', {
      fr: 'attendu les catégories du formulaire, reçu une autre page ; corrigez url',
      en: 'expected the categories of the form, came another page; correct url',
    });
  const form = first && closed === null ? await browser.get(`/index.php?a=add&category=${first.id}`, signal) : null;
  return {
    version: versionIn(page),
    installation: browser.jar.named(`${site.url}/`, /^HESKC?[0-9a-f]{40}$/),
    date: page.date,
    categories,
    shape: page.$('select[name="category"]').length > 0 ? 'drop-down' : first ? 'links' : null,
    priorities: form ? prioritiesIn(form) : null,
    closed: closed ?? (form ? obstacle(form) : null),
  };
}

/** Style sheets carry the exact version behind a question mark. */
function versionIn({ $ }: Page): string | null {
  for (const each of $('link[href],script[src]').toArray()) {
    const found = /\.(?:css|js)\?(\d+\.\d+(?:\.\d+)?)$/.exec($(each).attr('href') ?? $(each).attr('src') ?? '')?.[1];
    if (found !== undefined) return found;
  }
  return null;
}

function prioritiesIn({ $ }: Page): FormLook['priorities'] {
  const values = $('select[name="priority"] option')
    .toArray()
    .map((each) => $(each).attr('value') ?? '')
    .filter((value) => value !== '');
  if (values.length === 0) return null;
  return values.some((value) => /^[a-z]+$/.test(value)) ? 'words' : 'numbers';
}

const title = { fr: 'formulaire public', en: 'public form' };
const shapes = {
  'drop-down': { fr: 'en liste déroulante', en: 'as a drop-down' },
  links: { fr: 'en liens', en: 'as links' },
} as const;
const priorityForms = {
  words: { fr: 'priorités en mots', en: 'priorities as words' },
  numbers: { fr: 'priorités en nombres', en: 'priorities as numbers' },
} as const;

export function formFindings(form: FormLook, modes: Modes): Finding[] {
  if (form.closed === null) return [fine(title, described(form))];
  const lost =
    modes.write === 'public'
      ? { fr: 'rien ne peut être créé ni suivi', en: 'nothing can be created or followed' }
      : {
          fr: 'aucun ticket ne peut être créé ; tout le reste continue',
          en: 'no ticket can be created; everything else goes on',
        };
  return [
    lacking(
      title,
      { fr: `${form.closed.fr} : ${lost.fr}`, en: `${form.closed.en}: ${lost.en}` },
      {
        fr: 'demandez aux administrateurs de l’outil d’ouvrir le formulaire à cette adresse',
        en: 'ask the administrators of the tool to open the form to this address',
      },
      modes.write === 'public' || modes.read === 'public',
    ),
  ];
}

function described({ categories: { length }, shape, priorities }: FormLook): Told {
  const as = shape === null ? { fr: 'en page', en: 'as a page' } : shapes[shape];
  const chosen =
    priorities === null
      ? { fr: 'priorités selon la catégorie', en: 'priorities as the category decides' }
      : priorityForms[priorities];
  return {
    fr: `ouvert : de nouveaux tickets peuvent être envoyés ; ${length} catégories ${as.fr}, ${chosen.fr}`,
    en: `open: new tickets can be sent; ${length} categories ${as.en}, ${chosen.en}`,
  };
}
