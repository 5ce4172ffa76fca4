import { openBrowser, type Site } from '../wire/browser.js';
import { newJar } from '../wire/jar.js';
import type { Page } from '../wire/page.js';

export interface PublicCategory {
  readonly id: string;
  readonly name: string;
}

/** The page of categories in either of its forms: a drop-down where there are many, else a grid of links. */
export function readCategories({ $ }: Page): readonly PublicCategory[] {
  const listed = $('select#select_category option, select[name="category"] option')
    .toArray()
    .map((each) => ({ id: $(each).attr('value') ?? '', name: $(each).text().trim() }));
  const linked = $('a.navlink[href*="category="]')
    .toArray()
    .map((each) => ({
      id: /[?&]category=(\d+)/.exec($(each).attr('href') ?? '')?.[1] ?? '',
      name: $(each).text().trim(),
    }));
  // Where there is one category only the form itself comes at once.
  const only = $('form[name="form1"] input[name="category"]').first().attr('value');
  const found = [...listed, ...linked].filter(({ id, name }) => /^\d+$/.test(id) && name !== '');
  return found.length === 0 && only !== undefined ? [{ id: only, name: '' }] : found;
}

export async function publicCategories(site: Site, signal?: AbortSignal): Promise<readonly PublicCategory[]> {
  const page = await openBrowser(site, newJar()).get('/index.php?a=add', signal);
  const found = readCategories(page);
  if (found.length > 0) return found;
  throw site.fault(/login\.php/.test(page.path) ? 'unsupported' : 'malformed', {
    fr: 'attendu les catégories du formulaire, reçu une autre page : des comptes clients sont peut-être exigés, ou l’outil est en maintenance',
    en: 'expected the categories of the form, came another page: customer accounts may be required, or the tool in maintenance',
  });
}
