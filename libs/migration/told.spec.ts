import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';

const folder = import.meta.dirname;
const trees = readdirSync(folder)
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
  .map((file) => ts.createSourceFile(file, readFileSync(join(folder, file), 'utf8'), ts.ScriptTarget.Latest, true));

function* within(node: ts.Node): Generator<ts.Node> {
  yield node;
  for (const child of node.getChildren()) yield* within(child);
}
const nodes = trees.flatMap((tree) => [...within(tree)]);

/** The words of a text, `…` for what is filled in; null for anything but a text. */
function textOf(node: ts.Expression | undefined): string | null {
  if (node && ts.isStringLiteralLike(node)) return node.text;
  if (!node || !ts.isTemplateExpression(node)) return null;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…');
}

const said = nodes.filter(ts.isObjectLiteralExpression).flatMap(({ properties }) => {
  const [fr, en] = ['fr', 'en'].map((name) => {
    const found = properties.filter(ts.isPropertyAssignment).find((one) => one.name.getText() === name);
    return textOf(found?.initializer);
  });
  return fr == null || en == null ? [] : [{ fr, en }];
});

describe('what a migration says', () => {
  it('is another sentence in French than in English', () => {
    expect(said.length).toBeGreaterThan(60);
    expect(said.filter(({ fr, en }) => fr === en && / [a-z]/u.test(fr))).toEqual([]);
  });

  it('is the same in both only where it has no words of ours', () => {
    const asTheyAre = nodes
      .filter(ts.isCallExpression)
      .filter(({ expression }) => expression.getText() === 'asIs')
      .map((call) => textOf(call.arguments[0]) ?? '');
    expect(asTheyAre.length).toBeGreaterThan(8);
    expect(asTheyAre.filter((text) => /\p{L}/u.test(text))).toEqual([]);
  });

  it('is written in French as French is: its apostrophes, and a space before what is high', () => {
    const untidy = said
      .map(({ fr }) => fr.replaceAll(/«[^»]*»/gu, '«»'))
      .filter((fr) => /'|[^ ][:;?!]|[ .]$|^\p{Lu}/u.test(fr));
    expect(untidy).toEqual([]);
  });
});
