import { asIs, quoted, whatCame, type Told } from '@passerelle/connector';
import { chooseOne, correctValue, oneOf } from '../clauses.js';
import type { MappingFault } from '../fault.js';
import type { Known } from '../schema/keys.js';
import type { YamlDocument } from './document.js';
import { at, list, map, type Issue, type Path } from './issues.js';
import { faultAt, type Place } from './place.js';
import { meant } from './suggest.js';

export function shapeFault(issue: Issue, document: YamlDocument, known: Known): MappingFault {
  if (issue.code === 'unrecognized_keys') return keyFault(issue, document, known);
  const place = placeOf(document, issue.path);
  const { came, expected } = issue;
  if (came === undefined) {
    const missing = quoted(String(issue.path.at(-1)));
    const what = expected.en === '' ? { fr: 'voir le schéma', en: 'see the schema' } : expected;
    return faultAt(place, missing, whatCame.nothing, {
      fr: `ajoutez «${String(issue.path.at(-1))}: …» (${what.fr})`,
      en: `add «${String(issue.path.at(-1))}: …» (${what.en})`,
    });
  }
  if (issue.values.length > 0) {
    const words = issue.values.map(String);
    return faultAt(place, oneOf(words), shown(came), meant(bare(came), words, chooseOne));
  }
  if ((typeof came === 'number' || typeof came === 'boolean') && expected.en.split(' or ').includes('text'))
    return bareFault(place, came);
  if (issue.code === 'invalid_type') return faultAt(place, expected, shown(came), correctValue);
  const asked = known.forms.find(({ en }) => en === issue.message.en) ?? issue.message;
  const advice = issue.code === 'invalid_format' ? meant(bare(came), known.words, correctValue) : correctValue;
  return faultAt(place, asked, shown(came), advice);
}

function keyFault(issue: Issue, document: YamlDocument, { keys }: Known): MappingFault {
  const key = issue.keys[0] ?? '';
  const parent = at(document.value, issue.path) as object;
  // A key that belongs elsewhere in the file is not its own correction.
  const others = keys.filter((known) => known !== key);
  const came = issue.keys.map((one) => `«${one}»`).join(', ');
  return faultAt(
    document.place(parent, key, true),
    { fr: 'une clé connue', en: 'a known key' },
    asIs(came),
    key === 'audience'
      ? {
          fr: 'retirez-la : le connecteur déclare, dans son code, qui lit un journal',
          en: 'remove it: who reads a journal is declared by the connector, in code',
        }
      : meant(key, others, {
          fr: 'retirez-la, ou voyez dans mappings/README.md les clés qui existent',
          en: 'remove it, or see mappings/README.md for the keys there are',
        }),
  );
}

/** What YAML takes for a number, or for yes and no, where text belongs. */
function bareFault(place: Place, came: number | boolean): MappingFault {
  const kind = typeof came === 'number' ? { fr: 'un nombre', en: 'number' } : { fr: 'un booléen', en: 'boolean' };
  return faultAt(
    place,
    { fr: 'du texte entre guillemets', en: 'text in quotes' },
    { fr: `${kind.fr} sans guillemets, «${came}»`, en: `a bare ${kind.en}, «${came}»` },
    { fr: `écrivez "${came}"`, en: `write "${came}"` },
  );
}

/** Where the value stands; where there is none, what it is missing from. */
function placeOf(document: YamlDocument, path: Path): Place {
  return document.place(at(document.value, path.slice(0, -1)) as object, path.at(-1) as string | number | undefined);
}

function bare(value: unknown): string {
  return typeof value === 'object' ? '' : String(value as string | number | boolean | undefined);
}

function shown(value: unknown): Told {
  if (value === null) return whatCame.nothing;
  if (Array.isArray(value)) return list;
  if (typeof value === 'object') return map;
  const text = bare(value);
  return quoted(text.length > 80 ? `${text.slice(0, 79)}…` : text);
}
