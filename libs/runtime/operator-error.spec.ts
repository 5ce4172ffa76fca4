import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { OperatorError } from './operator-error.js';
import { findRoot } from './root.js';

describe('an error for an operator', () => {
  const error = new OperatorError(
    'busy',
    { fr: 'quelqu’un est au travail', en: 'somebody is at work' },
    { fr: 'attendez', en: 'wait' },
  );

  it('is English for logs and programs, and of either language for people', () => {
    expect([error.message, error.advice]).toEqual(['somebody is at work', 'wait']);
    expect(error.in('en')).toEqual({ message: 'somebody is at work', advice: 'wait', details: [] });
    expect(error.in('fr')).toEqual({ message: 'quelqu’un est au travail', advice: 'attendez', details: [] });
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      name: 'OperatorError',
      code: 'busy',
      advice: 'wait',
      details: [],
    });
  });

  it('is the same in both where it quotes what somebody else said', () => {
    expect(new OperatorError('refused', 'HTTP 403', '').in('fr')).toEqual({
      message: 'HTTP 403',
      advice: '',
      details: [],
    });
  });
});

/** Whether this argument, or a branch of it, is a sentence in one language. */
function isOneSided(node: ts.Node): boolean {
  if (ts.isParenthesizedExpression(node)) return isOneSided(node.expression);
  if (ts.isConditionalExpression(node)) return isOneSided(node.whenTrue) || isOneSided(node.whenFalse);
  if (ts.isStringLiteralLike(node)) return node.text !== '';
  return ts.isTemplateExpression(node);
}

/** Where what stops a command is made: its message and its advice. */
function* made(node: ts.Node): Generator<readonly ts.Node[]> {
  if (ts.isNewExpression(node) && node.expression.getText() === 'OperatorError')
    yield node.arguments?.slice(1, 3) ?? [];
  if (ts.isCallExpression(node) && node.expression.getText() === 'refuse') yield node.arguments.slice(1, 3);
  for (const child of node.getChildren()) yield* made(child);
}

describe('what stops a command', () => {
  const places = ['apps/cli', 'apps/host', 'libs/runtime', 'libs/migration'].flatMap((folder) =>
    readdirSync(join(findRoot(), folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
      .map((file) => ({ file: `${folder}/${file}`, text: readFileSync(join(findRoot(), folder, file), 'utf8') }))
      .filter(({ text }) => /new OperatorError\(|refuse\(/.test(text))
      .flatMap(({ file, text }) =>
        [...made(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true))].map((parts) => ({ file, parts })),
      ),
  );

  it('is said in both languages wherever it is made', () => {
    expect(places.length).toBeGreaterThan(60);
    const oneSided = places.flatMap(({ file, parts }) =>
      parts.filter(isOneSided).map((part) => `${file}: ${part.getText()}`),
    );
    expect(oneSided).toEqual([]);
  });
});
