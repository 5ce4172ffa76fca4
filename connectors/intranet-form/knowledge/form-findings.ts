import type { Finding } from '@passerelle/connector';
import type { Modes } from '../config.js';
import { openBrowser, type Site } from '../wire/browser.js';
import { newJar } from '../wire/jar.js';
import type { Page } from '../wire/page.js';
import { obstacle } from '../writing/public-form.js';
import { readCategories, type PublicCategory } from './categories.js';
import { fine, lacking } from './findings.js';

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
  readonly closed: string | null;
}

export async function lookAtForm(site: Site, signal?: AbortSignal): Promise<FormLook> {
  const browser = openBrowser(site, newJar());
  const page = await browser.get('/index.php?a=add', signal);
  const categories = readCategories(page);
  const first = categories[0];
  const closed = obstacle(page);
  if (closed === null && !first)
    throw site.fault('malformed', 'expected the categories of the form, came another page; correct url');
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

export function formFindings(form: FormLook, modes: Modes): Finding[] {
  const shown = `${form.categories.length} categories as a ${form.shape ?? 'page'}, priorities as ${form.priorities ?? 'the category decides'}`;
  if (form.closed === null) return [fine('public form', `open: new tickets can be sent; ${shown}`)];
  const lost =
    modes.write === 'public'
      ? 'nothing can be created or followed'
      : 'no ticket can be created; everything else goes on';
  return [
    lacking(
      'public form',
      `${form.closed}: ${lost}`,
      'ask the administrators of the tool to open the form to this address',
      modes.write === 'public' || modes.read === 'public',
    ),
  ];
}
