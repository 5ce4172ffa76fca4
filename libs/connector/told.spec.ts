import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { findRoot } from '../runtime/root.js';
import { about, asIs, joined, saidBy, toldOf } from './told.js';

const told = { fr: 'le ticket 12 n’existe plus', en: 'ticket 12 is no longer there' };

describe('what an error says', () => {
  it.each([
    ['is as it is where it has no words of ours', new Error('connect ECONNREFUSED'), asIs('connect ECONNREFUSED')],
    ['is as it is where it is no error', 'arrêté', asIs('arrêté')],
    ['is its message where something else is called «told»', Object.assign(new Error('non'), { told: 3 }), asIs('non')],
    ['is its message where one language lacks', Object.assign(new Error('no'), { told: { fr: 'non' } }), asIs('no')],
    ['is in both languages where it has them', Object.assign(new Error('x'), { told }), told],
  ])('%s', (_, error, said) => {
    expect(saidBy(error)).toEqual(said);
  });
});

describe('words in both languages', () => {
  it('take a name before them, each in the manner of its language', () => {
    expect(about('académie', told)).toEqual({
      fr: 'académie : le ticket 12 n’existe plus',
      en: 'académie: ticket 12 is no longer there',
    });
  });

  it('stand in a row as each language has its clauses, or with what else is to be between them', () => {
    expect(joined([told, asIs('INC1')])).toEqual({
      fr: 'le ticket 12 n’existe plus ; INC1',
      en: 'ticket 12 is no longer there; INC1',
    });
    expect(joined([asIs('a'), asIs('b')], ', ')).toEqual(asIs('a, b'));
    expect(joined([])).toEqual(asIs(''));
  });

  it('are the same in both where they are somebody else’s', () => {
    expect(toldOf('HTTP 403')).toEqual({ fr: 'HTTP 403', en: 'HTTP 403' });
    expect(toldOf(told)).toBe(told);
  });
});

/** Two words of small letters side by side, as names, labels and numbers do not have them. */
const sentence = /(?:^|\s)\p{Ll}{2,}\s\p{Ll}{2,}/u;

/** Said by a tool itself, word for word. */
const theirs: ReadonlySet<string> = new Set(['Transaction cancelled: maximum execution time exceeded']);

function childrenOf(node: ts.Node): readonly ts.Node[] {
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => {
    children.push(child);
  });
  return children;
}

/** Sentences that are given to both languages as they are. */
function* oneSided(node: ts.Node): Generator<string> {
  if (ts.isCallExpression(node) && node.expression.getText() === 'asIs') {
    const [text] = node.arguments;
    const words =
      text && (ts.isStringLiteralLike(text) ? text.text : ts.isTemplateExpression(text) ? text.getText() : '');
    if (words && sentence.test(words) && !theirs.has(words)) yield words;
  }
  for (const child of childrenOf(node)) yield* oneSided(child);
}

const source = (text: string): ts.SourceFile => ts.createSourceFile('x.ts', text, ts.ScriptTarget.Latest, true);

/** The files whose sentences are looked at. */
const files = ['apps', 'connectors', 'libs'].flatMap((folder) =>
  readdirSync(join(findRoot(), folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/u.test(file) && !/\.spec\.tsx?$|(?:^|\/)testing\//u.test(file))
    .map((file) => join(folder, file)),
);

/** What a sentence names: the last name of each value, without its language or the table that it is looked up in. */
function* namesIn(node: ts.Node): Generator<string> {
  if (ts.isArrowFunction(node)) return;
  if (ts.isIdentifier(node)) {
    if (!/^(?:fr|en)$|french|english/iu.test(node.text)) yield node.text;
  } else if (ts.isPropertyAccessExpression(node)) {
    yield* /^(?:fr|en)$/u.test(node.name.text) ? namesIn(node.expression) : [node.name.text];
  } else if (ts.isElementAccessExpression(node)) yield* namesIn(node.argumentExpression);
  else if (ts.isCallExpression(node)) {
    if (ts.isPropertyAccessExpression(node.expression)) yield* namesIn(node.expression.expression);
    for (const argument of node.arguments) yield* namesIn(argument);
  } else for (const child of childrenOf(node)) yield* namesIn(child);
}

/** Both sides of `{ fr, en }`, as far as both are written out there. */
function sidesOf(node: ts.Node): readonly [fr: ts.Expression, en: ts.Expression] | null {
  if (!ts.isObjectLiteralExpression(node) || node.properties.length !== 2) return null;
  const [fr, en] = ['fr', 'en'].map((language) => {
    const side = node.properties.find((one) => ts.isPropertyAssignment(one) && one.name.getText() === language);
    return side && ts.isPropertyAssignment(side) ? side.initializer : undefined;
  });
  const written = (side: ts.Expression): boolean => ts.isTemplateExpression(side) || ts.isStringLiteralLike(side);
  return fr && en && written(fr) && written(en) ? [fr, en] : null;
}

/** Sentences that name something in one language alone, by their English. */
function* unpaired(node: ts.Node): Generator<string> {
  const sides = sidesOf(node);
  if (sides) {
    const [fr, en] = sides.map((side) => [...new Set(namesIn(side))].sort().join(' '));
    if (fr !== en) yield sides[1].getText();
  }
  for (const child of childrenOf(node)) yield* unpaired(child);
}

describe('a sentence of ours', () => {
  it('is never given to both languages as it is', () => {
    const users = files.filter((file) => readFileSync(join(findRoot(), file), 'utf8').includes('asIs('));
    expect(users.length).toBeGreaterThan(30);
    const found = users.flatMap((file) => [...oneSided(source(readFileSync(join(findRoot(), file), 'utf8')))]);
    expect(found).toEqual([]);
  });

  it('control: is seen where it is', () => {
    expect([
      ...oneSided(source("asIs('the ticket is gone'); asIs(`${number} was not found`); asIs('INC0010001')")),
    ]).toEqual(['the ticket is gone', '`${number} was not found`']);
  });

  it('names the same in both languages', () => {
    const texts = files
      .map((file) => readFileSync(join(findRoot(), file), 'utf8'))
      .filter((text) => /\bfr: /u.test(text));
    expect(texts.length).toBeGreaterThan(100);
    expect(texts.flatMap((text) => [...unpaired(source(text))])).toEqual([]);
  });

  it('control: is seen where it names something in one language alone', () => {
    const text =
      '({ fr: `${name} : ${said.fr}`, en: `${name}: ${said.en}` }); ({ fr: `${one} a disparu`, en: `${two} is gone` });';
    expect([...unpaired(source(text))]).toEqual(['`${two} is gone`']);
  });
});
