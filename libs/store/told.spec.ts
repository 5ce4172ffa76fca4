import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { databaseAt } from './database.js';
import { inWords } from './embedded/in-words.js';
import { StoreUnreachable, unreachable } from './unreachable.js';

const home = { folder: '/pg', data: '/pg/data', log: '/pg/log', lock: '/pg/start.lock', socket: '/s' };
const fullDisk = 'FATAL:  could not write to file "pg_wal/xlogtemp.7": No space left on device';

const wrongUrl = (url: string) => (): unknown => {
  try {
    return databaseAt(url);
  } catch (error) {
    return error;
  }
};

describe('why the database cannot be used', () => {
  it.each<readonly [string, () => unknown, french: string, english: string]>([
    [
      'an address of something else',
      wrongUrl('mysql://app@db/t'),
      'attendu un DATABASE_URL tel que postgres://utilisateur:motdepasse@hôte:5432/base, reçu un texte d’une autre sorte',
      'expected DATABASE_URL like postgres://user:password@host:5432/name, another kind of text came',
    ],
    [
      'an address that cannot be read',
      wrongUrl('postgres://app@db:port/t'),
      'attendu un DATABASE_URL tel que postgres://utilisateur:motdepasse@hôte:5432/base, reçu une adresse illisible (ERR_INVALID_URL) ; encodez (%XX) les caractères spéciaux du mot de passe',
      'expected DATABASE_URL like postgres://user:password@host:5432/name, it cannot be read (ERR_INVALID_URL); percent-encode what is special in the password',
    ],
    [
      'a full disk, in the words of PostgreSQL, too',
      () => inWords(fullDisk, home),
      `la base embarquée dans /pg ne démarre pas : le disque est plein ; libérez de la place, puis relancez la même commande (PostgreSQL dit : ${fullDisk})`,
      `the embedded database in /pg does not start: the disk is full; make room, then run the same command again (it says: ${fullDisk})`,
    ],
    [
      'a server where nobody listens',
      () => unreachable({ code: 'ECONNREFUSED' }, 'app@db:5432/t'),
      'la base app@db:5432/t est inutilisable : rien n’écoute à cette adresse ; démarrez PostgreSQL, ou corrigez l’hôte et le port dans DATABASE_URL',
      'the database at app@db:5432/t cannot be used: nothing listens there; start PostgreSQL, or correct the host and port in DATABASE_URL',
    ],
    [
      'what has no code, quoted',
      () => unreachable(new Error('Connection terminated'), 'app@db:5432/t'),
      'la base app@db:5432/t est inutilisable : «Connection terminated» ; voyez si PostgreSQL est en marche, puis relancez la même commande',
      'the database at app@db:5432/t cannot be used: Connection terminated; look whether PostgreSQL is up, then run the same command again',
    ],
  ])('is said in French, and in English for programs: %s', (_, error, fr, en) => {
    expect(error()).toBeInstanceOf(StoreUnreachable);
    expect(error()).toMatchObject({ message: en, told: { fr, en } });
  });
});

/** The words of what is said in both languages, without what is put into them. */
function* told(node: ts.Node): Generator<{ readonly fr: string; readonly en: string }> {
  if (ts.isObjectLiteralExpression(node)) {
    const [fr, en] = ['fr', 'en'].map((name) => wordsOf(node, name));
    if (fr !== undefined && en !== undefined) yield { fr, en };
  }
  for (const child of node.getChildren()) yield* told(child);
}

function wordsOf(node: ts.ObjectLiteralExpression, name: string): string | undefined {
  const property = node.properties.find((one) => one.name?.getText() === name);
  if (!property || !ts.isPropertyAssignment(property)) return undefined;
  const text = property.initializer.getText();
  return text.replaceAll(/\$\{[^}]*\}/gu, '…').slice(1, -1);
}

describe('every sentence of this room', () => {
  const sentences = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .map((file) => readFileSync(path.join(import.meta.dirname, file), 'utf8'))
    .flatMap((text) => [...told(ts.createSourceFile('x.ts', text, ts.ScriptTarget.Latest, true))]);

  it('has a French of its own, in the manner of the house', () => {
    expect(sentences.length).toBeGreaterThan(50);
    const wrong = sentences.filter(
      ({ fr, en }) => fr === en || /'|\w[:;?!]\s|\.$|\b(?:the|of|and|then|cannot|is)\b/u.test(fr),
    );
    expect(wrong).toEqual([]);
  });
});
